package import Charts
package import LearningRateAnalysis

extension TrainingOutcome {
  /// The verdict in as few words as a figure has room for.
  package var shortName: String {
    switch self {
    case .overshot: "overshot"
    case .stuck: "stuck"
    default: rawValue
    }
  }

  /// The color of the verdict's zone; words always stand beside it.
  package var color: Color {
    switch self {
    case .converging: Color(0x2A9D5C)
    case .tooSlow: Color(0x3B78C4)
    case .overshot: Color(0x8FAE1B)
    case .stuck: Color(0xC76B98)
    case .oscillating: Color(0xE09F1F)
    case .diverging: Color(0x8C5A2B)
    case .saturated: Color(0xC8472C)
    case .degenerate: Color(0x8E4FB0)
    case .overflowed: Color(0x444444)
    }
  }
}
