/// The table of one learning rate, and what the training with it came to.
package struct EvaluatedRun: Sendable {
  /// Every number.
  package let table: Table
  /// What was measured of them.
  package let summary: SweepSummary
}

extension TableEvaluator {
  /// Computes all columns for some learning rates, and what each came to, in one run.
  ///
  /// - Parameters:
  ///   - learningRates: Finite numbers above zero.
  ///   - epochs: The number of epochs; each has a row a step.
  /// - Returns: One table and summary a rate, in the order of the rates.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  /// - Complexity: Memory for every number of every table: 8 bytes × rates × epochs × columns.
  package func runs(learningRates: [Double], epochs: Int) throws(BackpropError) -> [EvaluatedRun] {
    try Self.check(learningRates, epochs)
    let count = columns.count
    let rows = epochs * stepsPerEpoch
    let symbols = columns.map(\.symbol)
    let probe = SweepProbe(table)
    return learningRates.chunked(by: TapeInterpreter.blockWidth).flatMap { rates in
      var values = rates.map { _ in [Double](repeating: 0, count: count * rows) }
      let interpreter = TapeInterpreter(tape, rates: rates)
      var trace = SweepTrace(probe, interpreter, rates: rates, epochs: epochs)
      trace.runWholeRows(interpreter) { row, interpreter in
        for column in 0..<count {
          let numbers = interpreter.row(column)
          for rate in values.indices {
            values[rate][column * rows + row] =
              numbers[rate / TapeInterpreter.vectorWidth][rate % TapeInterpreter.vectorWidth]
          }
        }
      }
      return zip(trace.summaries(interpreter), values).map { summary, values in
        EvaluatedRun(
          table: Table(
            learningRate: summary.learningRate, rows: rows, stepsPerEpoch: stepsPerEpoch,
            symbols: symbols, values: values),
          summary: summary)
      }
    }
  }

  /// Computes all columns for some learning rates.
  ///
  /// - Parameters:
  ///   - learningRates: Finite numbers above zero.
  ///   - epochs: The number of epochs; each has a row a step.
  /// - Returns: One table a rate, in the order of the rates.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  /// - Complexity: Memory for every number of every table: 8 bytes × rates × epochs × columns.
  public func tables(learningRates: [Double], epochs: Int) throws(BackpropError) -> [Table] {
    try runs(learningRates: learningRates, epochs: epochs).map(\.table)
  }

  /// Computes the last rows for one learning rate, and keeps no others.
  ///
  /// - Parameters:
  ///   - learningRate: A finite number above zero.
  ///   - rows: The number of rows to compute, one a step.
  /// - Returns: A table of the last two rows; of the only one for one step.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  /// - Complexity: Memory does not grow with the epochs.
  package func lastRows(learningRate: Double, rows: Int) throws(BackpropError) -> Table {
    try Self.check([learningRate], (rows - 1) / stepsPerEpoch + 1)
    return self.rows(max(0, rows - 2)...rows - 1, learningRate: learningRate)
  }

  /// Computes some rows for one learning rate, and keeps no others.
  ///
  /// - Parameters:
  ///   - range: The rows, counted from zero.
  ///   - learningRate: A finite number above zero.
  /// - Returns: A table of these rows.
  /// - Complexity: All rows up to the last are computed; memory does not grow with them.
  func rows(_ range: ClosedRange<Int>, learningRate: Double) -> Table {
    let interpreter = TapeInterpreter(tape, rates: [learningRate])
    var values = [Double](repeating: 0, count: columns.count * range.count)
    for row in 0...range.upperBound {
      row == 0 ? interpreter.start() : interpreter.advance()
      guard range.contains(row) else { continue }
      for column in columns.indices {
        values[column * range.count + row - range.lowerBound] = interpreter.row(column)[0][0]
      }
    }
    return Table(
      learningRate: learningRate, rows: range.count, symbols: columns.map(\.symbol), values: values)
  }
}
