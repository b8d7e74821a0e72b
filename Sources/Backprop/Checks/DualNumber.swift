/// A number together with its derivative: forward-mode differentiation, exact to rounding.
///
/// It shares no rule with the symbolic differentiation, which makes it an independent check.
public struct DualNumber: Hashable, Sendable {
  /// The number.
  public var value: Double
  /// Its derivative with respect to the quantity in question.
  public var derivative: Double

  /// Pairs a number with its derivative; a constant has none.
  public init(_ value: Double, derivative: Double = 0) {
    self.value = value
    self.derivative = derivative
  }
}

/// A number that expressions can be evaluated in.
public protocol ExpressionNumber {
  /// A constant.
  init(constant: Double)
  /// Adds.
  static func + (left: Self, right: Self) -> Self
  /// Subtracts.
  static func - (left: Self, right: Self) -> Self
  /// Multiplies.
  static func * (left: Self, right: Self) -> Self
  /// Divides.
  static func / (left: Self, right: Self) -> Self
  /// Changes the sign.
  static prefix func - (operand: Self) -> Self
  /// Applies a function.
  func applying(_ function: Expression.Function) -> Self
}

extension Expression {
  /// The expression's value.
  ///
  /// - Parameter lookup: the value of a quantity.
  /// - Returns: the value, computed in the order in which the expression states it.
  public func value<Number: ExpressionNumber>(
    _ lookup: (Symbol, Row) -> Number
  ) -> Number {
    switch self {
    case .constant(let value): Number(constant: value)
    case .symbol(let symbol, let row): lookup(symbol, row)
    case .sum(let left, let right): left.value(lookup) + right.value(lookup)
    case .difference(let left, let right): left.value(lookup) - right.value(lookup)
    case .product(let left, let right): left.value(lookup) * right.value(lookup)
    case .quotient(let left, let right): left.value(lookup) / right.value(lookup)
    case .negation(let operand): -operand.value(lookup)
    case .call(let function, let operand): operand.value(lookup).applying(function)
    }
  }
}

extension Double: ExpressionNumber {
  /// The number itself.
  public init(constant: Double) { self = constant }

  /// The function's value, with the bits that a table has.
  public func applying(_ function: Expression.Function) -> Double {
    switch function {
    case .square: self * self
    case .exponential: RealMath.exp(self)
    case .sigmoid: RealMath.sigmoid(self)
    case .tanh: RealMath.tanh(self)
    case .relu: replaced(below: 0, by: 0)
    case .step: replaced(below: 0, by: 0).replaced(above: 0, by: 1)
    }
  }
}

extension DualNumber: ExpressionNumber {
  /// A number with derivative zero.
  public init(constant: Double) { self.init(constant) }

  /// Adds.
  public static func + (left: Self, right: Self) -> Self {
    Self(left.value + right.value, derivative: left.derivative + right.derivative)
  }

  /// Subtracts.
  public static func - (left: Self, right: Self) -> Self {
    Self(left.value - right.value, derivative: left.derivative - right.derivative)
  }

  /// Multiplies, by the product rule.
  public static func * (left: Self, right: Self) -> Self {
    Self(
      left.value * right.value,
      derivative: left.derivative * right.value + left.value * right.derivative)
  }

  /// Divides, by the quotient rule.
  public static func / (left: Self, right: Self) -> Self {
    let ratio = left.value / right.value
    return Self(
      ratio, derivative: (left.derivative - ratio * right.derivative) / right.value)
  }

  /// Changes the sign.
  public static prefix func - (operand: Self) -> Self {
    Self(-operand.value, derivative: -operand.derivative)
  }

  /// Applies a function, by the chain rule.
  public func applying(_ function: Expression.Function) -> Self {
    let result = value.applying(function)
    let slope: Double =
      switch function {
      case .square: 2 * value
      case .exponential: result
      case .sigmoid: result * RealMath.sigmoid(-value)
      case .tanh: (1 - result) * (1 + result)
      case .relu: value > 0 ? 1 : 0
      case .step: 0
      }
    return Self(result, derivative: slope * derivative)
  }
}
