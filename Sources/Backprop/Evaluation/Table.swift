/// The computed table for one learning rate: a number for each epoch and column.
public struct Table: Sendable, Hashable {
  /// The learning rate.
  public let learningRate: Double
  /// The number of rows; row 0 is the first epoch, with the initial weights.
  public let epochs: Int
  /// The columns' names, from left to right.
  public let symbols: [Symbol]
  /// The numbers, column by column: `values[column * epochs + row]`.
  public let values: [Double]

  /// A table of numbers, column by column.
  public init(learningRate: Double, epochs: Int, symbols: [Symbol], values: [Double]) {
    precondition(values.count == symbols.count * epochs, "A table has a number for every cell.")
    self.learningRate = learningRate
    self.epochs = epochs
    self.symbols = symbols
    self.values = values
  }

  /// The number in a row of a column, both counted from zero.
  public subscript(row: Int, column: Int) -> Double { values[column * epochs + row] }

  /// The numbers of a column, from the first epoch to the last.
  public func column(at index: Int) -> ArraySlice<Double> {
    values[index * epochs..<(index + 1) * epochs]
  }

  /// The numbers of a quantity, from the first epoch to the last; nil where there is no such column.
  public func column(_ symbol: Symbol) -> ArraySlice<Double>? {
    symbols.firstIndex(of: symbol).map(column(at:))
  }

  /// The total error by epoch.
  public var losses: ArraySlice<Double> { column(.totalError) ?? [] }
}
