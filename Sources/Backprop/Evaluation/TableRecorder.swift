/// Keeps every number of a block of rates, row by row, for their tables.
package struct TableRecorder {
  /// The number of rows of each table.
  package let rows: Int

  private let rates: ArraySlice<Double>
  private let stepsPerEpoch: Int
  private let symbols: [Symbol]
  /// The numbers of each rate's table, column by column.
  private var values: [[Double]]

  /// Makes room.
  ///
  /// - Parameters:
  ///   - evaluator: What computes the rows.
  ///   - rates: The block's learning rates.
  ///   - epochs: The number of epochs.
  package init(_ evaluator: TableEvaluator, rates: ArraySlice<Double>, epochs: Int) {
    self.rates = rates
    stepsPerEpoch = evaluator.stepsPerEpoch
    rows = epochs * stepsPerEpoch
    symbols = evaluator.columns.map(\.symbol)
    let count = symbols.count * rows
    values = rates.map { _ in [Double](repeating: 0, count: count) }
  }

  /// Keeps the present row.
  ///
  /// - Parameters:
  ///   - row: Its place, counted from zero.
  ///   - interpreter: The block's interpreter, which has computed all columns of it.
  package mutating func record(_ row: Int, _ interpreter: borrowing TapeInterpreter) {
    let width = TapeInterpreter.vectorWidth
    for column in symbols.indices {
      let numbers = interpreter.row(column)
      for rate in values.indices {
        values[rate][column * rows + row] = numbers[rate / width][rate % width]
      }
    }
  }

  /// The tables of the rows that were kept, one a rate.
  package var tables: [Table] {
    zip(rates, values).map { rate, values in
      Table(
        learningRate: rate, rows: rows, stepsPerEpoch: stepsPerEpoch, symbols: symbols,
        values: values)
    }
  }
}
