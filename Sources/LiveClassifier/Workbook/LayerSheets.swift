import Charts
import ContentPublishing
import Workbook

/// The sheets of the layers and of their weights.
struct LayerSheets {
  let network: FoldedNetwork
  let reading: Reading

  /// The rows and columns of a layer's sheet that stand above and left of its numbers.
  private static let top = 2

  /// One sheet of numbers: a stage's maps, or those of its max pool.
  struct Layer {
    let sheet: String
    let map: InterleavedMap

    /// The cell of a number of the grid.
    func cell(_ row: Int, _ column: Int) -> CellAddress {
      CellAddress(row: LayerSheets.top + row, column: column)
    }

    /// All cells.
    var range: CellRange {
      CellRange(sheet: sheet, cell(0, 0), cell(map.rows - 1, map.width - 1))
    }
  }

  /// The input, and the layers after it.
  var layers: [Layer] {
    var layers = [Layer(sheet: ClassifierSheet.input, map: reading.input)]
    for (index, stage) in network.stages.enumerated() {
      for (part, map) in reading.maps[index].enumerated() {
        layers.append(Layer(sheet: Self.name(index, stage.name, isPool: part == 1), map: map))
      }
    }
    return layers
  }

  /// The name of a layer's sheet, within the length that a name may have.
  private static func name(_ index: Int, _ stage: String, isPool: Bool) -> String {
    let name = "\(index + 1) \(stage)"
    return String(name.prefix(SheetName.lengthLimit - 5)) + (isPool ? " pool" : "")
  }

  // MARK: - Layers

  /// The sheets of the stages, from the first convolution on.
  var sheets: [Sheet] {
    var sheets: [Sheet] = []
    let layers = layers
    var previous = layers[0]
    var next = 1
    for (index, stage) in network.stages.enumerated() {
      sheets.append(convolution(stage, index, layers[next], reading: previous))
      if stage.isPooled {
        sheets.append(pool(layers[next + 1], reading: layers[next]))
        next += 1
      }
      previous = layers[next]
      next += 1
    }
    return sheets
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

  private func convolution(
    _ stage: FoldedNetwork.Stage, _ index: Int, _ layer: Layer, reading source: Layer
  ) -> Sheet {
    var sheet = sheet(
      layer,
      "\(stage.name) and ReLU: \(layer.map.channels) maps of \(layer.map.height)×"
        + "\(layer.map.width), row by row; row \(layer.map.channels)·y + c is row y of map c")
    let rows = stage.kernel * stage.inputs
    for row in 0..<layer.map.rows {
      let (y, channel) = row.quotientAndRemainder(dividingBy: layer.map.channels)
      let weights = weights(stage: index, output: channel)
      let (block, bias) = (weights.block.absolute, weights.bias.absolute)
      for x in 0..<layer.map.width {
        let window = CellRange(
          sheet: source.sheet, source.cell(y * stage.inputs, x),
          source.cell(y * stage.inputs + rows - 1, x + stage.kernel - 1)
        ).a1
        sheet.set(
          layer.cell(row, x),
          .formula(
            Formula(
              "MAX(0,SUMPRODUCT(\(window),\(block))+\(bias))", number: layer.map[row, x])),
          style: ClassifierStyles.number)
      }
    }
    return sheet
  }

  private func pool(_ layer: Layer, reading source: Layer) -> Sheet {
    var sheet = sheet(layer, "2×2 max pool: the greatest of each square")
    for row in 0..<layer.map.rows {
      let (y, channel) = row.quotientAndRemainder(dividingBy: layer.map.channels)
      let upper = 2 * y * layer.map.channels + channel
      for x in 0..<layer.map.width {
        let pairs = [upper, upper + layer.map.channels].map { row in
          CellRange(sheet: source.sheet, source.cell(row, 2 * x), source.cell(row, 2 * x + 1)).a1
        }
        sheet.set(
          layer.cell(row, x),
          .formula(
            Formula("MAX(\(pairs.joined(separator: ",")))", number: layer.map[row, x])),
          style: ClassifierStyles.number)
      }
    }
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
