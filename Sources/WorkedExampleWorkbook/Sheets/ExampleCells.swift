import Numerals
import Workbook

extension Link {
  /// The link that leads from every sheet to the first.
  static var back: Link {
    Link(to: CellRange(sheet: ExampleLayout.overview, "A1"), text: "← Overview", tip: nil)
  }
}

extension CellContent {
  /// A text that ends with the number of a cell, and follows it.
  ///
  /// Spreadsheet programs join very small and very large numbers to a text each in its own way; such
  /// a text is written as it is.
  ///
  /// - Parameters:
  ///   - text: What stands before the number.
  ///   - cell: The cell, or its name.
  ///   - value: The number that it holds.
  /// - Returns: A formula, or the text.
  static func joined(_ text: String, _ cell: String, _ value: Double) -> CellContent {
    guard value >= 1e-4, value < 1e15 else { return .text(text + NumberText.shortest(value)) }
    let shown = text + NumberText.significant(value, 15)
    return .formula(Formula("\(Formula.literal(text))&\(cell)", text: shown))
  }
}
