/// Builders for differentiation, which drop factors of one and terms of zero.
///
/// They keep two promises. The result has the bits that the unsimplified expression has for finite
/// operands (up to the sign of a zero), and a product is flat: factors stand in the order in which
/// the chain rule met them, as a person writes them.
extension ScalarExpression {
  /// The product, with the factors of the right operand appended one by one.
  static func chained(_ left: ScalarExpression, _ right: ScalarExpression) -> ScalarExpression {
    switch (left, right) {
    case (.constant(let first), .constant(let second)): return .constant(first * second)
    case (.constant(0), _), (_, .constant(0)): return 0
    case (.constant(1), _): return right
    case (_, .constant(1)): return left
    case (.constant(-1), _): return opposite(right)
    case (_, .constant(-1)): return opposite(left)
    case (_, .product(let first, let second)): return chained(chained(left, first), second)
    default: return .product(left, right)
    }
  }

  /// The expression with its sign changed; a difference is turned round instead.
  static func opposite(_ operand: ScalarExpression) -> ScalarExpression {
    switch operand {
    case .constant(let value): .constant(-value)
    case .difference(let left, let right): .difference(right, left)
    case .negation(let inner): inner
    case .product(let left, let right) where opposite(left).isPlainer(than: left):
      .product(opposite(left), right)
    default: .negation(operand)
    }
  }

  /// The sum without zero terms.
  static func gathered(_ terms: some Collection<ScalarExpression>) -> ScalarExpression {
    total(terms.filter { $0 != 0 })
  }

  /// Whether a sign was taken in without writing a minus before the expression.
  private func isPlainer(than other: ScalarExpression) -> Bool {
    switch (self, other) {
    case (.difference, .difference): true
    case (_, .negation): true
    default: false
    }
  }
}
