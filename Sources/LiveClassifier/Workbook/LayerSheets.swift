import Charts
import ContentPublishing
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
    switch layer {
    case .convolution(let stage):
      "\(network.stages[stage].name) and ReLU: \(map.channels) maps of \(map.height)×\(map.width), "
        + "row by row; row \(map.channels)·y + c is row y of map c"
    case .pool: "2×2 max pool: the greatest of each square"
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
    for column in 0..<layer.map.width { sheet.widths[column] = .characters(4.2) }
    sheet.conditionalFormats = [
      ClassifierStyles.blue(CellRange(layer.range.first, layer.range.last))
    ]
    sheet.frozen = CellAddress(row: Self.top, column: 0)
    sheet.tab = Color(0x5B9BD5)
    sheet.showsGridlines = false
    sheet.zoom = 70
    sheet.print = PrintSetup(landscape: true, repeatedRows: 0...1)
    return sheet
  }

  // MARK: - Weights

  /// The cells of an output's folded kernel and of its bias: the stages below one another, the outputs
  /// side by side.
  func weights(stage: Int, output: Int) -> (block: CellRange, bias: CellRange) {
    let before = network.stages.prefix(stage).reduce(1) { $0 + $1.kernel * $1.inputs + 3 }
    let kernel = network.stages[stage].kernel
    let first = CellAddress(row: before + 1, column: output * (kernel + 1))
    let last = first.moved(rows: kernel * network.stages[stage].inputs - 1, columns: kernel - 1)
    return (
      CellRange(sheet: ClassifierSheet.weights, first, last),
      CellRange(
        sheet: ClassifierSheet.weights,
        CellAddress(row: last.row + 1, column: first.column))
    )
  }

  /// The sheet of the weights.
  var weightSheet: Sheet {
    var sheet = Sheet(ClassifierSheet.weights)
    sheet.set(
      "A1",
      .text(
        "Kernels with the batch norm before them folded in: rows of all input channels, then the "
          + "bias. One block an output."),
      style: ClassifierStyles.label)
    var columns = 0
    for (index, stage) in network.stages.enumerated() {
      for (output, block) in stage.weights.enumerated() {
        let place = weights(stage: index, output: output)
        if output == 0 {
          sheet.set(
            place.block.first.moved(rows: -1), .text(stage.name), style: ClassifierStyles.label)
        }
        for (number, value) in block.enumerated() {
          sheet.set(
            place.block.first.moved(
              rows: number / stage.kernel, columns: number % stage.kernel),
            .number(value), style: ClassifierStyles.weight)
        }
        sheet.set(
          place.bias.first, .number(stage.biases[output]),
          style: ClassifierStyles.weight.with { $0.isBold = true })
        columns = max(columns, place.block.last.column + 1)
      }
    }
    for column in 0..<columns { sheet.widths[column] = .characters(5.5) }
    sheet.frozen = "A2"
    sheet.zoom = 70
    sheet.tab = BookTheme.accent
    sheet.print = PrintSetup(landscape: true)
    return sheet
  }
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
