import Numerals
import Backprop
import Charts
import Workbook

/// The sheet with every number that may be changed; all tables read it.
struct InputsSheet {
  let example: WorkedExample

  private static let firstRow = 4
  private var givens: [Column] {
    example.description.columns.filter { $0.initialValue != nil }
  }
  private var stepRow: Int { Self.firstRow + givens.count + 1 }

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(ExampleLayout.inputs)
    sheet.set("A1", .text("Inputs"), style: ExampleStyles.title)
    sheet.set("D1", .link(ExampleLayout.backLink), style: ExampleStyles.link)
    sheet.set(
      "A2",
      .text(
        "Every table of this book reads these cells. Change one in a gold frame, and everything follows; "
          + "the learning rates stand on their own sheets."),
      style: ExampleStyles.subtitle)
    sheet.setRow(
      CellAddress(row: Self.firstRow - 1, column: 0),
      ["quantity", "value", "defined name", "what it is"].map { .text($0) },
      style: ExampleStyles.tableHead)
    for (index, column) in givens.enumerated() {
      add(column, row: Self.firstRow + index, to: &sheet)
    }
    addStep(to: &sheet)
    sheet.widths = [
      0: .characters(12), 1: .characters(16), 2: .characters(16), 3: .characters(78),
    ]
    sheet.heights = [0: 26, 3: 22]
    sheet.frozen = CellAddress(row: Self.firstRow, column: 0)
    sheet.tab = Color(0xBF9000)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true, repeatedRows: 3...3)
    return sheet
  }

  /// The names of the cells.
  var names: [DefinedName] {
    givens.enumerated().map { index, column in
      DefinedName(
        ExampleLayout.definedName(column.symbol),
        for: CellRange(
          sheet: ExampleLayout.inputs, CellAddress(row: Self.firstRow + index, column: 1)))
    } + [
      DefinedName(
        ExampleLayout.checkStepName,
        for: CellRange(sheet: ExampleLayout.inputs, CellAddress(row: stepRow, column: 1)))
    ]
  }

  private func add(_ column: Column, row: Int, to sheet: inout Sheet) {
    let value = column.initialValue ?? 0
    sheet.set(
      CellAddress(row: row, column: 0), .text(column.symbol.name),
      style: ExampleStyles.head(column.role))
    sheet.set(
      CellAddress(row: row, column: 1), .number(value), style: ExampleStyles.editable)
    sheet.set(
      CellAddress(row: row, column: 2), .text(ExampleLayout.definedName(column.symbol)),
      style: ExampleStyles.formula.with { $0.horizontal = .centre })
    sheet.set(
      CellAddress(row: row, column: 3), .text(meaning(of: column)), style: ExampleStyles.plain)
    sheet.validations.append(
      Validation(
        CellRange(CellAddress(row: row, column: 1)), .number(-1e6...1e6),
        title: String(column.symbol.name.prefix(32)),
        hint: "A number. The book was made with \(NumberText.shortest(value)).",
        complaint: "\(column.symbol) must be a number between -1000000 and 1000000."))
  }

  private func meaning(of column: Column) -> String {
    guard column.role == .weight, let sum = example.description.sum(of: column.symbol),
      let chain = example.description.chain(for: column.symbol).last
    else { return example.description.meaning(of: column) }
    let source = chain.expression.text(ArticleNotation())
    return "The weight from \(source) to \(sum) in the first epoch; later rows update it."
  }

  private func addStep(to sheet: inout Sheet) {
    sheet.set(
      CellAddress(row: stepRow, column: 0), .text("h"), style: ExampleStyles.head(.check))
    sheet.set(
      CellAddress(row: stepRow, column: 1), .number(TableDescription.checkStep),
      style: ExampleStyles.editable)
    sheet.set(
      CellAddress(row: stepRow, column: 2), .text(ExampleLayout.checkStepName),
      style: ExampleStyles.formula.with { $0.horizontal = .centre })
    sheet.set(
      CellAddress(row: stepRow, column: 3),
      .text("How far the check columns move a weight to either side."),
      style: ExampleStyles.plain)
    sheet.validations.append(
      Validation(
        CellRange(CellAddress(row: stepRow, column: 1)), .number(1e-8...0.1), title: "h",
        hint: "Smaller steps follow the slope more closely, but cancel more digits.",
        complaint: "h must be a number from 0.00000001 to 0.1."))
  }
}
