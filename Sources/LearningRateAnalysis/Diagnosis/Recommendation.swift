/// The rate to use, and why.
public struct Recommendation: Hashable, Sendable {
  /// The learning rate.
  public let learningRate: Double
  /// Whether it converges; else it is only the one that came furthest.
  public let converges: Bool
  /// The sentence that gives the reason, with its numbers.
  public let reason: String

  /// The reason, after a word that says whether the rate is recommended.
  public var sentence: String { converges ? "Recommended: \(reason)" : reason }

  /// Names the rate to use.
  ///
  /// Among the converging rates it is the one that reaches 1 % of the first loss in the fewest
  /// epochs; those whose loss never rose go before those that overshot, and the smaller last loss
  /// decides between equals. The smallest loss alone would be a poor guide: once several rates
  /// have arrived, rounding noise ranks them. Only where none converges, the slow one that came
  /// furthest below the first loss is named, with advice.
  ///
  /// - Parameter diagnoses: The rates, diagnosed.
  /// - Returns: Nil where no rate is converging, and none that is too slow lowered the loss.
  public static func best(of diagnoses: [LearningRateDiagnosis]) -> Recommendation? {
    func all(_ belongs: (TrainingOutcome) -> Bool) -> [SweepSummary] {
      diagnoses.filter { belongs($0.outcome) }.map(\.summary)
    }
    func rank(_ summary: SweepSummary) -> (Int, Int, Double) {
      (summary.rises == 0 ? 0 : 1, summary.epochTo1Percent ?? Int.max, summary.last)
    }
    if let summary = all(\.converges).min(by: { rank($0) < rank($1) }) {
      let limit = limit(diagnoses.filter { $0.summary.learningRate > summary.learningRate })
      let rank = diagnoses.count == 1 ? "" : " fastest"
      return Recommendation(
        learningRate: summary.learningRate, converges: true,
        reason: "η = \(shortText(summary.learningRate)) converges\(rank)"
          + "\(summary.rises == 0 ? " without ever rising" : ""): loss \(roundedText(summary.last)) after "
          + "\(summary.epochWords)\(summary.reachWords)\(limit).\(fastest(summary))")
    }
    return all({ $0 == .tooSlow }).filter { $0.last < $0.first }.min { $0.last < $1.last }.map {
      summary in
      let isHighest = diagnoses.allSatisfy { $0.summary.learningRate <= summary.learningRate }
      let furthest = furthest(summary, of: diagnoses)
      return Recommendation(
        learningRate: summary.learningRate, converges: false,
        reason: furthest
          + (isHighest ? "Compute more epochs or try higher rates." : "Compute more epochs."))
    }
  }

  /// Why no rate is recommended, and which one came furthest, in sentences with a blank at the end.
  private static func furthest(
    _ summary: SweepSummary, of diagnoses: [LearningRateDiagnosis]
  ) -> String {
    let rate = "η = \(shortText(summary.learningRate))"
    let last = roundedText(summary.last)
    guard diagnoses.count > 1 else {
      guard let epoch = summary.epochTo10Percent else {
        return "\(rate) did not bring the loss to a tenth of the first in \(summary.epochWords), "
          + "only to \(last). "
      }
      return
        "\(rate) brought the loss to a tenth of the first in epoch \(epoch), but not for good: "
        + "the last is \(last). "
    }
    let reached = diagnoses.filter { $0.summary.epochTo10Percent != nil }
      .min { ($0.summary.epochTo10Percent ?? 0) < ($1.summary.epochTo10Percent ?? 0) }
    let isLowest = diagnoses.allSatisfy { !($0.summary.last < summary.last) }
    let end = "\(isLowest ? "" : "of the slow ones, ")\(rate) came furthest, \(last). "
    guard let reached, let epoch = reached.summary.epochTo10Percent else {
      return "No rate brought the loss to a tenth of the first in \(summary.epochWords); \(end)"
    }
    return
      "No rate converges: η = \(shortText(reached.summary.learningRate)) brought the loss to a "
      + "tenth of the first in epoch \(epoch), but is \(reached.outcome.rawValue); \(end)"
  }

  /// What a reader should take from the diagnoses: the recommended rate with its reason, or what
  /// to do instead.
  public static func conclusion(of diagnoses: [LearningRateDiagnosis]) -> String {
    if let recommendation = best(of: diagnoses) { return recommendation.sentence }
    if diagnoses.contains(where: { $0.summary.epochs == 1 && $0.summary.overflowEpoch == nil }) {
      return "One epoch shows the loss before any step, which is the same at every rate. "
        + "Compute more epochs."
    }
    if diagnoses.allSatisfy({ $0.summary.firstGradientNorm == 0 }) {
      return "The gradient is zero from the first epoch on, so that no rate changes anything. "
        + "Begin with other weights."
    }
    if diagnoses.allSatisfy({ $0.outcome == .degenerate }) {
      return "A small loss is reached with a dead hidden layer only. Try lower rates."
    }
    let subject = diagnoses.count == 1 ? "This rate does not lower" : "None of the rates lowers"
    let small = diagnoses.count { isTiny($0.summary) }
    let advice =
      small == 0
      ? "Try lower ones" : small == diagnoses.count ? "Try higher ones" : "Try others between"
    return "\(subject) the loss for good. \(advice)."
  }

  /// Whether a rate is too small to change the loss: its first step lowers it by about η times the
  /// gradient's length squared.
  private static func isTiny(_ summary: SweepSummary) -> Bool {
    let step = summary.learningRate * summary.firstGradientNorm * summary.firstGradientNorm
    return summary.overflowEpoch == nil && step * Double(summary.epochs) < 1e-6 * summary.first
  }

  /// What the curvature says of the rate at the minimum that it came to, as a sentence with a blank
  /// before it; empty where it is not known or the training has not come near the minimum.
  private static func fastest(_ summary: SweepSummary) -> String {
    guard summary.epochTo1Percent != nil, summary.stability.formula == "2/λ",
      let last = summary.sharpness?.last, let limit = summary.stability.limit(last)
    else { return "" }
    return " At the minimum that it came to, the curvature λ is \(roundedText(last)): steps of "
      + "1/λ = \(roundedText(limit / 2)) are the fastest there, and none above 2/λ = "
      + "\(roundedText(limit)) stays."
  }

  /// Which of the higher rates do not converge, as the end of a sentence.
  private static func limit(_ higher: [LearningRateDiagnosis]) -> String {
    let failed = higher.filter { !$0.outcome.converges && $0.outcome != .tooSlow }
      .map(\.summary.learningRate)
    guard let first = failed.min() else { return "" }
    if failed.count == 1 {
      return "; of the higher rates tried, \(shortText(first)) does not converge"
    }
    let beyond = higher.filter { $0.summary.learningRate >= first }
    return beyond.count == failed.count
      ? "; of the higher rates tried, those from \(shortText(first)) on no longer converge"
      : "; of the \(higher.count) higher rates, \(failed.count) do not converge, the lowest of "
        + "them \(shortText(first))"
  }
}
