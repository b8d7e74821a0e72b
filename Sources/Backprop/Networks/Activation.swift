/// What a neuron makes of the weighted sum that it receives.
public enum Activation: String, Hashable, Sendable, CaseIterable {
  /// 1 / (1 + e⁻ˣ), between 0 and 1.
  case sigmoid
  /// The hyperbolic tangent, between -1 and 1.
  case tanh
  /// Zero below zero, the sum itself above.
  case relu
  /// The sum itself above zero, a hundredth of it below.
  case leakyRelu = "leaky relu"
  /// The sum itself.
  case linear
  /// The exponential of the sum by the total of the layer's: a distribution. Only in the last layer.
  case softmax

  /// The activation as an expression.
  ///
  /// - Parameters:
  ///   - sum: The weighted sum.
  ///   - logSumExp: For a softmax, the logarithm of the sum of the exponentials of the layer's sums.
  /// - Returns: The activation.
  public func expression(
    of sum: ScalarExpression, logSumExp: ScalarExpression = 0
  ) -> ScalarExpression {
    switch self {
    case .sigmoid: .call(.sigmoid, sum)
    case .tanh: .call(.tanh, sum)
    case .relu: .call(.relu, sum)
    case .leakyRelu: .call(.leakyRelu, sum)
    case .linear: sum
    case .softmax: .call(.exponential, sum - logSumExp)
    }
  }

  /// The derivative of the activation with respect to the sum.
  ///
  /// - Parameters:
  ///   - sum: The weighted sum.
  ///   - value: What the activation's value is called.
  /// - Returns: The derivative; in terms of the value where that is shorter. Of a softmax it is the
  ///   derivative by the output's own sum.
  public func slope(at sum: ScalarExpression, value: ScalarExpression) -> ScalarExpression {
    switch self {
    case .sigmoid, .softmax: ScalarExpression.slope(of: .sigmoid, at: sum, value: value)
    case .tanh: ScalarExpression.slope(of: .tanh, at: sum, value: value)
    case .relu: ScalarExpression.slope(of: .relu, at: sum, value: value)
    case .leakyRelu: ScalarExpression.slope(of: .leakyRelu, at: sum, value: value)
    case .linear: 1
    }
  }

  /// The activation of a weighted sum, with the bits that a table has.
  public func value(at sum: Double) -> Double {
    expression(of: .current(Self.sum)).value { _, _ in sum }
  }

  /// The slope of the activation.
  ///
  /// - Parameters:
  ///   - sum: The weighted sum.
  ///   - value: The activation at it.
  /// - Returns: The derivative, with the bits that a table has.
  package func slope(at sum: Double, value: Double) -> Double {
    Self.slope(slopeExpression, at: sum, value: value)
  }

  /// The slope in terms of a weighted sum and the activation at it, for ``slope(_:at:value:)``.
  package var slopeExpression: ScalarExpression {
    slope(at: .current(Self.sum), value: .current(Self.value))
  }

  /// The number of a ``slopeExpression``.
  ///
  /// - Parameters:
  ///   - expression: The slope.
  ///   - sum: The weighted sum.
  ///   - value: The activation at it.
  /// - Returns: The derivative, with the bits that a table has.
  package static func slope(_ expression: ScalarExpression, at sum: Double, value: Double) -> Double
  {
    expression.value { symbol, _ in symbol == Self.sum ? sum : value }
  }

  private static let sum: Symbol = "x"
  private static let value: Symbol = "a"
}
