import Backprop
import Charts
import Predictions
import Workbook
import WorkedExample

/// The sheet with the curve of a network with one input and one output, over its samples.
struct FitSheet {
  let block: ParameterBlock
  let curve: FittedCurve

  /// The name of the sheet.
  static let name = "Fit"

  /// The sheet of an example's leading table.
  ///
  /// - Returns: Nil where there is no curve, or no formula that fits a cell.
  init?(example: WorkedExample, layout: ExampleLayout) {
    guard let curve = example.curve, let table = example.leadingTable else { return nil }
    self.curve = curve
    block = ParameterBlock(
      example: example, layout: layout, table: table, parameters: curve.function.parameters)
    guard curve.outputs(of: table, row: table.rows - 1).allSatisfy(\.isFinite),
      curve.function.outputs[0].text(notation).count < 8_000
    else { return nil }
  }

  private static let head = ParameterBlock.end
  private static let first = head + 1
  private static let chartColumn = 3

  private var notation: SpreadsheetNotation {
    block.notation(inputs: [(curve.function.inputs[0], "$A\(Self.first + 1)")])
  }

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(Self.name)
    block.add(
      title: "The fitted curve",
      words:
        "Each output is the forward pass for the input at its left. Change a weight on the sheet "
        + "Inputs or a sample on the sheet Samples, and the chart follows.", to: &sheet)
    let table = block.table
    sheet.setRow(
      CellAddress(row: Self.head, column: 0), [.text("i1"), .text("a_o1")],
      style: ExampleStyles.tableHead)
    let outputs = curve.outputs(of: table, row: table.rows - 1)
    sheet.blocks = [
      ColumnBlock(
        column: 0, firstRow: Self.first, .numbers(curve.positions),
        style: ExampleStyles.body(.input)),
      ColumnBlock(
        column: 1, firstRow: Self.first,
        .formulas(
          FormulaTemplate(
            curve.function.outputs[0].text(notation), writtenForRow: Self.first),
          results: outputs), style: ExampleStyles.body(.activation)),
    ]
    addChart(to: &sheet)
    for column in 0...max(2, block.parameters.count) {
      sheet.widths[column] = .characters(11)
    }
    sheet.heights[0] = 26
    sheet.frozen = CellAddress(row: Self.first, column: 0)
    sheet.tab = Color(0x548235)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true, repeatedRows: Self.head...Self.head)
    return sheet
  }

  /// The curve and the samples as a chart of the spreadsheet; that of the first epoch has no cells.
  private func addChart(to sheet: inout Sheet) {
    var chart = block.example.fitChart(block.table, curve: curve, theme: .plain)
    chart.series.remove(at: 1)
    chart.series[0].name = "network"
    let rows = Self.first..<Self.first + curve.positions.count
    let samples = block.layout.sampleValues
    func column(_ index: Int) -> CellRange {
      CellRange(
        sheet: samples.sheet, column: samples.first.column + index,
        rows: samples.first.row..<samples.last.row + 1)
    }
    sheet.charts = [
      NativeChart(
        chart,
        sources: [
          .init(
            x: CellRange(sheet: Self.name, column: 0, rows: rows),
            y: CellRange(sheet: Self.name, column: 1, rows: rows)),
          .init(x: column(0), y: column(1)),
        ], at: CellAddress(row: Self.first, column: Self.chartColumn), altText: chart.altText)
    ]
  }
}
