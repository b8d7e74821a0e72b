import Backprop
import Numerals
import Workbook
import WorkedExample

/// The upper part of a sheet that shows what the network makes of other inputs: which row of the
/// table counts, and the parameters of that row, which the formulas below read.
struct ParameterBlock {
  let example: WorkedExample
  let layout: ExampleLayout
  let table: Table
  /// The parameters, and whatever else of the row is read.
  let parameters: [Symbol]

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
        "  of η = \(NumberText.shortest(table.learningRate)); 1 shows the network before training"),
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
    for (place, symbol) in parameters.enumerated() {
      guard let index = example.description.index(of: symbol),
        let role = example.description[symbol]?.role
      else { continue }
      sheet.set(
        CellAddress(row: Self.head, column: place + 1), .text(symbol.name),
        style: ExampleStyles.head(role))
      sheet.set(
        cell(at: place),
        .formula(
          Formula(value(of: symbol), number: table[table.rows - 1, index])),
        style: CellStyle(
          size: 9, fill: ExampleStyles.colors(role).pale, numberFormat: .custom("0.000"),
          horizontal: .center))
    }
  }

  /// A formula for the number of a column of the table in the row that is chosen.
  ///
  /// - Parameter symbol: The column.
  /// - Returns: The formula, without an equals sign.
  func value(of symbol: Symbol) -> String {
    let cells = CellRange(
      sheet: ExampleLayout.sheetName(learningRate: table.learningRate),
      column: ExampleLayout.column(of: example.description.index(of: symbol) ?? 0),
      rows: layout.tableRows)
    return "INDEX(\(cells.absolute),\(CellRange(Self.chosen).absolute))"
  }

  /// The absolute reference of one of ``parameters``; nil for another quantity.
  func cell(of symbol: Symbol) -> String? {
    parameters.firstIndex(of: symbol).map { CellRange(cell(at: $0)).absolute }
  }

  private func cell(at place: Int) -> CellAddress {
    CellAddress(row: Self.head + 1, column: place + 1)
  }

  /// How formulas of the sheet refer to parameters and inputs.
  ///
  /// - Parameter inputs: The references of the inputs, as they stand in a formula.
  /// - Returns: The notation.
  func notation(inputs: [(Symbol, String)]) -> SpreadsheetNotation {
    var names = Dictionary(uniqueKeysWithValues: inputs)
    for symbol in parameters { names[symbol] = cell(of: symbol) }
    return SpreadsheetNotation { symbol, _ in names[symbol] ?? symbol.name }
  }
}
