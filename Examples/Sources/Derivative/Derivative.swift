import Backprop
import Derivations
import Foundation

/// Differentiates an expression, compares the derivative with a difference quotient, and derives the
/// gradients of a network.
@main
enum Derivative {
  static func main() {
    // E(w) = ½ (t − σ(w·x))²
    let output = ScalarExpression.call(.sigmoid, .current("w") * .current("x"))
    let loss = 0.5 * (.current("t") - output).squared
    let slope = loss.derivative(by: "w")

    func value(of expression: ScalarExpression, at w: Double) -> Double {
      let values: [Symbol: Double] = ["w": w, "x": 2, "t": 1]
      return expression.number { symbol, _ in values[symbol] ?? .nan }
    }
    print("dE/dw = \(slope.text(ArticleNotation()))")
    let step = 1e-6
    let quotient = (value(of: loss, at: 0.5 + step) - value(of: loss, at: 0.5 - step)) / (2 * step)
    print("dE/dw at w = 0.5: \(value(of: slope, at: 0.5))")
    print("as a difference quotient: \(quotient)")

    // How the gradients of a whole network follow, step by step.
    for (index, step) in TableDescription.article().derivation.steps.enumerated() {
      print("\(index + 1). \(step.title)")
      if let equation = step.equations.first { print("   \(equation.text(ArticleNotation()))") }
    }
  }
}
