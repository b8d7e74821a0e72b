import Backprop
import Charts
import Workbook
import WorkedExample

/// The sheet with the samples, which all tables read: a row a sample.
struct SamplesSheet {
  let example: WorkedExample
  let layout: ExampleLayout

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(ExampleLayout.samples)
    sheet.set("A1", .text("Samples"), style: ExampleStyles.title)
    sheet.set(
      CellAddress(row: 0, column: layout.sampleWidth + 1), .link(.back), style: ExampleStyles.link)
    sheet.set("A2", .text(Self.words), style: ExampleStyles.subtitle)
    let names = example.description.names
    let roles =
      names.inputs.map { ($0, Column.Role.input) } + names.targets.map { ($0, .target) }
    let head = ExampleLayout.firstSampleRow - 1
    sheet.set(
      CellAddress(row: head, column: 0), .text("sample"), style: ExampleStyles.tableHead)
    sheet.set(
      CellAddress(row: head - 1, column: layout.samplesAsMade.first.column), .text("as made"),
      style: ExampleStyles.smallHead)
    for (place, (symbol, role)) in roles.enumerated() {
      for block in [layout.sampleValues, layout.samplesAsMade] {
        sheet.set(
          CellAddress(row: head, column: block.first.column + place), .text(symbol.name),
          style: ExampleStyles.head(role))
        sheet.widths[block.first.column + place] = .characters(12)
      }
    }
    for (index, sample) in example.settings.network.samples.enumerated() {
      add(sample, index: index, to: &sheet)
    }
    sheet.validations = [
      Validation(
        CellRange(layout.sampleValues.first, layout.sampleValues.last), .number(-1e6...1e6),
        title: "Samples", hint: "A number.",
        complaint: "Inputs and targets are numbers between -1000000 and 1000000.")
    ]
    sheet.widths[0] = .characters(10)
    sheet.widths[layout.sampleWidth + 1] = .characters(14)
    sheet.heights = [0: 26, head: 22]
    sheet.frozen = CellAddress(row: ExampleLayout.firstSampleRow, column: 1)
    sheet.tab = Color(0xBF9000)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true, repeatedRows: head...head)
    return sheet
  }

  private static let words =
    "Every table of this book reads these cells. Change one in a gold frame, and everything follows."

  private func add(_ sample: Network.Sample, index: Int, to sheet: inout Sheet) {
    let row = ExampleLayout.firstSampleRow + index
    sheet.set(
      CellAddress(row: row, column: 0), .number(Double(index + 1)), style: ExampleStyles.epoch)
    for (place, value) in (sample.inputs + sample.targets).enumerated() {
      sheet.set(
        CellAddress(row: row, column: layout.sampleValues.first.column + place), .number(value),
        style: ExampleStyles.editable)
      sheet.set(
        CellAddress(row: row, column: layout.samplesAsMade.first.column + place),
        .number(value), style: ExampleStyles.helper)
    }
  }
}
