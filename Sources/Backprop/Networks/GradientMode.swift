/// Which gradients the table computes.
public enum GradientMode: String, Hashable, Sendable, CaseIterable {
  /// The chain rule.
  case derived
  /// What the article's spreadsheet computed.
  ///
  /// One thing differs from the chain rule: ∂E/∂w3 and ∂E/∂w4 are multiplied by
  /// `a_h1 * (1 - a_h1)`, the slope of the first hidden neuron, where the second one's belongs. It
  /// is defined for the article's shape only (2-2-2, sigmoid, no biases), with any values.
  case published
}
