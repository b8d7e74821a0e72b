import ContentPublishing
import Workbook

extension LayerSheets {
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
    let width = 5.5
    for column in 0..<columns { sheet.widths[column] = .characters(width) }
    sheet.frozen = "A2"
    sheet.zoom = 70
    sheet.tab = BookTheme.accent
    let excerpt = PrintedExcerpt(columns: columns, width: width)
    sheet.print = excerpt.setup(
      area: CellRange("A2", CellAddress(row: excerpt.rows, column: excerpt.columns - 1)),
      words: "The first kernels; all are on the sheet", title: 0...0)
    return sheet
  }
}
