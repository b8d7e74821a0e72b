/// What a neuron makes of the weighted sum that it receives.
public enum Activation: String, Hashable, Sendable, CaseIterable {
  /// 1 / (1 + e⁻ˣ), between 0 and 1.
  case sigmoid
  /// The hyperbolic tangent, between -1 and 1.
  case tanh
  /// Zero below zero, the sum itself above.
  case relu
  /// The sum itself.
  case linear

  /// The activation as an expression.
  public func expression(of sum: Expression) -> Expression {
    switch self {
    case .sigmoid: .call(.sigmoid, sum)
    case .tanh: .call(.tanh, sum)
    case .relu: .call(.relu, sum)
    case .linear: sum
    }
  }

  /// The derivative of the activation with respect to the sum.
  ///
  /// - Parameters:
  ///   - sum: the weighted sum.
  ///   - value: what the activation's value is called.
  /// - Returns: the derivative; in terms of the value where that is shorter.
  public func slope(at sum: Expression, value: Expression) -> Expression {
    switch self {
    case .sigmoid: Expression.slope(of: .sigmoid, at: sum, value: value)
    case .tanh: Expression.slope(of: .tanh, at: sum, value: value)
    case .relu: Expression.slope(of: .relu, at: sum, value: value)
    case .linear: 1
    }
  }
}
