import Backprop
import Derivations
import LearningRateAnalysis
import Numerals
package import TextFormats

extension ExplainedNumber {
  /// The explanation for a terminal: a heading and labeled lines.
  package var text: String {
    var rows: [(label: String, text: String)] = []
    let formula = explanation.formula.text(ArticleNotation())
    if case .constant = explanation.formula {
      rows.append(("given", NumberText.shortest(explanation.value)))
    } else {
      rows.append(("formula", formula))
      if !explanation.factors.isEmpty {
        rows.append(("chain rule", explanation.chainRule))
        for factor in explanation.factors {
          rows.append(("  \(factor.symbol.name)", factor.expression.text(ArticleNotation())))
          let value = NumberText.shortest(factor.value)
          if factor.substituted != value { rows.append(("", "= \(factor.substituted)")) }
          rows.append(("", "= \(value)"))
        }
      }
      rows.append(("numbers", explanation.substituted))
      rows.append(("result", NumberText.shortest(explanation.value)))
    }
    if let checkSentence { rows.append(("check", checkSentence)) }
    if let failureSentence { rows.append(("training", failureSentence)) }
    if let place { rows.append(("cell", place.text)) }
    let lines = TextTable.lines(rows.map { ["  " + $0.label, $0.text] }, sides: [.left, .left])
    return ([heading, "  " + explanation.meaning, ""] + lines).joined(separator: "\n") + "\n"
  }

  /// The explanation as Markdown that GitHub shows, formulas in `$…$`.
  package var markdown: String {
    let notation = LatexNotation()
    let name = LatexNotation.name(explanation.symbol)
    var parts = ["## \(heading)", explanation.meaning]
    if case .constant = explanation.formula {
      parts.append("It is given: $\(name) = \(notation.number(explanation.value))$.")
    } else {
      parts.append("$$\n\(name) = \(explanation.formula.text(notation))\n$$")
      if !explanation.factors.isEmpty {
        let chain = explanation.factors.map { LatexNotation.name($0.symbol) }
        parts.append(
          "By the chain rule it is a product:\n\n$$\n\(name) = "
            + chain.joined(separator: " \\cdot ") + "\n$$")
        let rows = zip(explanation.factors, chain).map { factor, name in
          "| $\(name)$ | $\(factor.expression.text(notation))$ | `\(factor.substituted)` "
            + "| \(NumberText.shortest(factor.value)) |"
        }
        parts.append(
          (["| factor | formula | numbers | value |", "| --- | --- | --- | ---: |"] + rows)
            .joined(separator: "\n"))
      }
      parts.append(
        "With this epoch's numbers:\n\n```\n\(explanation.symbol.name) = \(explanation.substituted)"
          + "\n= \(NumberText.shortest(explanation.value))\n```")
    }
    if let checkSentence { parts.append("**Check.** \(checkSentence)") }
    if let failureSentence { parts.append("**Training.** It is \(failureSentence)") }
    if let place {
      parts.append(
        "**Cell.** `\(place.cell)` of backpropagation.xlsx, as `\(place.command)` writes it")
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The explanation as JSON.
  package var json: JSON {
    var members: [JSON.Member] = [
      .init("schemaVersion", 1), .init("symbol", .string(explanation.symbol.name)),
      .init("plainName", .string(explanation.symbol.plainName)),
      .init("role", .string(explanation.role.rawValue)),
      .init("epoch", .integer(explanation.epoch)),
    ]
    if let step = explanation.step { members.append(.init("step", .integer(step))) }
    members += [
      .init("learningRate", .number(explanation.learningRate)),
      .init("gradients", .string(mode.rawValue)), .init("meaning", .string(explanation.meaning)),
      .init("formula", .string(explanation.formula.text(ArticleNotation()))),
      .init("latex", .string(explanation.formula.text(LatexNotation()))),
      .init("chainRule", .string(explanation.chainRule)),
      .init(
        "factors",
        .array(
          explanation.factors.map { factor in
            [
              "symbol": .string(factor.symbol.name),
              "formula": .string(factor.expression.text(ArticleNotation())),
              "substituted": .string(factor.substituted), "value": .number(factor.value),
            ]
          })), .init("substituted", .string(explanation.substituted)),
      .init("value", .number(explanation.value)),
    ]
    members.append(
      .init(
        "check",
        explanation.check.map { check in
          [
            "centralDifference": .number(check.centralDifference), "dual": .number(check.dual),
            "disagreement": .number(check.disagreement),
          ]
        } ?? .null))
    members.append(
      .init(
        "failure",
        failure.map { failure in
          [
            "verdict": .string(failure.outcome.rawValue),
            "epochs": .integer(failure.summary.epochs), "evidence": .string(failure.reason),
          ]
        } ?? .null))
    members.append(.init("cell", place.map { .string($0.cell) } ?? .null))
    members.append(.init("workbookCommand", place.map { .string($0.command) } ?? .null))
    return .object(members)
  }

  private var heading: String {
    "\(explanation.symbol.name) in epoch \(explanation.epoch), "
      + (explanation.step.map { "step \($0), " } ?? "") + "learning rate "
      + NumberText.shortest(explanation.learningRate)
  }
}
