import Backprop
import Charts
import Derivations
import Numerals
import Workbook
import WorkedExample

/// The sheet with every number that may be changed; all tables read it.
struct InputsSheet {
  let example: WorkedExample
  let layout: ExampleLayout

  private typealias Place = ExampleLayout.InputColumn

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(ExampleLayout.inputs)
    sheet.set("A1", .text("Inputs"), style: ExampleStyles.title)
    sheet.set("D1", .link(.back), style: ExampleStyles.link)
    sheet.set(
      "A2",
      .text(
        "Every table of this book reads these cells. Change one in a gold frame, and everything follows; "
          + "the learning rates stand on their own sheets."),
      style: ExampleStyles.subtitle)
    sheet.setRow(
      CellAddress(row: ExampleLayout.firstInputRow - 1, column: 0),
      ["quantity", "value", "defined name", "what it is", "as made"].map { .text($0) },
      style: ExampleStyles.tableHead)
    for (index, given) in layout.givens.enumerated() {
      add(given, row: layout.inputCell(at: index).first.row, to: &sheet)
    }
    addStep(to: &sheet)
    addChangeCount(to: &sheet)
    sheet.widths = [
      Place.quantity: .characters(12), Place.value: .characters(16), Place.name: .characters(16),
      Place.meaning: .characters(78), Place.made: .characters(14),
    ]
    sheet.heights = [0: 26, 3: 22]
    sheet.frozen = CellAddress(row: ExampleLayout.firstInputRow, column: 0)
    sheet.tab = Color(0xBF9000)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true, repeatedRows: 3...3)
    return sheet
  }

  private func add(_ given: GivenNumber, row: Int, to sheet: inout Sheet) {
    let value = given.value
    sheet.set(
      CellAddress(row: row, column: Place.quantity), .text(given.symbol.name),
      style: ExampleStyles.head(given.role))
    sheet.set(
      CellAddress(row: row, column: Place.value), .number(value), style: ExampleStyles.editable)
    sheet.set(
      CellAddress(row: row, column: Place.name), .text(given.name),
      style: ExampleStyles.formula.with { $0.horizontal = .center })
    sheet.set(
      CellAddress(row: row, column: Place.meaning), .text(meaning(of: given)),
      style: ExampleStyles.plain)
    sheet.set(
      CellAddress(row: row, column: Place.made), .number(value), style: ExampleStyles.helper)
    // What a setting may be is judged where the book is made; here numbers of a usual size will do.
    sheet.validations.append(
      Validation(
        CellRange(CellAddress(row: row, column: Place.value)),
        given.range == nil ? .number(-1e6...1e6) : .number(0...1e6),
        title: String(given.symbol.name.prefix(32)),
        hint: "A number. The book was made with \(NumberText.shortest(value)).",
        complaint: given.range.map { "\(given.symbol) must be \($0.rawValue)." }
          ?? "\(given.symbol) must be a number between -1000000 and 1000000."))
  }

  private func meaning(of given: GivenNumber) -> String {
    if let meaning = given.meaning { return meaning }
    guard let column = example.description[given.symbol] else { return "" }
    guard column.role == .weight, let sum = example.description.sum(of: column.symbol),
      let chain = example.description.chain(for: column.symbol).last
    else { return example.description.meaning(of: column) }
    let source = chain.expression.text(ArticleNotation())
    return "The weight from \(source) to \(sum) in the first epoch; later rows update it."
  }

  private func addStep(to sheet: inout Sheet) {
    let cell = layout.checkStepCell.first
    let row = cell.row
    sheet.set(
      CellAddress(row: row, column: Place.quantity), .text("h"), style: ExampleStyles.head(.check))
    sheet.set(
      cell, .number(TableDescription.checkStep),
      style: ExampleStyles.editable)
    sheet.set(
      CellAddress(row: row, column: Place.name), .text(ExampleLayout.checkStepName),
      style: ExampleStyles.formula.with { $0.horizontal = .center })
    sheet.set(
      CellAddress(row: row, column: Place.meaning),
      .text("How far the check columns move a weight to either side."),
      style: ExampleStyles.plain)
    sheet.validations.append(
      Validation(
        CellRange(cell), .number(1e-8...0.1), title: "h",
        hint: "Smaller steps follow the slope more closely, but cancel more digits.",
        complaint: "h must be a number from 0.00000001 to 0.1."))
  }

  /// Counts the quantities that are not those that the book was made with: verdicts and reasons,
  /// which are not computed in the book, step back where there is one.
  private func addChangeCount(to sheet: inout Sheet) {
    let cell = layout.changeCell.first
    let blocks =
      [(layout.inputValues, layout.inputsAsMade)]
      + (layout.samples.isEmpty ? [] : [(layout.sampleValues, layout.samplesAsMade)])
    let counts = blocks.enumerated().map { index, block in
      let (values, made) = index == 0 ? (Self.onSheet(block.0), Self.onSheet(block.1)) : block
      return "SUMPRODUCT((\(values.a1)<>\(made.a1))*1)"
    }
    sheet.set(
      CellAddress(row: cell.row, column: Place.quantity), .text("changed"),
      style: ExampleStyles.label)
    sheet.set(
      cell,
      .formula(
        Formula(counts.joined(separator: "+"), number: 0)),
      style: ExampleStyles.label.with { $0.horizontal = .center })
    sheet.set(
      CellAddress(row: cell.row, column: Place.meaning),
      .text(
        "How many values are not as made. Verdicts and reasons hold for the book as made, and "
          + "give way to a dash otherwise."), style: ExampleStyles.plain)
  }

  /// A range without its sheet, as formulas of the sheet write it.
  private static func onSheet(_ range: CellRange) -> CellRange {
    CellRange(range.first, range.last)
  }
}
