/// A number together with its derivative: forward-mode differentiation, exact to rounding.
///
/// It shares no rule with the symbolic differentiation, which makes it an independent check.
package struct DualNumber: Hashable, Sendable {
  /// The number.
  package var value: Double
  /// Its derivative with respect to the quantity in question.
  package var derivative: Double

  /// Pairs a number with its derivative; a constant has none.
  @inlinable
  package init(_ value: Double, derivative: Double = 0) {
    self.value = value
    self.derivative = derivative
  }
}

extension DualNumber: ExpressionNumber {
  /// A number with derivative zero.
  @inlinable
  package init(constant: Double) { self.init(constant) }

  /// Adds.
  @inlinable
  package static func + (left: Self, right: Self) -> Self {
    Self(left.value + right.value, derivative: left.derivative + right.derivative)
  }

  /// Subtracts.
  @inlinable
  package static func - (left: Self, right: Self) -> Self {
    Self(left.value - right.value, derivative: left.derivative - right.derivative)
  }

  /// Multiplies, by the product rule.
  @inlinable
  package static func * (left: Self, right: Self) -> Self {
    Self(
      left.value * right.value,
      derivative: left.derivative * right.value + left.value * right.derivative)
  }

  /// Divides, by the quotient rule.
  @inlinable
  package static func / (left: Self, right: Self) -> Self {
    let ratio = left.value / right.value
    return Self(
      ratio, derivative: (left.derivative - ratio * right.derivative) / right.value)
  }

  /// Changes the sign.
  @inlinable
  package static prefix func - (operand: Self) -> Self {
    Self(-operand.value, derivative: -operand.derivative)
  }

  /// Raises to a whole number, which is held fixed.
  package func raised(to exponent: Self) -> Self {
    let below = value.raised(to: exponent.value - 1)
    return Self(
      value.raised(to: exponent.value), derivative: exponent.value * below * derivative)
  }

  /// The logarithm of the sum of the exponentials; each derivative counts by its share of the sum.
  package static func logSumExp(_ numbers: [Self]) -> Self {
    let result = Double.logSumExp(numbers.map(\.value))
    let derivative = numbers.reduce(0) {
      $0 + RealMath.exp($1.value - result) * $1.derivative
    }
    return Self(result, derivative: derivative)
  }

  /// The first of the greatest numbers, with its derivative.
  package static func maximum(_ numbers: [Self]) -> Self {
    numbers.dropFirst().reduce(numbers.first ?? Self(-.infinity)) {
      $1.value > $0.value || $1.value.isNaN ? $1 : $0
    }
  }

  /// Applies a function, by the chain rule.
  package func applying(_ function: ScalarExpression.Function) -> Self {
    let result = value.applying(function)
    let slope: Double =
      switch function {
      case .square: 2 * value
      case .exponential: result
      case .sigmoid: result * RealMath.sigmoid(-value)
      case .tanh: (1 - result) * (1 + result)
      case .relu: value > 0 ? 1 : 0
      case .step, .floor: 0
      case .leakyRelu: value > 0 ? 1 : ScalarExpression.Function.leak
      case .logSigmoid: RealMath.sigmoid(-value)
      case .squareRoot: 0.5 / result
      case .cosPi: -Double.pi * RealMath.cosPi(0.5 - value)
      }
    return Self(result, derivative: slope * derivative)
  }
}
