extension LearningRateDiagnosis {
  /// The first rule that holds.
  ///
  /// - Parameter summary: What was measured of the training.
  /// - Returns: What became of it.
  package static func outcome(_ summary: SweepSummary) -> TrainingOutcome {
    let ratio = summary.lastRatio
    if summary.overflowEpoch != nil { return .overflowed }
    let hiddenIsDead = summary.hiddenSlope < slopeFloor
    if hiddenIsDead && ratio <= smallLoss { return .degenerate }
    let isFlat = ratio > smallLoss && summary.isFlat
    let recent = summary.epochs - max(1, summary.epochs / recentShare)
    let risesUntilTheEnd = (summary.lastRise ?? 0) > recent
    if ratio > 1, !isFlat, risesUntilTheEnd, summary.rises * 2 > summary.epochs || ratio > blowUp {
      return .diverging
    }
    if hiddenIsDead || summary.outputSlope < slopeFloor { return .saturated }
    if isFlat { return .tooSlow }
    let isStanding = (summary.last - summary.recent).magnitude <= standing * summary.last
    if ratio > 1, summary.rises * riseShare <= summary.epochs, isStanding { return .stuck }
    if summary.rises * riseShare > summary.epochs, risesUntilTheEnd { return .oscillating }
    if ratio > 1 { return .oscillating }
    guard ratio <= smallLoss else { return .tooSlow }
    return summary.isOvershot ? .overshot : .converging
  }
}

extension SweepSummary {
  /// The last loss as a part of the first; a loss that is zero from the start has arrived, and one
  /// that leaves zero has not.
  var lastRatio: Double { first == 0 ? (last == 0 ? 0 : .infinity) : last / first }

  /// Whether the loss was above the first, and the training came to where the loss is less curved.
  fileprivate var isOvershot: Bool {
    guard rises > 0, largest > first else { return false }
    guard let sharpness else { return stability.factor != nil }
    return sharpness.last < sharpness.largest
  }
}
