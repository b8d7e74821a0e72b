/// What became of the training with one learning rate, with the numbers that it rests on.
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
/// 5. *too slow*: the loss is one number throughout, to the digits that the reason gives.
/// 6. *stuck on a plateau after one jump*: the loss ended above where it began, rose in at most one
///    epoch of `riseShare`, and hardly changed (`standing`) in the last of `recentShare` equal parts.
/// 7. *oscillating*: the loss rose in more than one epoch of `riseShare`, and rose again in the last
///    of `recentShare` equal parts of the training; or it ended above where it began.
/// 8. *overshot, then converged in a flatter place*: the last loss is small, some loss was above the
///    first, and the sharpness, where it is known, ended below its largest. Where it is not known, an
///    optimizer with a ``StabilityRule`` can only have stayed where the sharpness is below the one
///    that threw it out.
/// 9. *converging*: the last loss is small.
/// 10. *too slow* otherwise.
///
/// `TrainingOutcome.definition` says the same to a reader.
public struct LearningRateDiagnosis: Hashable, Sendable {
  /// What was measured of the training with this rate.
  public let summary: SweepSummary
  /// What became of it.
  public let outcome: TrainingOutcome
  /// The sentence that gives the reason, with its numbers.
  public let reason: String

  /// Diagnoses one rate.
  ///
  /// - Parameter summary: What was measured of the training with this rate.
  public init(_ summary: SweepSummary) {
    self.summary = summary
    outcome = Self.outcome(summary)
    reason = Self.reason(outcome, summary) + summary.accuracyWords
  }

  /// The slope below which a layer passes nothing back: the steepest of its activations.
  ///
  /// The sigmoid is that flat beyond about ±11.5, where a step of the usual size changes its value
  /// by a hundred-thousandth.
  package static let slopeFloor = 1e-5

  /// The part of the first loss that the last one has to come down to.
  package static let smallLoss = 0.1

  /// A loss oscillates that rose in more than one epoch of this many.
  package static let riseShare = 10

  /// A loss oscillates or diverges that rose again in the last of this many equal parts of the
  /// training.
  package static let recentShare = 5

  /// A loss stands that changes by at most this part of itself in the last of ``recentShare`` parts.
  package static let standing = 0.05

  /// A loss diverges that ends above this many times the first, however it came there.
  package static let blowUp = 100.0
}
