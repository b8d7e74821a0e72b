import Backprop
import Derivations
import DocumentRendering
import Numerals
import WorkedExample

extension WorkedExample {
  /// The most summands of a derivative that are written out with their numbers.
  private static let branchLimit = 4

  /// A step of the derivation for templates, each equation worked out with the first epoch's
  /// numbers.
  func stepValue(_ step: Derivation.Step, limit: Int, in table: Table) throws -> DocumentValue {
    let equations = try step.equations.prefix(limit).map { equation in
      DocumentValue.text(Self.aligned(try lines(of: equation, in: table)))
    }
    return [
      "title": .text(step.title), "text": .text(step.text), "equations": .list(equations),
      "more": step.equations.count > limit
        ? [
          [
            "shown": .text(String(limit)),
            "count": .text(FixedText.grouped(step.equations.count)),
          ]
        ] : [],
    ]
  }

  /// The right sides of an equation, from names to the result: what `report explain` shows of it.
  private func lines(
    of equation: Derivation.Equation, in table: Table
  ) throws -> (name: String, sides: [String]) {
    let name = LatexNotation.name(equation.symbol)
    let formula = equation.expression.text(LatexNotation())
    let times = LatexNotation().times
    if !equation.chain.isEmpty {
      let explanation = try description.explain(equation.symbol, epoch: 1, in: table)
      var sides = [equation.chain.map(LatexNotation.name).joined(separator: times)]
      if explanation.formula.symbols().count <= Self.branchLimit {
        sides += [formula, Self.substituted(explanation)]
      } else if let first = explanation.factors.first {
        // A hidden weight's first factor is worked out where the activations are.
        let others = explanation.factors.dropFirst().flatMap { Self.factors(of: $0.expression) }
        let product = others.reduce(ScalarExpression.current(first.symbol)) { $0 * $1 }
        sides.append(product.text(LatexNotation()))
      }
      sides.append(explanation.factors.map { Self.number($0.value) }.joined(separator: times))
      return (name, sides + [Self.number(explanation.value)])
    }
    let activation = description.columns.first { $0.symbol.gradient == equation.symbol }
    let branches =
      activation.map {
        description.explainedBranches(into: $0.symbol, epoch: 1, in: table)
      } ?? []
    guard (1...Self.branchLimit).contains(branches.count) else { return (name, [formula]) }
    let plus = LatexNotation().plus
    var sides: [String] = []
    if branches.count > 1 {
      sides.append(branches.map { LatexNotation.name($0.symbol) }.joined(separator: plus))
    }
    sides.append(formula)
    sides.append(
      branches.map(\.substitutedLatex).joined(separator: " \\\\\n&\\quad + "))
    if branches.count > 1 {
      sides.append(branches.map { Self.number($0.value) }.joined(separator: plus))
    }
    return (name, sides + [Self.number(branches.map(\.value).reduce(0, +))])
  }

  /// The formula with its numbers; the last factor of three or more goes to a line of its own, so
  /// that the line is no wider than a page.
  private static func substituted(_ explanation: Explanation) -> String {
    let product = explanation.substitutedLatex
    guard explanation.factors.count > 2, let last = explanation.factors.last?.substitutedLatex
    else { return product }
    let end = LatexNotation().times + last
    guard product.hasSuffix(end) else { return product }
    return product.dropLast(end.count) + " \\\\\n&\\quad" + end
  }

  /// The factors of a product in order; the expression itself where it is none.
  private static func factors(of expression: ScalarExpression) -> [ScalarExpression] {
    guard case .product(let left, let right) = expression else { return [expression] }
    return factors(of: left) + [right]
  }

  /// One block whose signs of equality stand below each other.
  private static func aligned(_ equation: (name: String, sides: [String])) -> String {
    let lines = equation.sides.enumerated().map { index, side in
      "\(index == 0 ? equation.name + " " : "")&= \(side)"
    }
    return "\\begin{aligned}\n" + lines.joined(separator: " \\\\\n") + "\n\\end{aligned}"
  }

  /// Nine significant digits, as many as the article prints; a negative number in parentheses.
  private static func number(_ value: Double) -> String {
    let text = LatexNotation.power(NumberText.significant(value, 9))
    return value < 0 ? LatexNotation().parenthesized(text) : text
  }
}
