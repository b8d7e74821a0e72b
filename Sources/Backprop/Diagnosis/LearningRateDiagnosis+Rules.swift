import Numerals

extension LearningRateDiagnosis {
  /// The first rule that holds, and the sentence for it.
  static func finding(_ summary: SweepSummary) -> (TrainingOutcome, String) {
    // A loss that is zero from the start has arrived; one that leaves zero has not.
    let ratio =
      summary.first == 0 ? (summary.last == 0 ? 0 : .infinity) : summary.last / summary.first
    let isFlat = summary.isFlat && ratio > smallLoss
    let fallen = "the loss went from \(roundedText(summary.first)) to \(roundedText(summary.last))"
    if let epoch = summary.overflowEpoch {
      return (.overflowed, "The loss of epoch \(epoch) is not a finite number.")
    }
    let hiddenIsDead = summary.hiddenSlope < slopeFloor
    if hiddenIsDead && ratio <= smallLoss {
      return (
        .degenerate,
        "A hidden layer is dead: its weighted sums reach a magnitude of "
          + "\(roundedText(summary.hiddenMagnitude)), and its steepest slope is "
          + "\(roundedText(summary.hiddenSlope)). The loss of "
          + "\(roundedText(summary.last)) does not depend on the inputs any more."
      )
    }
    let recent = summary.epochs - max(1, summary.epochs / recentShare)
    let risesUntilTheEnd = (summary.lastRise ?? 0) > recent
    if ratio > 1, !isFlat, risesUntilTheEnd, summary.rises * 2 > summary.epochs || ratio > blowUp {
      return (
        .diverging,
        "In \(summary.epochWords) \(fallen); it rose in \(summary.rises) of them, last in epoch "
          + "\(summary.lastRise ?? 0)."
      )
    }
    if hiddenIsDead || summary.outputSlope < slopeFloor {
      let layer = hiddenIsDead ? "hidden" : "output"
      let sum = hiddenIsDead ? summary.hiddenMagnitude : summary.outputMagnitude
      let slope = hiddenIsDead ? summary.hiddenSlope : summary.outputSlope
      return (
        .saturated,
        "The loss \(summary.lastGradientNorm < summary.firstGradientNorm ? "stands" : "ended") at "
          + "\(NumberText.significant(summary.last, 6)); the weighted sums of the \(layer) layer reach a magnitude of \(roundedText(sum)), the steepest slope there is "
          + "\(roundedText(slope)), and the length of the gradient went from "
          + "\(roundedText(summary.firstGradientNorm)) to \(roundedText(summary.lastGradientNorm))."
      )
    }
    if isFlat {
      return (
        .tooSlow, "In \(summary.epochWords) the loss stayed at \(roundedText(summary.last))."
      )
    }
    if summary.rises * riseShare > summary.epochs, risesUntilTheEnd, let last = summary.lastRise {
      return (
        .oscillating,
        "The loss rose in \(summary.rises) of \(summary.epochWords), last in epoch \(last); its "
          + "smallest is \(roundedText(summary.smallest)), its last \(roundedText(summary.last))."
      )
    }
    if ratio > 1 {
      return (
        .oscillating,
        "In \(summary.epochWords) \(fallen): it ended above where it began, and rose in "
          + "\(summary.rises) of them, last in epoch \(summary.lastRise ?? 0)."
      )
    }
    let rises =
      summary.lastRise.map { "; it rose in \(summary.rises) of them, last in epoch \($0)" } ?? ""
    if ratio <= smallLoss {
      return (.converging, "In \(summary.epochWords) \(fallen)\(summary.reachWords)\(rises).")
    }
    return (
      .tooSlow,
      "In \(summary.epochWords) \(fallen), \(roundedText(ratio * 100)) % of the first\(rises)."
    )
  }
}
