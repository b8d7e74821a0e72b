public import Backprop

extension TableEvaluator {
  /// Computes the loss of many learning rates by epoch.
  ///
  /// - Parameters:
  ///   - learningRates: Finite numbers above zero.
  ///   - epochs: The number of epochs.
  ///   - threads: How many threads to use; as many as there are processors when left out.
  /// - Returns: A row an epoch, a column a rate.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  public func losses(
    learningRates: [Double], epochs: Int, threads: Int? = nil
  ) throws(BackpropError) -> LossMatrix {
    try sweepWithLosses(learningRates: learningRates, epochs: epochs, threads: threads).losses
  }

  /// Computes the summaries of many learning rates, and their losses, in one run.
  ///
  /// - Parameters:
  ///   - learningRates: Finite numbers above zero.
  ///   - epochs: The number of epochs.
  ///   - threads: How many threads to use; as many as there are processors when left out.
  /// - Returns: One summary a rate, in the order of the rates, and a matrix with a row an epoch.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  package func sweepWithLosses(
    learningRates: [Double], epochs: Int, threads: Int? = nil
  ) throws(BackpropError) -> (summaries: [SweepSummary], losses: LossMatrix) {
    try Self.check(learningRates, epochs)
    var summaries: [SweepSummary] = []
    let width = learningRates.count
    let probe = SweepProbe(table)
    let values = [Double](unsafeUninitializedCapacity: width * epochs) { buffer, count in
      nonisolated(unsafe) let values = buffer
      summaries = collectSummaries(of: learningRates, threads: threads) { rates, interpreter in
        var trace = SweepTrace(probe, interpreter, rates: rates, epochs: epochs)
        trace.run(interpreter) { epoch, losses in
          let start = epoch * width + rates.startIndex
          let target = values.extracting(start..<start + rates.count)
          losses.withMemoryRebound(to: Double.self) { numbers in
            _ = target.update(fromContentsOf: numbers.extracting(0..<rates.count))
          }
        }
        return trace.summaries(interpreter)
      }
      count = width * epochs
    }
    return (summaries, LossMatrix(learningRates: learningRates, epochs: epochs, values: values))
  }

  /// Computes the summaries of many learning rates, without keeping their tables.
  ///
  /// - Parameters:
  ///   - learningRates: Finite numbers above zero.
  ///   - epochs: The number of epochs.
  ///   - threads: How many threads to use; as many as there are processors when left out.
  /// - Returns: One summary a rate, in the order of the rates.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  /// - Complexity: Memory does not grow with the epochs.
  public func sweep(
    learningRates: [Double], epochs: Int, threads: Int? = nil
  ) throws(BackpropError) -> [SweepSummary] {
    try Self.check(learningRates, epochs)
    let probe = SweepProbe(table)
    return collectSummaries(of: learningRates, threads: threads) { rates, interpreter in
      var trace = SweepTrace(probe, interpreter, rates: rates, epochs: epochs)
      trace.run(interpreter)
      return trace.summaries(interpreter)
    }
  }

  /// Runs each block of rates, on several threads, and puts their summaries in order.
  private func collectSummaries(
    of learningRates: [Double], threads: Int?,
    _ run: @Sendable (ArraySlice<Double>, borrowing TapeInterpreter) -> [SweepSummary]
  ) -> [SweepSummary] {
    [SweepSummary](unsafeUninitializedCapacity: learningRates.count) { buffer, count in
      nonisolated(unsafe) let summaries = buffer
      forEachBlock(of: learningRates, threads: threads) { rates in
        let interpreter = TapeInterpreter(tape, rates: rates)
        for (index, summary) in zip(rates.indices, run(rates, interpreter)) {
          summaries.initializeElement(at: index, to: summary)
        }
      }
      count = learningRates.count
    }
  }
}
