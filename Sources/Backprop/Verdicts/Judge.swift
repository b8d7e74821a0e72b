import Numerals

/// Turns the summaries of a sweep into verdicts and a recommendation.
///
/// The rules are tried in this order, and the first that holds decides:
///
/// 1. *overflowed*: some loss is not a finite number.
/// 2. *degenerate*: a hidden layer is dead (`slopeFloor`) while the last loss is small (`smallLoss`):
///    the network no longer depends on its input, so the small loss is an accident.
/// 3. *diverging*: the last loss is above the first; the loss rose in more than every second epoch,
///    or to more than `blowUp` times the first, and rose again in the last of `recentShare` equal
///    parts of the training.
/// 4. *saturated*: a hidden layer is dead and the loss is not small, or the output layer is dead.
/// 5. *oscillating*: the loss rose in more than one epoch of `riseShare`, and rose again in the last
///    of `recentShare` equal parts of the training; or it ended above where it began.
/// 6. *converging*: the last loss is small.
/// 7. *too slow* otherwise.
///
/// `definition(of:)` says the same to a reader.
public enum Judge {
  /// The slope below which a layer passes nothing back: the steepest of its activations.
  ///
  /// The sigmoid is that flat beyond about ±11.5, where a step of the usual size changes its value
  /// by a hundred-thousandth.
  public static let slopeFloor = 1e-5

  /// The part of the first loss that the last one has to come down to.
  public static let smallLoss = 0.1

  /// A loss oscillates that rose in more than one epoch of this many.
  public static let riseShare = 10

  /// A loss oscillates or diverges that rose again in the last of this many equal parts of the
  /// training.
  public static let recentShare = 5

  /// A loss diverges that ends above this many times the first, however it came there.
  public static let blowUp = 100.0

  /// What a verdict means, in a sentence, with the bounds that decide it.
  ///
  /// The verdicts are to be read in the order of ``order``: the first that holds decides.
  public static func definition(of verdict: Verdict) -> String {
    let small = "\(text(smallLoss * 100)) % of the first"
    let dead = "no slope reaches \(text(slopeFloor).replacing("e-0", with: "e-"))"
    return switch verdict {
    case .overflowed: "Some loss is not a finite number."
    case .degenerate:
      "In a hidden layer \(dead), so that the outputs no longer depend on the inputs. That the last "
        + "loss is at most \(small) is then an accident."
    case .diverging:
      "The loss ended above where it began and still rose in the last \(100 / recentShare) % of the "
        + "epochs; it rose in more than half of all, or ended above \(text(blowUp)) times the first."
    case .saturated:
      "In the output layer, or in a hidden layer with the last loss above \(small), \(dead): the "
        + "error hardly reaches the weights any more."
    case .oscillating:
      "The loss rose in more than \(100 / riseShare) % of the epochs, and rose again in the last "
        + "\(100 / recentShare) % of them; or it overshot and ended above where it began."
    case .converging: "The last loss is at most \(small)."
    case .tooSlow: "None of the above: the last loss is still higher than \(small)."
    }
  }

  /// The verdicts in the order in which they are tried.
  public static let order: [Verdict] = [
    .overflowed, .degenerate, .diverging, .saturated, .oscillating, .converging, .tooSlow,
  ]

  /// Judges each rate of a sweep.
  public static func judge(_ summaries: [SweepSummary]) -> [Judgement] { summaries.map(judge) }

  /// Judges one rate.
  public static func judge(_ summary: SweepSummary) -> Judgement {
    let (verdict, evidence) = finding(summary)
    return Judgement(summary: summary, verdict: verdict, evidence: evidence)
  }

  /// Names the rate to use.
  ///
  /// Among the converging rates it is the one that reaches 1 % of the first loss in the fewest
  /// epochs; those whose loss never rose go before those that overshot, and the smaller last loss
  /// decides between equals. The smallest loss alone would be a poor guide: once several rates
  /// have arrived, rounding noise ranks them. Only where none converges, the slow one that came
  /// furthest below the first loss is named, with advice.
  ///
  /// - Parameter judgements: the rates, judged.
  /// - Returns: nil where no rate is converging, and none that is too slow lowered the loss.
  public static func recommend(_ judgements: [Judgement]) -> Recommendation? {
    func all(_ verdict: Verdict) -> [SweepSummary] {
      judgements.filter { $0.verdict == verdict }.map(\.summary)
    }
    func rank(_ summary: SweepSummary) -> (Int, Int, Double) {
      (summary.rises == 0 ? 0 : 1, summary.epochTo1Percent ?? Int.max, summary.last)
    }
    if let summary = all(.converging).min(by: { rank($0) < rank($1) }) {
      let limit = limit(judgements.filter { $0.summary.learningRate > summary.learningRate })
      let rank = judgements.count == 1 ? "" : " fastest"
      return Recommendation(
        learningRate: summary.learningRate, converges: true,
        reason: "η = \(text(summary.learningRate)) converges\(rank)"
          + "\(summary.rises == 0 ? " without ever rising" : ""): loss \(digits(summary.last)) after "
          + "\(epochs(summary))\(reach(summary))\(limit).")
    }
    return all(.tooSlow).filter { $0.last < $0.first }.min { $0.last < $1.last }.map { summary in
      let isHighest = judgements.allSatisfy { $0.summary.learningRate <= summary.learningRate }
      let furthest =
        judgements.count == 1
        ? "η = \(text(summary.learningRate)) did not bring the loss to a tenth of the first in "
          + "\(epochs(summary)), only to \(digits(summary.last)). "
        : "No rate brought the loss to a tenth of the first in \(epochs(summary)); "
          + "η = \(text(summary.learningRate)) came furthest, \(digits(summary.last)). "
      return Recommendation(
        learningRate: summary.learningRate, converges: false,
        reason: furthest
          + (isHighest ? "Compute more epochs or try higher rates." : "Compute more epochs."))
    }
  }

  /// What a reader should take from the judgements: the recommended rate with its reason, or what
  /// to do instead.
  public static func conclusion(_ judgements: [Judgement]) -> String {
    if let recommendation = recommend(judgements) { return recommendation.sentence }
    if judgements.contains(where: { $0.summary.epochs == 1 && $0.summary.overflowEpoch == nil }) {
      return "One epoch shows the loss before any step, which is the same at every rate. "
        + "Compute more epochs."
    }
    if judgements.allSatisfy({ $0.summary.firstGradientNorm == 0 }) {
      return "The gradient is zero from the first epoch on, so that no rate changes anything. "
        + "Begin with other weights."
    }
    if judgements.allSatisfy({ $0.verdict == .degenerate }) {
      return "A small loss is reached with a dead hidden layer only. Try lower rates."
    }
    let subject = judgements.count == 1 ? "This rate does not lower" : "None of the rates lowers"
    let small = judgements.count { isTiny($0.summary) }
    let advice =
      small == 0
      ? "Try lower ones" : small == judgements.count ? "Try higher ones" : "Try others between"
    return "\(subject) the loss for good. \(advice)."
  }

  /// Whether a rate is too small to change the loss: its first step lowers it by about η times the
  /// gradient's length squared.
  private static func isTiny(_ summary: SweepSummary) -> Bool {
    let step = summary.learningRate * summary.firstGradientNorm * summary.firstGradientNorm
    return summary.overflowEpoch == nil && step * Double(summary.epochs) < 1e-6 * summary.first
  }

  /// Which of the higher rates do not converge, as the end of a sentence.
  private static func limit(_ higher: [Judgement]) -> String {
    let failed = higher.filter { $0.verdict != .converging && $0.verdict != .tooSlow }
      .map(\.summary.learningRate)
    guard let first = failed.min() else { return "" }
    if failed.count == 1 { return "; of the higher rates tried, \(text(first)) does not converge" }
    let beyond = higher.filter { $0.summary.learningRate >= first }
    return beyond.count == failed.count
      ? "; of the higher rates tried, those from \(text(first)) on no longer converge"
      : "; of the \(higher.count) higher rates, \(failed.count) do not converge, the lowest of "
        + "them \(text(first))"
  }

  // MARK: - Rules

  private static func finding(_ summary: SweepSummary) -> (Verdict, String) {
    // A loss that is zero from the start has arrived; one that leaves zero has not.
    let ratio =
      summary.first == 0 ? (summary.last == 0 ? 0 : .infinity) : summary.last / summary.first
    let fallen = "the loss went from \(digits(summary.first)) to \(digits(summary.last))"
    if let epoch = summary.overflowEpoch {
      return (.overflowed, "The loss of epoch \(epoch) is not a finite number.")
    }
    let hiddenIsDead = summary.hiddenSlope < slopeFloor
    if hiddenIsDead && ratio <= smallLoss {
      return (
        .degenerate,
        "A hidden layer is dead: its weighted sums reach a magnitude of "
          + "\(digits(summary.hiddenMagnitude)), and its steepest slope is "
          + "\(digits(summary.hiddenSlope)). The loss of "
          + "\(digits(summary.last)) does not depend on the inputs any more."
      )
    }
    let recent = summary.epochs - max(1, summary.epochs / recentShare)
    let risesUntilTheEnd = (summary.lastRise ?? 0) > recent
    if ratio > 1, risesUntilTheEnd, summary.rises * 2 > summary.epochs || ratio > blowUp {
      return (
        .diverging,
        "In \(epochs(summary)) \(fallen); it rose in \(summary.rises) of them, last in epoch "
          + "\(summary.lastRise ?? 0)."
      )
    }
    if hiddenIsDead || summary.outputSlope < slopeFloor {
      let layer = hiddenIsDead ? "hidden" : "output"
      let sum = hiddenIsDead ? summary.hiddenMagnitude : summary.outputMagnitude
      let slope = hiddenIsDead ? summary.hiddenSlope : summary.outputSlope
      return (
        .saturated,
        "The loss \(summary.lastGradientNorm < summary.firstGradientNorm ? "stands" : "ended") at \(NumberText.significant(summary.last, 6)); the weighted sums of the "
          + "\(layer) layer reach a magnitude of \(digits(sum)), the steepest slope there is "
          + "\(digits(slope)), and the length of the gradient went from "
          + "\(digits(summary.firstGradientNorm)) to \(digits(summary.lastGradientNorm))."
      )
    }
    if summary.rises * riseShare > summary.epochs, risesUntilTheEnd, let last = summary.lastRise {
      return (
        .oscillating,
        "The loss rose in \(summary.rises) of \(epochs(summary)), last in epoch \(last); its "
          + "smallest is \(digits(summary.smallest)), its last \(digits(summary.last))."
      )
    }
    if ratio > 1 {
      return (
        .oscillating,
        "In \(epochs(summary)) \(fallen): it ended above where it began, and rose in "
          + "\(summary.rises) of them, last in epoch \(summary.lastRise ?? 0)."
      )
    }
    let rises =
      summary.lastRise.map { "; it rose in \(summary.rises) of them, last in epoch \($0)" } ?? ""
    if ratio <= smallLoss {
      return (.converging, "In \(epochs(summary)) \(fallen)\(reach(summary))\(rises).")
    }
    return (
      .tooSlow,
      "In \(epochs(summary)) \(fallen), \(digits(ratio * 100)) % of the first\(rises)."
    )
  }

  private static func reach(_ summary: SweepSummary) -> String {
    switch (summary.epochTo10Percent, summary.epochTo1Percent) {
    case (_, let epoch?): "; 1 % of the first was reached in epoch \(epoch)"
    case (let epoch?, nil): "; 10 % of the first was reached in epoch \(epoch)"
    case (nil, nil): ""
    }
  }

  private static func epochs(_ summary: SweepSummary) -> String {
    "\(summary.epochs) epoch\(summary.epochs == 1 ? "" : "s")"
  }

  private static func text(_ value: Double) -> String { NumberText.shortest(value) }

  private static func digits(_ value: Double) -> String { NumberText.significant(value, 4) }
}
