import Numerals
package import Backprop
package import Workbook

/// Where everything stands in the workbook of the worked example.
///
/// Rows and columns count from 0, as in the `Workbook` module.
package enum ExampleLayout {
  /// The name of the first sheet.
  package static let overview = "Overview"
  /// The name of the sheet with the values that may be changed.
  package static let inputs = "Inputs"
  /// The name of the sheet with the six steps.
  package static let derivation = "Derivation"
  /// The name of the sheet that compares the learning rates.
  package static let sweep = "Sweep"
  /// The name of the sheet with the article's contradictions.
  package static let errata = "Errata"

  /// The name of the sheet of a learning rate: `η = 0.1`.
  package static func sheetName(learningRate: Double) -> String {
    "η = \(NumberText.shortest(learningRate))"
  }

  /// The link that leads from every sheet to the first.
  static var backLink: Link {
    Link(to: CellRange(sheet: overview, "A1"), text: "← Overview", tip: nil)
  }

  /// What to take from the comparison of the rates, which is said once and does not follow changes.
  static func conclusion(_ example: WorkedExample) -> String {
    guard let recommendation = example.recommendation, recommendation.converges else {
      return "When made: \(example.conclusion)"
    }
    return "Recommended when made: \(recommendation.reason)"
  }

  /// A text that ends with the number of a cell, and follows it.
  ///
  /// Spreadsheet programs join very small and very large numbers to a text each in its own way; such
  /// a text is written as it is.
  ///
  /// - Parameters:
  ///   - text: what stands before the number.
  ///   - cell: the cell, or its name.
  ///   - value: the number that it holds.
  /// - Returns: a formula, or the text.
  static func joined(_ text: String, _ cell: String, _ value: Double) -> CellContent {
    guard value >= 1e-4, value < 1e15 else { return .text(text + NumberText.shortest(value)) }
    let shown = text + NumberText.significant(value, 15)
    return .formula(Formula("\"\(text)\"&\(cell)", text: shown))
  }

  /// The row of a table's header.
  package static let headerRow = 4
  /// The row of the first epoch.
  package static let firstRow = 5
  /// The column of the epoch.
  package static let epochColumn = 0
  /// The cell with the learning rate of a sheet; it stays in view whatever is scrolled.
  package static let learningRateCell = CellAddress(row: 1, column: 0)
  /// The name of that cell on its sheet.
  package static let learningRateName = "eta"
  /// The name of the cell with the step of the check columns.
  package static let checkStepName = "h_step"

  /// The column on a sheet of a column of the table, counted from 0.
  package static func column(of index: Int) -> Int { index + 1 }

  /// The cell of a number, as a person finds it: `'η = 1'!X7`.
  ///
  /// - Parameters:
  ///   - index: the table's column, counted from 0.
  ///   - epoch: counted from 1.
  ///   - learningRate: the rate of the sheet.
  /// - Returns: sheet and address.
  package static func place(column index: Int, epoch: Int, learningRate: Double) -> String {
    range(column: index, epochs: epoch...epoch, learningRate: learningRate).a1
  }

  /// The cells of a column for some epochs.
  ///
  /// - Parameters:
  ///   - index: the table's column, counted from 0.
  ///   - epochs: counted from 1.
  ///   - learningRate: the rate of the sheet.
  /// - Returns: the cells, with their sheet.
  package static func range(
    column index: Int, epochs: ClosedRange<Int>, learningRate: Double
  ) -> CellRange {
    CellRange(
      sheet: sheetName(learningRate: learningRate), column: column(of: index),
      rows: firstRow + epochs.lowerBound - 1..<firstRow + epochs.upperBound)
  }

  /// The defined name of a given quantity: `w_1` for `w1`, because `w1` reads like a cell.
  package static func definedName(_ symbol: Symbol) -> String {
    let letters = symbol.name.prefix { !$0.isNumber }
    return "\(letters)_\(symbol.name.dropFirst(letters.count))"
  }
}
