import Numerals

extension LearningRateDiagnosis {
  /// The sentence for what became of a training, with the numbers that it rests on.
  static func reason(_ outcome: TrainingOutcome, _ summary: SweepSummary) -> String {
    let fallen = "the loss went from \(roundedText(summary.first)) to \(roundedText(summary.last))"
    let rises =
      summary.lastRise.map { "; it rose in \(summary.rises) of them, last in epoch \($0)" } ?? ""
    let story = summary.failingStep.map { " \($0.story)" } ?? ""
    switch outcome {
    case .overflowed:
      return "The loss of epoch \(summary.overflowEpoch ?? 1) is not a finite number.\(story)"
    case .degenerate:
      return "A hidden layer is dead: its weighted sums reach a magnitude of "
        + "\(roundedText(summary.hiddenMagnitude)), and its steepest slope is "
        + "\(roundedText(summary.hiddenSlope)). The loss of "
        + "\(roundedText(summary.last)) does not depend on the inputs any more.\(story)"
    case .diverging:
      return
        "In \(summary.epochWords) \(fallen); it rose in \(summary.rises) of them, last in epoch "
        + "\(summary.lastRise ?? 0).\(story)"
    case .saturated: return saturatedReason(summary)
    case .stuck: return stuckReason(summary) + story
    case .oscillating: return oscillatingReason(summary, fallen) + story
    case .overshot:
      return "In \(summary.epochWords) \(fallen)\(rises). \(overshotReason(summary))"
    case .converging:
      return "In \(summary.epochWords) \(fallen)\(summary.reachWords)\(rises)."
    case .tooSlow:
      if summary.isFlat {
        return "In \(summary.epochWords) the loss stayed at \(roundedText(summary.last))."
      }
      return "In \(summary.epochWords) \(fallen), \(roundedText(summary.lastRatio * 100)) % of the "
        + "first\(rises)."
    }
  }

  /// The step after which a layer passed nothing back, and where the loss stands; without the step the
  /// sums, slopes and gradients that show it.
  private static func saturatedReason(_ summary: SweepSummary) -> String {
    let end =
      "The loss \(summary.lastGradientNorm < summary.firstGradientNorm ? "stands" : "ended") at "
      + NumberText.significant(summary.last, 6)
    if let step = summary.failingStep { return "\(step.story) \(end)." }
    let hiddenIsDead = summary.hiddenSlope < slopeFloor
    let layer = hiddenIsDead ? "hidden" : "output"
    let sum = hiddenIsDead ? summary.hiddenMagnitude : summary.outputMagnitude
    let slope = hiddenIsDead ? summary.hiddenSlope : summary.outputSlope
    return
      "\(end); the weighted sums of the \(layer) layer reach a "
      + "magnitude of \(roundedText(sum)), the steepest slope there is "
      + "\(roundedText(slope)), and the length of the gradient went from "
      + "\(roundedText(summary.firstGradientNorm)) to \(roundedText(summary.lastGradientNorm))."
  }

  private static func oscillatingReason(_ summary: SweepSummary, _ fallen: String) -> String {
    let recent = summary.epochs - max(1, summary.epochs / recentShare)
    if summary.rises * riseShare > summary.epochs, let last = summary.lastRise, last > recent {
      return
        "The loss rose in \(summary.rises) of \(summary.epochWords), last in epoch \(last); its "
        + "smallest is \(roundedText(summary.smallest)), its last \(roundedText(summary.last))."
    }
    return "In \(summary.epochWords) \(fallen): it ended above where it began, and rose in "
      + "\(summary.rises) of them, last in epoch \(summary.lastRise ?? 0)."
  }

  /// How high the loss jumped and where it stands, and that the error still reaches the weights.
  private static func stuckReason(_ summary: SweepSummary) -> String {
    "The loss jumped to \(roundedText(summary.largest)), \(times(summary)) the first, and stands: from "
      + "epoch \(SweepSummary.recentEpoch(of: summary.epochs)) to \(summary.epochs) it went from "
      + "\(roundedText(summary.recent)) to \(roundedText(summary.last)). The steepest slope of the "
      + "output layer is \(roundedText(summary.outputSlope)), so that the error still reaches the "
      + "weights; more epochs may leave the plateau."
  }

  /// How high the loss jumped, and by how much less curved it is where the training ended.
  private static func overshotReason(_ summary: SweepSummary) -> String {
    let jump = "It first jumped to \(roundedText(summary.largest)), \(times(summary)) the first"
    guard let sharpness = summary.sharpness else {
      return "\(jump). A step of this size stays only where the loss is less curved than there."
    }
    var text =
      "\(jump); the sharpness λ went from \(roundedText(sharpness.first)) over "
      + "\(roundedText(sharpness.largest)) to \(roundedText(sharpness.last))"
    if let factor = summary.stability.factor {
      let product = summary.stability.product(
        rate: summary.learningRate, sharpness: sharpness.last, epoch: summary.epochs)
      text +=
        ", so that ηλ is \(roundedText(product)); a step can stay where it is at most "
        + "\(roundedText(factor))"
    }
    return text + "."
  }

  private static func times(_ summary: SweepSummary) -> String {
    summary.first > 0
      ? "\(NumberText.significant(summary.largest / summary.first, 3)) times" : "above"
  }
}
