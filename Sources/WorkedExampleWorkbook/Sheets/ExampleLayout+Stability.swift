import LearningRateAnalysis
import Workbook

/// The sheet Stability: what is chosen and found at the top, then the Hessian, its powers, and the
/// numbers that it is made from.
extension ExampleLayout {
  /// The name of the sheet with the curvature.
  package static let stability = "Stability"

  /// The rows of what is chosen and found, from top to bottom.
  enum StabilityRow {
    static let table = 3
    static let epoch = 4
    static let rate = 5
    static let sharpness = 6
    static let residual = 7
    static let fastest = 8
    static let limit = 9
    static let product = 10
    static let verdict = 11
    /// The row above the Hessian with its parameters.
    static let head = 15
  }

  /// The column of what is chosen and found, with the Hessian's first column.
  static let stabilityColumn = 1

  /// A cell of what is chosen and found.
  static func stabilityCell(_ row: Int) -> CellAddress {
    CellAddress(row: row, column: stabilityColumn)
  }

  /// The cell that chooses the table, counted from 1.
  static var chosenTable: String { stabilityCell(StabilityRow.table).absolute }
  /// The cell that chooses the epoch, counted from 1.
  static var chosenEpoch: String { stabilityCell(StabilityRow.epoch).absolute }

  /// Where the matrix of a power stands; the Hessian is number -1.
  ///
  /// - Parameters:
  ///   - index: The power, counted from 0.
  ///   - size: The number of parameters.
  /// - Returns: The first cell.
  static func matrixCell(power index: Int, size: Int) -> CellAddress {
    CellAddress(
      row: StabilityRow.head + 1 + (index + 1) * (size + 3), column: stabilityColumn)
  }

  /// The rows of the powers between the first and the last, which are folded away.
  static func foldedRows(size: Int) -> ClosedRange<Int> {
    matrixCell(power: 1, size: size).row - 1...matrixCell(
      power: SquaredPowers.squarings, size: size
    ).row - 2
  }

  /// The row of a matrix, as a range.
  static func matrixRow(power index: Int, size: Int, row: Int) -> CellRange {
    let first = matrixCell(power: index, size: size)
    return CellRange(
      CellAddress(row: first.row + row, column: first.column),
      CellAddress(row: first.row + row, column: first.column + size - 1))
  }

  /// The column right of the matrices, with their traces and sums.
  static func besideColumn(size: Int) -> Int { stabilityColumn + size }

  /// The cell with the trace of a power before it was divided.
  static func traceCell(power index: Int, size: Int) -> CellAddress {
    CellAddress(
      row: matrixCell(power: index, size: size).row - 1, column: besideColumn(size: size))
  }

  /// The rows of the vectors below the matrices: start, vector, product, distance.
  static func vectorRow(_ index: Int, size: Int) -> CellRange {
    matrixRow(
      power: SquaredPowers.squarings + 1, size: size, row: index)
  }

  /// The column with the names of the numbers that the Hessian is made from; their values stand right
  /// of it.
  static func ingredientColumn(size: Int) -> Int { besideColumn(size: size) + 2 }

  /// The cell with one of the numbers that the Hessian is made from.
  static func ingredientCell(_ index: Int, size: Int) -> CellAddress {
    CellAddress(
      row: StabilityRow.head + 1 + index, column: ingredientColumn(size: size) + 1)
  }

  /// The number of a quantity in the chosen epoch of the chosen table.
  ///
  /// - Parameter index: The table's column, counted from 0.
  /// - Returns: A formula.
  func chosenValue(column index: Int) -> String {
    let row =
      stepsPerEpoch == 1
      ? Self.chosenEpoch : "(\(Self.chosenEpoch)-1)*\(stepsPerEpoch)+1"
    let choices = learningRates.indices.map { rate in
      let cells = CellRange(
        sheet: sheetName(rate: rate), column: Self.column(of: index), rows: tableRows
      ).absolute
      return "INDEX(\(cells),\(row))"
    }
    return "CHOOSE(\(Self.chosenTable),\(choices.joined(separator: ",")))"
  }
}
