extension TableEvaluator {
  /// Computes all columns for some learning rates.
  ///
  /// - Parameters:
  ///   - learningRates: Finite numbers above zero.
  ///   - epochs: The number of epochs; each has a row a step.
  /// - Returns: One table a rate, in the order of the rates.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  /// - Complexity: Memory for every number of every table: 8 bytes × rates × epochs × columns.
  public func tables(learningRates: [Double], epochs: Int) throws(BackpropError) -> [Table] {
    try Self.check(learningRates, epochs)
    return learningRates.chunked(by: TapeInterpreter.blockWidth).flatMap { rates in
      let interpreter = TapeInterpreter(tape, rates: rates)
      var recorder = TableRecorder(self, rates: rates, epochs: epochs)
      for row in 0..<recorder.rows {
        row == 0 ? interpreter.start() : interpreter.advance()
        recorder.record(row, interpreter)
      }
      return recorder.tables
    }
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
  package func rows(_ range: ClosedRange<Int>, learningRate: Double) -> Table {
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
