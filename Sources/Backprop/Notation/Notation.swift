/// How expressions are written: what a reader or a program expects of signs, names and functions.
public protocol Notation {
  /// Between two summands.
  var plus: String { get }
  /// Between two sides of a difference.
  var minus: String { get }
  /// Between two factors.
  var times: String { get }
  /// Between two sides of a quotient.
  var divided: String { get }

  /// A number.
  func number(_ value: Double) -> String

  /// A quantity of some row.
  func name(_ symbol: Symbol, _ row: ScalarExpression.Row) -> String

  /// A text in parentheses.
  func parenthesized(_ text: String) -> String

  /// A function of an operand.
  ///
  /// - Parameters:
  ///   - function: The function; never the square.
  ///   - operand: The operand, written without parentheses round it.
  /// - Returns: The call.
  func call(_ function: ScalarExpression.Function, _ operand: String) -> String

  /// The square of an operand, which has parentheses where it needs them.
  func square(_ operand: String) -> String

  /// A power.
  ///
  /// - Parameters:
  ///   - base: The base, which has parentheses where it needs them.
  ///   - exponent: The exponent, likewise.
  /// - Returns: The power.
  func power(_ base: String, _ exponent: String) -> String

  /// The logarithm of the sum of the exponentials of some operands, as one factor.
  func logSumExp(_ operands: [String]) -> String

  /// The greatest of some operands, as one factor.
  func maximum(_ operands: [String]) -> String

  /// Whether what `call` returns can stand as a factor without parentheses round it.
  func holdsTogether(_ function: ScalarExpression.Function) -> Bool
}

extension Notation {
  /// A text in round parentheses.
  public func parenthesized(_ text: String) -> String { "(\(text))" }

  /// Both with a circumflex between them.
  public func power(_ base: String, _ exponent: String) -> String { "\(base)^\(exponent)" }

  /// The logarithm as it is defined.
  public func logSumExp(_ operands: [String]) -> String {
    "ln\(parenthesized(operands.map { call(.exponential, $0) }.joined(separator: plus)))"
  }

  /// The operands after `max`.
  public func maximum(_ operands: [String]) -> String {
    "max\(parenthesized(operands.joined(separator: ", ")))"
  }

  /// True, as for every function that is written with a name and parentheses.
  public func holdsTogether(_ function: ScalarExpression.Function) -> Bool { true }
}

extension ScalarExpression {
  /// The expression written in a notation, with no more parentheses than it needs.
  ///
  /// Parentheses are kept wherever leaving them out would change the order of the operations, so
  /// that the text rounds as the expression does.
  public func text(_ notation: some Notation) -> String {
    switch self {
    case .constant(let value): return notation.number(value)
    case .symbol(let symbol, let row): return notation.name(symbol, row)
    case .sum(let left, let right):
      return left.text(notation, atLeast: .sum) + notation.plus
        + right.text(notation, atLeast: .product)
    case .difference(let left, let right):
      return left.text(notation, atLeast: .sum) + notation.minus
        + right.text(notation, atLeast: .product)
    case .product(let left, let right):
      return left.text(notation, atLeast: .product) + notation.times
        + right.text(notation, atLeast: .power)
    case .quotient(let left, let right):
      return left.text(notation, atLeast: .product) + notation.divided
        + right.text(notation, atLeast: .power)
    case .negation(let operand): return "-" + operand.text(notation, atLeast: .atom)
    case .power(let base, let exponent):
      return notation.power(
        base.text(notation, atLeast: .atom), exponent.text(notation, atLeast: .atom))
    case .logSumExp(let operands): return notation.logSumExp(operands.map { $0.text(notation) })
    case .maximum(let operands): return notation.maximum(operands.map { $0.text(notation) })
    case .call(.square, let operand): return notation.square(operand.text(notation, atLeast: .atom))
    case .call(let function, let operand): return notation.call(function, operand.text(notation))
    }
  }

  private func text(_ notation: some Notation, atLeast strength: Strength) -> String {
    let text = text(notation)
    return self.strength(in: notation) < strength ? notation.parenthesized(text) : text
  }

  /// How strongly an expression holds together, from the weakest.
  private enum Strength: Comparable {
    case sum, product, negation, power, atom
  }

  private func strength(in notation: some Notation) -> Strength {
    switch self {
    case .sum, .difference: .sum
    case .product, .quotient: .product
    case .negation: .negation
    case .constant(let value): value < 0 ? .negation : .atom
    case .call(.square, _), .power: .power
    case .call(let function, _): notation.holdsTogether(function) ? .atom : .product
    case .symbol, .logSumExp, .maximum: .atom
    }
  }
}
