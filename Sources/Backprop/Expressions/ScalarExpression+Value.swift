/// A number that expressions can be evaluated in.
package protocol ExpressionNumber {
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
  /// Raises to a whole number.
  func raised(to exponent: Self) -> Self
  /// The logarithm of the sum of the exponentials; of at least one number.
  static func logSumExp(_ numbers: [Self]) -> Self
  /// The greatest, of equal ones the first; of at least one number.
  static func maximum(_ numbers: [Self]) -> Self
  /// Applies a function.
  func applying(_ function: ScalarExpression.Function) -> Self
}

extension ScalarExpression {
  /// The expression's value.
  ///
  /// - Parameter lookup: The value of a quantity.
  /// - Returns: The value, computed in the order in which the expression states it.
  package func value<Number: ExpressionNumber>(
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
    case .power(let base, let exponent): base.value(lookup).raised(to: exponent.value(lookup))
    case .logSumExp(let operands): Number.logSumExp(operands.map { $0.value(lookup) })
    case .maximum(let operands): Number.maximum(operands.map { $0.value(lookup) })
    case .call(let function, let operand): operand.value(lookup).applying(function)
    }
  }
}

extension ScalarExpression {
  /// The expression's value for given numbers.
  ///
  /// - Parameter lookup: The value of a quantity.
  /// - Returns: The value, with the bits that a table has.
  public func number(_ lookup: (Symbol, Row) -> Double) -> Double { value(lookup) }
}

extension Double: ExpressionNumber {
  /// The number itself.
  package init(constant: Double) { self = constant }

  /// The function's value, with the bits that a table has.
  package func applying(_ function: ScalarExpression.Function) -> Double {
    switch function {
    case .square: self * self
    case .exponential: RealMath.exp(self)
    case .sigmoid: RealMath.sigmoid(self)
    case .tanh: RealMath.tanh(self)
    case .relu: replaced(below: 0, by: 0)
    case .step: replaced(below: 0, by: 0).replaced(above: 0, by: 1)
    case .leakyRelu: replaced(below: 0, by: ScalarExpression.Function.leak * self)
    case .logSigmoid: RealMath.logSigmoid(self)
    case .squareRoot: squareRoot()
    case .floor: rounded(.down)
    case .cosPi: RealMath.cosPi(self)
    }
  }

  /// The power, with the bits that a table has.
  package func raised(to exponent: Double) -> Double { RealMath.power(self, exponent) }

  /// The logarithm of the sum of the exponentials, with the bits that a table has.
  package static func logSumExp(_ numbers: [Double]) -> Double {
    numbers.dropFirst().reduce(numbers.first ?? -.infinity, Logarithm.logAddExp)
  }

  /// The greatest, with the bits that a table has; NaN where one of the numbers is.
  package static func maximum(_ numbers: [Double]) -> Double {
    numbers.dropFirst().reduce(numbers.first ?? -.infinity) { $1 > $0 || $1.isNaN ? $1 : $0 }
  }
}
