package import Backprop

/// The table of one learning rate, and the summary of the training with it.
package struct EvaluatedRun: Sendable {
  /// Every number.
  package let table: Table
  /// What was measured of them.
  package let summary: SweepSummary
}

extension TableEvaluator {
  /// Computes all columns for some learning rates, and the summary of each, in one run.
  ///
  /// - Parameters:
  ///   - learningRates: Finite numbers above zero.
  ///   - epochs: The number of epochs; each has a row a step.
  /// - Returns: One table and summary a rate, in the order of the rates.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  /// - Complexity: Memory for every number of every table: 8 bytes × rates × epochs × columns.
  package func runs(learningRates: [Double], epochs: Int) throws(BackpropError) -> [EvaluatedRun] {
    try Self.check(learningRates, epochs)
    let probe = SweepProbe(table)
    return learningRates.chunked(by: TapeInterpreter.blockWidth).flatMap { rates in
      let interpreter = TapeInterpreter(tape, rates: rates)
      var recorder = TableRecorder(self, rates: rates, epochs: epochs)
      var trace = SweepTrace(probe, interpreter, rates: rates, epochs: epochs)
      trace.runWholeRows(interpreter) { recorder.record($0, $1) }
      return zip(recorder.tables, trace.summaries(interpreter)).map {
        EvaluatedRun(table: $0, summary: $1)
      }
    }
  }
}
