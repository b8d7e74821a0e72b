import Backprop
import Charts
import Derivations
import Numerals
import Predictions
import Workbook
import WorkedExample

/// The upper part of a sheet that shows what the network makes of other inputs: which row of the
/// table counts, and the parameters of that row, which the formulas below read.
struct ParameterBlock {
  let example: WorkedExample
  let layout: ExampleLayout
  let table: Table
  let function: LearnedFunction

  /// The row of the parameters' names.
  private static let head = 5
  /// The first row below.
  static let end = 8
  /// The cell with the row of the table that counts.
  private static let chosen = CellAddress(row: 3, column: 1)

  /// Writes the block.
  ///
  /// - Parameters:
  ///   - title: The title of the sheet.
  ///   - words: What it shows.
  ///   - sheet: The sheet.
  func add(title: String, words: String, to sheet: inout Sheet) {
    sheet.set("A1", .text(title), style: ExampleStyles.title)
    sheet.set("A2", .text(words), style: ExampleStyles.subtitle)
    sheet.set("A3", .link(.back), style: ExampleStyles.link)
    let word = table.stepsPerEpoch == 1 ? "epoch" : "step"
    sheet.set(
      CellAddress(row: Self.chosen.row, column: 0), .text(word), style: ExampleStyles.label)
    sheet.set(Self.chosen, .number(Double(table.rows)), style: ExampleStyles.editable)
    sheet.set(
      CellAddress(row: Self.chosen.row, column: 2),
      .text(
        "of η = \(NumberText.shortest(table.learningRate)); 1 shows the network before training"),
      style: ExampleStyles.subtitle)
    sheet.validations.append(
      Validation(
        CellRange(Self.chosen), .wholeNumber(1...table.rows), title: word,
        hint: "Whose parameters are used, from 1 to \(table.rows).",
        complaint: "A whole number from 1 to \(table.rows)."))
    sheet.set(
      CellAddress(row: Self.head, column: 0), .text("parameter"), style: ExampleStyles.tableHead)
    sheet.set(
      CellAddress(row: Self.head + 1, column: 0), .text("value"), style: ExampleStyles.label)
    let name = ExampleLayout.sheetName(learningRate: table.learningRate)
    for (place, symbol) in function.parameters.enumerated() {
      guard let index = example.description.index(of: symbol),
        let role = example.description[symbol]?.role
      else { continue }
      let cells = CellRange(
        sheet: name, column: ExampleLayout.column(of: index), rows: layout.tableRows)
      sheet.set(
        CellAddress(row: Self.head, column: place + 1), .text(symbol.name),
        style: ExampleStyles.head(role))
      sheet.set(
        cell(at: place),
        .formula(
          Formula(
            "INDEX(\(cells.absolute),\(CellRange(Self.chosen).absolute))",
            number: table[table.rows - 1, index])),
        style: CellStyle(
          size: 9, fill: ExampleStyles.colors(role).pale, numberFormat: .custom("0.000"),
          horizontal: .center))
    }
  }

  private func cell(at place: Int) -> CellAddress {
    CellAddress(row: Self.head + 1, column: place + 1)
  }

  /// How formulas of the sheet refer to parameters and inputs.
  ///
  /// - Parameter inputs: The references of the inputs, as they stand in a formula.
  /// - Returns: The notation.
  func notation(inputs: [String]) -> SpreadsheetNotation {
    var names: [Symbol: String] = [:]
    for (place, symbol) in function.parameters.enumerated() {
      names[symbol] = CellRange(cell(at: place)).absolute
    }
    for (symbol, reference) in zip(function.inputs, inputs) { names[symbol] = reference }
    return SpreadsheetNotation { symbol, _ in names[symbol] ?? symbol.name }
  }
}
