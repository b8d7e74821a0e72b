import Backprop
import LearningRateAnalysis
import WorkedExample

/// What the sheet Stability computes for the epoch and rate that it shows as made.
struct StabilityNumbers {
  /// The entries of the Hessian on and below the diagonal, row by row.
  let entries: [Column]
  /// The columns of the table that the entries read, with their places.
  let ingredients: [(symbol: Symbol, column: Int)]
  /// The table that is shown, counted from 0.
  let table: Int
  /// The epoch that is shown, counted from 1.
  let epoch: Int
  /// The Hessian and the power iterations.
  let powers: SquaredPowers
  /// Whether the entries can square numbers that are too small for that.
  let canUnderflow: Bool

  /// The longest formula that a cell takes, less what a sheet adds.
  private static let formulaLimit = 8_000

  /// Prepares the numbers; nil where the Hessian is too large to be written out, or not finite.
  ///
  /// - Parameter example: The worked example.
  init?(_ example: WorkedExample) {
    let description = example.description
    let entries = description.hessianColumns
    guard !entries.isEmpty else { return nil }
    let symbols = Set(entries.flatMap { $0.recurrence.symbols(from: .same) })
    let ingredients = symbols.compactMap { symbol in
      description.index(of: symbol).map { (symbol: symbol, column: $0) }
    }.sorted { $0.column < $1.column }
    let notation = SpreadsheetNotation(guardsUnderflow: description.network.canUnderflow) { _, _ in
      "$AB$100"
    }
    canUnderflow = description.network.canUnderflow
    guard ingredients.count == symbols.count,
      entries.allSatisfy({ entry in
        entry.recurrence.symbols(from: .setting).isEmpty
          && entry.recurrence.text(notation).count
            <= Self.formulaLimit
      })
    else { return nil }
    let shown =
      example.recommendation.flatMap { recommendation in
        example.tables.firstIndex { $0.learningRate == recommendation.learningRate }
      } ?? 0
    let epoch = example.settings.epochs
    let values = example.tables[shown].row((epoch - 1) * example.tables[shown].stepsPerEpoch)
    let size = description.parameters.count
    var matrix = SymmetricMatrix(size: size)
    var place = 0
    for row in 0..<size {
      for column in 0...row {
        matrix[row, column] = entries[place].recurrence.value { symbol, _ in
          description.index(of: symbol).map { values[$0] } ?? .nan
        }
        place += 1
      }
    }
    guard matrix.isFinite else { return nil }
    self.entries = entries
    self.ingredients = ingredients
    table = shown
    self.epoch = epoch
    powers = SquaredPowers(matrix)
  }
}
