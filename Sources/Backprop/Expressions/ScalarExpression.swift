/// A formula over the quantities of a table: the one source of numbers, spreadsheet formulas and text.
///
/// The tree says in which order the operations are carried out, and nothing reorders them: two
/// renderings of the same expression, or a spreadsheet and the compiled tape, round the same way.
/// Operators build a tree as it is written; only differentiation simplifies.
public indirect enum ScalarExpression: Hashable, Sendable {
  /// A number.
  case constant(Double)
  /// A quantity, and the row that it is read from.
  case symbol(Symbol, Row)
  /// The first plus the second.
  case sum(ScalarExpression, ScalarExpression)
  /// The first minus the second.
  case difference(ScalarExpression, ScalarExpression)
  /// The first times the second.
  case product(ScalarExpression, ScalarExpression)
  /// The first divided by the second.
  case quotient(ScalarExpression, ScalarExpression)
  /// The operand with its sign changed.
  case negation(ScalarExpression)
  /// The first raised to the second, which is a whole number that no parameter acts on.
  case power(ScalarExpression, ScalarExpression)
  /// The logarithm of the sum of the exponentials of some operands, which never overflows.
  case logSumExp([ScalarExpression])
  /// The greatest of some operands; of equal ones the first counts, as in PyTorch's max pool.
  case maximum([ScalarExpression])
  /// A function of the operand.
  case call(Function, ScalarExpression)

  /// Where a quantity is read from.
  public enum Row: Hashable, Sendable {
    /// The row that is being computed.
    case same
    /// The row above it.
    case before
    /// One value for all rows, such as the learning rate.
    case setting
  }

  /// A function of one argument.
  public enum Function: String, Hashable, Sendable, CaseIterable {
    /// The argument times itself.
    case square
    /// e raised to the argument.
    case exponential
    /// 1 / (1 + e⁻ˣ), with the exponent held at 700 so that it never overflows.
    case sigmoid
    /// The hyperbolic tangent.
    case tanh
    /// The argument where it is above zero, else zero.
    case relu
    /// One where the argument is above zero, else zero: the slope of `relu`.
    case step
    /// The argument where it is above zero, else a hundredth of it.
    case leakyRelu = "leaky relu"
    /// The natural logarithm of the sigmoid, which never overflows.
    case logSigmoid = "log sigmoid"
    /// The square root.
    case squareRoot = "square root"
    /// The largest whole number that is not above the argument.
    case floor
    /// The cosine of π times the argument.
    case cosPi = "cosine of pi times"

    /// The slope of `leakyRelu` below zero, as PyTorch has it.
    package static let leak = 0.01
  }
}

extension ScalarExpression {
  /// A quantity of the row that is being computed.
  public static func current(_ symbol: Symbol) -> ScalarExpression { .symbol(symbol, .same) }

  /// A quantity of the row above.
  public static func previous(_ symbol: Symbol) -> ScalarExpression { .symbol(symbol, .before) }

  /// A quantity that all rows share.
  public static func setting(_ symbol: Symbol) -> ScalarExpression { .symbol(symbol, .setting) }

  /// The expression times itself.
  public var squared: ScalarExpression { .call(.square, self) }

  /// Adds.
  public static func + (left: ScalarExpression, right: ScalarExpression) -> ScalarExpression {
    .sum(left, right)
  }

  /// Subtracts.
  public static func - (left: ScalarExpression, right: ScalarExpression) -> ScalarExpression {
    .difference(left, right)
  }

  /// Multiplies.
  public static func * (left: ScalarExpression, right: ScalarExpression) -> ScalarExpression {
    .product(left, right)
  }

  /// Divides.
  public static func / (left: ScalarExpression, right: ScalarExpression) -> ScalarExpression {
    .quotient(left, right)
  }

  /// Changes the sign.
  public static prefix func - (operand: ScalarExpression) -> ScalarExpression { .negation(operand) }
}

extension ScalarExpression: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A number written as a decimal literal.
  public init(floatLiteral value: Double) {
    self = .constant(value)
  }

  /// A number written as an integer literal.
  public init(integerLiteral value: Int) {
    self = .constant(Double(value))
  }
}
