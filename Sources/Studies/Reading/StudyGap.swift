import Numerals

/// By how many percentage points a group is ahead of another one.
enum StudyGap: Sendable, Equatable {
  /// One of them has no trial that was trained to its end, or both are the same.
  case none
  /// The difference of the means, where fewer than two seeds are shared.
  case unpaired(Double)
  /// The mean of the differences on shared seeds, how far its 95 % t-interval reaches, and how many
  /// seeds there are.
  case paired(mean: Double, reach: Double, seeds: Int)

  /// Whether the interval leaves out a difference of zero.
  var isDistinguishable: Bool {
    if case .paired(let mean, let reach, _) = self { return abs(mean) > reach }
    return false
  }

  /// The difference.
  var difference: Double {
    switch self {
    case .none: .nan
    case .unpaired(let value), .paired(let value, _, _): value
    }
  }

  /// For a table, in parentheses where the seeds do not tell the groups apart.
  var words: String {
    switch self {
    case .none: return "–"
    case .unpaired(let value): return "(\(FixedText.decimals(value, 2)))"
    case .paired(let mean, let reach, _):
      let text = "\(FixedText.decimals(mean, 2)) ± \(FixedText.decimals(reach, 2))"
      return isDistinguishable ? text : "(\(text))"
    }
  }
}
