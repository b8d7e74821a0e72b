/// What became of the training with one learning rate.
public enum Verdict: String, Hashable, Sendable, CaseIterable {
  /// The loss fell far, and it was still falling or had arrived.
  case converging
  /// The loss fell, but far less than other steps would have made it fall.
  case tooSlow = "too slow"
  /// The loss went up and down until the end.
  case oscillating
  /// The loss grew, and was still growing at the end.
  case diverging
  /// The outputs were driven where their slope is nearly zero; the loss stands still, high.
  case saturated
  /// The hidden layer is dead, and what is left of the network happens to hit the target.
  case degenerate
  /// A number left the range of double precision.
  case overflowed
}

/// A verdict with the numbers that it rests on.
public struct Judgement: Hashable, Sendable {
  /// What the training with this rate came to.
  public let summary: SweepSummary
  /// What became of it.
  public let verdict: Verdict
  /// The sentence that gives the reason, with its numbers.
  public let evidence: String
}

/// The rate to use, and why.
public struct Recommendation: Hashable, Sendable {
  /// The learning rate.
  public let learningRate: Double
  /// Whether it converges; else it is only the one that came furthest.
  public let converges: Bool
  /// The sentence that gives the reason, with its numbers.
  public let reason: String

  /// The reason, behind a word that says whether the rate is recommended.
  public var sentence: String { converges ? "Recommended: \(reason)" : reason }
}
