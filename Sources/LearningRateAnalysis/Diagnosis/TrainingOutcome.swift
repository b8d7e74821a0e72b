/// What became of the training with one learning rate.
public enum TrainingOutcome: String, Hashable, Sendable, CaseIterable {
  /// The loss fell far, and it was still falling or had arrived.
  case converging
  /// The loss jumped above its beginning first, and then fell far, where the loss is flatter.
  case overshot = "overshot, then converged in a flatter place"
  /// The loss fell, but far less than other steps would have made it fall.
  case tooSlow = "too slow"
  /// The loss jumped above its beginning and stands there, though the error still reaches the weights.
  case stuck = "stuck on a plateau after one jump"
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

extension TrainingOutcome {
  /// What the outcome means, in a sentence, with the bounds that decide it.
  ///
  /// Outcomes are read in the order of ``order``: the first that holds decides.
  public var definition: String {
    typealias Rules = LearningRateDiagnosis
    let recent = 100 / Rules.recentShare
    let small = "\(shortText(Rules.smallLoss * 100)) % of the first"
    let floor = shortText(Rules.slopeFloor).replacing("e-0", with: "e-")
    let dead = "no slope reaches \(floor)"
    return switch self {
    case .overflowed: "Some loss is not a finite number."
    case .degenerate:
      "In a hidden layer \(dead), so that the outputs no longer depend on the inputs. That the last "
        + "loss is at most \(small) is then an accident."
    case .diverging:
      "The loss ended above where it began and still rose in the last \(recent) % of the "
        + "epochs; it rose in more than half of all, or ended above \(shortText(Rules.blowUp)) times "
        + "the first."
    case .saturated:
      "In the output layer, or in a hidden layer with the last loss above \(small), \(dead): the "
        + "error hardly reaches the weights any more."
    case .oscillating:
      "The loss rose in more than \(100 / Rules.riseShare) % of the epochs, and rose again in the "
        + "last \(recent) % of them; or it overshot and ended above where it began."
    case .stuck:
      "The loss ended above where it began, without rising in more than \(100 / Rules.riseShare) % of "
        + "the epochs, and changed by at most \(shortText(Rules.standing * 100)) % in the last "
        + "\(recent) % of them. Unlike in a saturated network, some slope reaches \(floor) in every "
        + "layer, so that more epochs may leave the plateau."
    case .overshot:
      "The last loss is at most \(small), but the loss was above the first before: the step was too "
        + "large for the place where it began, and came to one where the loss is less curved. Unlike "
        + "in a degenerate network, the outputs depend on the inputs."
    case .converging: "The last loss is at most \(small)."
    case .tooSlow: "None of the above: the last loss is still higher than \(small)."
    }
  }

  /// The outcomes in the order in which they are tried.
  public static let order: [TrainingOutcome] = [
    .overflowed, .degenerate, .diverging, .saturated, .stuck, .oscillating, .overshot, .converging,
    .tooSlow,
  ]

  /// Whether the loss came down for good.
  public var converges: Bool { self == .converging || self == .overshot }
}
