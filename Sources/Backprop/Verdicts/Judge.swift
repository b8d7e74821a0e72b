/// Turns the summaries of a sweep into verdicts and a recommendation.
///
/// The rules are tried in this order, and the first that holds decides:
///
/// 1. *overflowed*: some loss is not a finite number.
/// 2. *degenerate*: a hidden layer is dead (`slopeFloor`) while the loss is at most a tenth of the
///    first: the network no longer depends on its input, so the small loss is an accident.
/// 3. *saturated*: an output or a hidden layer is dead and the loss is higher than that.
/// 4. *oscillating*: the loss rose in more than a tenth of the epochs, and rose again in the last
///    fifth of them.
/// 5. *converging*: the last loss is at most a tenth of the first.
/// 6. *too slow* otherwise.
public enum Judge {
  /// The slope below which a layer passes nothing back: the steepest of its activations.
  ///
  /// The sigmoid is that flat beyond about ±11.5, where a step of the usual size changes its value
  /// by a hundred-thousandth.
  public static let slopeFloor = 1e-5

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
  /// furthest is named, with the advice to compute more epochs.
  ///
  /// - Parameter judgements: the rates, judged.
  /// - Returns: nil where every rate is oscillating, saturated, degenerate or overflowed.
  public static func recommend(_ judgements: [Judgement]) -> Recommendation? {
    func all(_ verdict: Verdict) -> [SweepSummary] {
      judgements.filter { $0.verdict == verdict }.map(\.summary)
    }
    func rank(_ summary: SweepSummary) -> (Int, Int, Double) {
      (summary.rises == 0 ? 0 : 1, summary.epochTo1Percent ?? Int.max, summary.last)
    }
    if let summary = all(.converging).min(by: { rank($0) < rank($1) }) {
      let rest = judgements.filter { $0.verdict != .converging && $0.verdict != .tooSlow }
        .map(\.summary.learningRate).filter { $0 > summary.learningRate }.min()
      let limit =
        rest.map { "; of the rates tried, those from \(text($0)) on no longer converge" } ?? ""
      return Recommendation(
        learningRate: summary.learningRate,
        reason: "η = \(text(summary.learningRate)) converges fastest"
          + "\(summary.rises == 0 ? " without ever rising" : ""): loss \(digits(summary.last)) after "
          + "\(summary.epochs) epochs\(reach(summary))\(limit).")
    }
    return all(.tooSlow).min { $0.last < $1.last }.map { summary in
      Recommendation(
        learningRate: summary.learningRate,
        reason: "No rate brought the loss to a tenth of the first in \(summary.epochs) epochs; "
          + "η = \(text(summary.learningRate)) came furthest, \(digits(summary.last)). "
          + "Compute more epochs or try higher rates.")
    }
  }

  // MARK: - Rules

  private static func finding(_ summary: SweepSummary) -> (Verdict, String) {
    let ratio = summary.last / summary.first
    let fallen = "the loss went from \(digits(summary.first)) to \(digits(summary.last))"
    if let epoch = summary.overflowEpoch {
      return (.overflowed, "The loss of epoch \(epoch) is not a finite number.")
    }
    let hiddenIsDead = summary.hiddenSlope < slopeFloor
    if hiddenIsDead && ratio <= 0.1 {
      return (
        .degenerate,
        "A hidden layer is dead: its weighted sums reach \(digits(summary.hiddenMagnitude)), where "
          + "the steepest slope is \(digits(summary.hiddenSlope)). The loss of "
          + "\(digits(summary.last)) does not depend on the inputs any more."
      )
    }
    if hiddenIsDead || summary.outputSlope < slopeFloor {
      let layer = hiddenIsDead ? "hidden" : "output"
      let sum = hiddenIsDead ? summary.hiddenMagnitude : summary.outputMagnitude
      let slope = hiddenIsDead ? summary.hiddenSlope : summary.outputSlope
      return (
        .saturated,
        "The loss stands at \(digits(summary.last)); the weighted sums of the \(layer) layer reach "
          + "±\(digits(sum)), the steepest slope there is \(digits(slope)), and the gradient has "
          + "shrunk to \(digits(summary.lastGradientNorm))."
      )
    }
    let recent = summary.epochs - max(1, summary.epochs / 5)
    if summary.rises * 10 > summary.epochs, let last = summary.lastRise, last > recent {
      return (
        .oscillating,
        "The loss rose in \(summary.rises) of \(summary.epochs) epochs, last in epoch \(last); its "
          + "smallest is \(digits(summary.smallest)), its last \(digits(summary.last))."
      )
    }
    if ratio <= 0.1 {
      return (.converging, "In \(summary.epochs) epochs \(fallen)\(reach(summary)).")
    }
    return (
      .tooSlow,
      "In \(summary.epochs) epochs \(fallen), \(digits(ratio * 100)) % of the first."
    )
  }

  private static func reach(_ summary: SweepSummary) -> String {
    switch (summary.epochTo10Percent, summary.epochTo1Percent) {
    case (_, let epoch?): "; 1 % of the first was reached in epoch \(epoch)"
    case (let epoch?, nil): "; 10 % of the first was reached in epoch \(epoch)"
    case (nil, nil): ""
    }
  }

  private static func text(_ value: Double) -> String { NumberText.shortest(value) }

  private static func digits(_ value: Double) -> String { NumberText.significant(value, 4) }
}
