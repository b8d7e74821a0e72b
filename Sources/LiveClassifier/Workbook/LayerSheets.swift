import Charts
import Numerals
import Workbook

/// The sheets of the layers and of their weights.
struct LayerSheets {
  let network: FoldedNetwork
  let reading: Reading

  /// The rows of a layer's sheet that stand above its numbers.
  private static let top = 2

  /// One grid of numbers: a stage's maps, or those of its max pool.
  struct Layer {
    let sheet: String
    /// The layer's name, shorter than the sheet's.
    let name: String
    let map: InterleavedMap
    /// The first cell.
    var origin = CellAddress(row: LayerSheets.top, column: 0)

    /// The cell of a number of the grid.
    func cell(_ row: Int, _ column: Int) -> CellAddress {
      origin.moved(rows: row, columns: column)
    }

    /// All cells.
    var range: CellRange {
      CellRange(sheet: sheet, cell(0, 0), cell(map.rows - 1, map.width - 1))
    }
  }

  /// The input, and the layers after it.
  var layers: [Layer] {
    zip([nil] + network.layers.map(Optional.some), reading.layers).map { layer, map in
      switch layer {
      case nil: Layer(sheet: ClassifierSheet.input, name: "input", map: map)
      case .convolution(let stage):
        Layer(sheet: sheetName(stage), name: network.stages[stage].name, map: map)
      case .pool(let stage):
        Layer(sheet: sheetName(stage) + Self.poolSuffix, name: "pool", map: map)
      }
    }
  }

  private static let poolSuffix = " pool"

  /// The name of a stage's sheet, within the length that a name may have.
  private func sheetName(_ stage: Int) -> String {
    let name = "\(stage + 1) \(network.stages[stage].name)"
    return String(name.prefix(SheetName.lengthLimit - Self.poolSuffix.count))
  }

  // MARK: - Layers

  /// The sheets of the stages, from the first convolution on.
  var sheets: [Sheet] {
    let layers = layers
    return network.layers.enumerated().map { index, layer in
      let own = layers[index + 1]
      var sheet = sheet(own, title(layer, own.map))
      addNumbers(layer, own, reading: layers[index], to: &sheet)
      return sheet
    }
  }

  private func title(_ layer: FoldedNetwork.Layer, _ map: InterleavedMap) -> String {
    let maps = "\(FixedText.counted(map.channels, "map")) of \(map.height)×\(map.width)"
    return switch layer {
    case .convolution(let stage): "\(network.stages[stage].name) and ReLU: \(maps)"
    case .pool: "2×2 max pool, the greatest of each square: \(maps)"
    }
  }

  /// Writes a layer's numbers as formulas over those of the layer before.
  ///
  /// - Parameters:
  ///   - layer: What it computes.
  ///   - own: Its grid.
  ///   - source: The grid that it reads.
  ///   - sheet: Where it is written.
  func addNumbers(
    _ layer: FoldedNetwork.Layer, _ own: Layer, reading source: Layer, to sheet: inout Sheet
  ) {
    for row in 0..<own.map.rows {
      for column in 0..<own.map.width {
        sheet.set(
          own.cell(row, column),
          .formula(
            Formula(
              formula(layer, row, column, reading: source), number: own.map[row, column])),
          style: ClassifierStyles.number)
      }
    }
  }

  /// How a number of a layer follows from the grid that the layer reads.
  ///
  /// - Parameters:
  ///   - layer: What the layer computes.
  ///   - row: The number's row in the interleaved grid.
  ///   - column: Its column.
  ///   - source: The grid that it reads.
  /// - Returns: A formula.
  func formula(
    _ layer: FoldedNetwork.Layer, _ row: Int, _ column: Int, reading source: Layer
  ) -> String {
    switch layer {
    case .convolution(let index):
      let stage = network.stages[index]
      let (y, channel) = row.quotientAndRemainder(dividingBy: stage.weights.count)
      let weights = weights(stage: index, output: channel)
      let window = CellRange(
        sheet: source.sheet, source.cell(y * stage.inputs, column),
        source.cell((y + stage.kernel) * stage.inputs - 1, column + stage.kernel - 1)
      ).a1
      return "MAX(0,SUMPRODUCT(\(window),\(weights.block.absolute))+\(weights.bias.absolute))"
    case .pool:
      let channels = source.map.channels
      let (y, channel) = row.quotientAndRemainder(dividingBy: channels)
      let pairs = [2 * y, 2 * y + 1].map { line in
        CellRange(
          sheet: source.sheet, source.cell(line * channels + channel, 2 * column),
          source.cell(line * channels + channel, 2 * column + 1)
        ).a1
      }
      return "MAX(\(pairs.joined(separator: ",")))"
    }
  }

  private func sheet(_ layer: Layer, _ title: String) -> Sheet {
    var sheet = Sheet(layer.sheet)
    sheet.set("A1", .text(title), style: ClassifierStyles.label)
    sheet.set(
      "A2", .text("Row by row: row \(layer.map.channels)·y + c is row y of map c."),
      style: ClassifierStyles.small)
    for column in 0..<layer.map.width { sheet.widths[column] = .characters(Self.columnWidth) }
    sheet.conditionalFormats = [
      ClassifierStyles.blue(CellRange(layer.range.first, layer.range.last))
    ]
    sheet.frozen = CellAddress(row: Self.top, column: 0)
    sheet.tab = Color(0x5B9BD5)
    sheet.showsGridlines = false
    sheet.zoom = 70
    sheet.print = print(layer)
    return sheet
  }

  /// One page: all rows of small maps, of larger ones the lines in their middle.
  private func print(_ layer: Layer) -> PrintSetup {
    let map = layer.map
    let excerpt = PrintedExcerpt(
      columns: max(map.width, Self.titleColumns), width: Self.columnWidth)
    let lines = min(map.height, max(1, excerpt.rows / map.channels))
    let first = (map.height - lines) / 2
    let area = CellRange(
      layer.cell(first * map.channels, 0),
      layer.cell((first + lines) * map.channels - 1, max(map.width, Self.titleColumns) - 1))
    return excerpt.setup(
      area: lines < map.height ? area : nil,
      words: "\(lines == 1 ? "Line" : "Lines") \(first)"
        + (lines == 1 ? "" : " to \(first + lines - 1)")
        + " of each map, of 0 to \(map.height - 1); all are on the sheet",
      title: 0...Self.top - 1)
  }

  /// The columns that a layer's title reaches over.
  private static let titleColumns = 14
  /// The width of a layer's columns in characters.
  static let columnWidth = 4.2
}

extension LayerSheets.Layer {
  /// The mean of a class's map, where this is the last stage, as a formula.
  ///
  /// - Parameter index: The class.
  /// - Returns: The formula.
  func averageFormula(_ index: Int) -> String {
    // The rows of a class in the interleaved maps.
    let parts = (0..<map.height).map { y in
      let row = y * map.channels + index
      return "SUM(" + CellRange(sheet: sheet, cell(row, 0), cell(row, map.width - 1)).a1 + ")"
    }
    return "(\(parts.joined(separator: "+")))/\(map.height * map.width)"
  }

  /// The score of a class, where this is the last stage, as a formula.
  ///
  /// - Parameters:
  ///   - index: The class.
  ///   - scale: What its mean is multiplied by.
  ///   - shift: What is added then.
  /// - Returns: The formula.
  func scoreFormula(_ index: Int, _ scale: Double, _ shift: Double) -> String {
    "\(averageFormula(index))*\(ClassifierStyles.text(scale))+\(ClassifierStyles.text(shift))"
  }
}
