package import Backprop
import Numerals
package import Workbook

/// Where everything stands in the workbook of a worked example.
///
/// Rows and columns count from 0, as in the `Workbook` module. What is the same in every such
/// workbook is static; the rest follows from the example: every named cell, and every cell that
/// another sheet reads or that is held to a bound of its own.
package struct ExampleLayout {
  /// The quantities that are given, from top to bottom of the sheet Inputs.
  let givens: [Column]
  /// The columns of the tables, from left to right, those with checks last.
  let columns: [Column]
  /// The number of columns that are no checks.
  let writtenCount: Int
  /// The learning rates, in the order of their sheets.
  let learningRates: [Double]
  /// The number of rows of each table.
  let epochs: Int

  /// The layout of an example's workbook.
  init(_ example: WorkedExample) {
    givens = example.description.columns.filter { $0.initialValue != nil }
    columns = example.columns
    writtenCount = example.description.columns.count
    learningRates = example.settings.learningRates
    epochs = example.settings.epochs
  }

  // MARK: - Names

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
  /// The name of the cell with the step of the check columns.
  package static let checkStepName = "h_step"

  /// The name of the sheet of a learning rate: `η = 0.1`.
  package static func sheetName(learningRate: Double) -> String {
    "η = \(NumberText.shortest(learningRate))"
  }

  /// The name of the cell with a learning rate, such as `eta_0.5`; no two sheets share one.
  package static func learningRateName(_ learningRate: Double) -> String {
    let digits = NumberText.shortest(learningRate)
    return "eta_" + digits.replacing("+", with: "").replacing("-", with: "_")
  }

  /// The defined name of a given quantity: `w_1` for `w1`, because `w1` reads like a cell.
  package static func definedName(_ symbol: Symbol) -> String {
    let letters = symbol.name.prefix { !$0.isNumber }
    return "\(letters)_\(symbol.name.dropFirst(letters.count))"
  }

  /// Every named cell of the workbook.
  var names: [DefinedName] {
    givens.enumerated().map { index, column in
      DefinedName(Self.definedName(column.symbol), for: inputCell(at: index))
    } + [DefinedName(Self.checkStepName, for: checkStepCell)]
      + learningRates.map { rate in
        DefinedName(
          Self.learningRateName(rate),
          for: CellRange(sheet: Self.sheetName(learningRate: rate), Self.learningRateCell))
      }
  }

  // MARK: - A rate's sheet

  /// The row of a table's header.
  package static let headerRow = 4
  /// The row of the first epoch.
  package static let firstRow = 5
  /// The column of the epoch.
  package static let epochColumn = 0
  /// The cell with the learning rate of a sheet; it stays in view whatever is scrolled.
  package static let learningRateCell = CellAddress(row: 1, column: 0)

  /// The column on a sheet of a column of the table, counted from 0.
  package static func column(of index: Int) -> Int { index + 1 }

  /// The cell of a number, as a person finds it: `'η = 1'!X7`.
  ///
  /// - Parameters:
  ///   - index: The table's column, counted from 0.
  ///   - epoch: Counted from 1.
  ///   - learningRate: The rate of the sheet.
  /// - Returns: Sheet and address.
  package static func place(column index: Int, epoch: Int, learningRate: Double) -> String {
    range(column: index, epochs: epoch...epoch, learningRate: learningRate).a1
  }

  /// The cells of a column for some epochs.
  ///
  /// - Parameters:
  ///   - index: The table's column, counted from 0.
  ///   - epochs: Counted from 1.
  ///   - learningRate: The rate of the sheet.
  /// - Returns: The cells, with their sheet.
  package static func range(
    column index: Int, epochs: ClosedRange<Int>, learningRate: Double
  ) -> CellRange {
    CellRange(
      sheet: sheetName(learningRate: learningRate), column: column(of: index),
      rows: firstRow + epochs.lowerBound - 1..<firstRow + epochs.upperBound)
  }
}
