/// The computed table for one learning rate: a number for each step and column.
public struct Table: Sendable, Hashable {
  /// The learning rate.
  public let learningRate: Double
  /// The number of rows; row 0 is the first step, with the initial weights.
  public let rows: Int
  /// The number of rows that an epoch has.
  public let stepsPerEpoch: Int
  /// The columns' names, from left to right.
  public let symbols: [Symbol]
  /// The numbers, column by column: `values[column * rows + row]`.
  public let values: [Double]

  /// A table of numbers, column by column.
  public init(
    learningRate: Double, rows: Int, stepsPerEpoch: Int = 1, symbols: [Symbol], values: [Double]
  ) {
    precondition(values.count == symbols.count * rows, "A table has a number for every cell.")
    self.learningRate = learningRate
    self.rows = rows
    self.stepsPerEpoch = stepsPerEpoch
    self.symbols = symbols
    self.values = values
  }

  /// The number of epochs.
  public var epochs: Int { rows / stepsPerEpoch }

  /// The number in a row of a column, both counted from zero.
  public subscript(row: Int, column: Int) -> Double { values[column * rows + row] }

  /// The numbers of a row, one a column.
  ///
  /// - Parameter row: The row, counted from zero.
  /// - Returns: The numbers, in the order of ``symbols``.
  public func row(_ row: Int) -> [Double] { symbols.indices.map { self[row, $0] } }

  /// The numbers of a column, from the first row to the last.
  public func column(at index: Int) -> ArraySlice<Double> {
    values[index * rows..<(index + 1) * rows]
  }

  /// The numbers of a quantity, from the first row to the last; nil where there is no such column.
  public func column(_ symbol: Symbol) -> ArraySlice<Double>? {
    symbols.firstIndex(of: symbol).map(column(at:))
  }

  /// The loss by row.
  public var losses: ArraySlice<Double> { column(.totalError) ?? [] }

  /// The loss by epoch: the mean of its steps' losses.
  public var epochLosses: [Double] {
    let losses = Array(losses)
    guard stepsPerEpoch > 1 else { return losses }
    return stride(from: 0, to: losses.count, by: stepsPerEpoch).map { start in
      losses[start..<start + stepsPerEpoch].reduce(0, +) / Double(stepsPerEpoch)
    }
  }
}
