package import Backprop

extension TableEvaluator {
  /// The largest number of table cells that are computed again to tell at which step trainings failed.
  package static let failureCellLimit = 200_000_000

  /// Diagnoses trainings, and finds the step at which each of those failed that did.
  ///
  /// - Parameters:
  ///   - summaries: The results of the trainings.
  ///   - limit: How many cells the trainings that failed may have together.
  ///   - choose: Where they have more, the rates whose step is looked for nevertheless; none when nil.
  /// - Returns: One diagnosis a training, in their order.
  /// - Throws: `BackpropError` for a rate or a number of epochs that cannot be computed.
  package func diagnose(
    _ summaries: [SweepSummary], limit: Int = failureCellLimit,
    choosing choose: (([LearningRateDiagnosis]) -> Set<Double>)? = nil
  ) throws(BackpropError) -> [LearningRateDiagnosis] {
    var diagnoses = summaries.map(LearningRateDiagnosis.init)
    var failed = diagnoses.indices.compactMap { index in
      diagnoses[index].failureSign.map { (index: index, sign: $0) }
    }
    guard let epochs = summaries.first?.epochs, !failed.isEmpty else { return diagnoses }
    if !fits(failed.count, epochs, limit) {
      guard let chosen = choose?(diagnoses) else { return diagnoses }
      failed = failed.filter { chosen.contains(summaries[$0.index].learningRate) }
      guard !failed.isEmpty else { return diagnoses }
    }
    let steps = try failingSteps(
      of: failed.map { (summaries[$0.index].learningRate, $0.sign) }, epochs: epochs,
      slopeFloor: LearningRateDiagnosis.slopeFloor)
    for (entry, step) in zip(failed, steps) {
      guard let step else { continue }
      var summary = summaries[entry.index]
      summary.failingStep = step
      diagnoses[entry.index] = LearningRateDiagnosis(summary)
    }
    return diagnoses
  }

  /// Whether so many trainings may be computed again.
  private func fits(_ trainings: Int, _ epochs: Int, _ limit: Int) -> Bool {
    let cells = Double(trainings) * Double(epochs) * Double(stepsPerEpoch * columns.count)
    return cells <= Double(limit)
  }
}

extension LearningRateDiagnosis {
  /// What shows the step after which the training failed; nil for one that did not fail.
  fileprivate var failureSign: FailureSign? {
    switch outcome {
    case .saturated, .degenerate: .deadLayer
    case .diverging, .overflowed: .firstRise
    case .stuck: .largestLoss
    case .oscillating: summary.lastRise.map { .epoch($0) } ?? .largestLoss
    case .converging, .overshot, .tooSlow: nil
    }
  }

  /// Whether the training failed: its loss did not come down, and more of the same would not help.
  package var isFailure: Bool { failureSign != nil }

  /// The verdict on a rate that failed, in sentences: `η = 1000, saturated: …`; nil for another.
  package var failureSentence: String? {
    isFailure
      ? "η = \(shortText(summary.learningRate)), \(outcome.rawValue): \(reason)" : nil
  }
}
