import Numerals

/// How a formula stands in a sentence: `0.4 − 1000 · 0.01288`.
///
/// Numbers have as many digits as a reader wants to see.
package struct SentenceNotation: Notation {
  /// How many digits a number keeps.
  package var digits: Int

  /// - Parameter digits: How many digits a number keeps.
  package init(digits: Int = 4) { self.digits = digits }

  package let plus = " + "
  package let minus = " − "
  package let times = " · "
  package let divided = " / "

  package func number(_ value: Double) -> String { NumberText.typeset(value, digits) }

  package func name(_ symbol: Symbol, _ row: ScalarExpression.Row) -> String {
    ArticleNotation().name(symbol, row)
  }

  package func call(_ function: ScalarExpression.Function, _ operand: String) -> String {
    function == .squareRoot && !operand.contains(" ")
      ? "√\(operand)" : ArticleNotation().call(function, operand)
  }

  package func square(_ operand: String) -> String { "\(operand)²" }
}
