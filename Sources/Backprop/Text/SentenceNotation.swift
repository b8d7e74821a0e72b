import Numerals

/// How a formula stands in a sentence: `0.4 − 1000 · 0.01288`.
///
/// Numbers have as many digits as a reader wants to see.
struct SentenceNotation: Notation {
  /// How many digits a number keeps.
  var digits = 4

  let plus = " + "
  let minus = " − "
  let times = " · "
  let divided = " / "

  func number(_ value: Double) -> String { NumberText.typeset(value, digits) }

  func name(_ symbol: Symbol, _ row: ScalarExpression.Row) -> String {
    ArticleNotation().name(symbol, row)
  }

  func call(_ function: ScalarExpression.Function, _ operand: String) -> String {
    function == .squareRoot && !operand.contains(" ")
      ? "√\(operand)" : ArticleNotation().call(function, operand)
  }

  func square(_ operand: String) -> String { "\(operand)²" }
}
