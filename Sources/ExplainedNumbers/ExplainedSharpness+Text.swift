import Backprop
import LearningRateAnalysis
import Numerals
package import TextFormats

extension ExplainedSharpness {
  private var heading: String {
    "λ in epoch \(epoch), learning rate \(NumberText.shortest(learningRate))"
  }

  /// The numbers with their names, in the order in which they follow from each other.
  private var rows: [(label: String, text: String)] {
    var rows: [(label: String, text: String)] = [("loss", NumberText.shortest(loss))]
    if let scheduledRate {
      rows.append(
        ("η", "\(NumberText.significant(scheduledRate, 6)), the rate of this epoch by the schedule")
      )
    }
    if !eigenvalues.isEmpty {
      let shown = eigenvalues.reversed().prefix(Self.shownLimit).map {
        NumberText.significant($0, 5)
      }
      let more =
        eigenvalues.count > shown.count ? " and \(eigenvalues.count - shown.count) more" : ""
      rows.append(("eigenvalues", shown.joined(separator: ", ") + more))
    }
    rows.append(("λ", sharpness.isFinite ? NumberText.shortest(sharpness) : "not finite"))
    if sharpness > 0, sharpness.isFinite, rule.formula == "2/λ" {
      rows.append(
        ("1/λ", "\(NumberText.significant(1 / sharpness, 6)), the fastest rate near a minimum"))
    }
    if let formula = rule.formula, let limit = rule.limit(sharpness) {
      rows.append(
        (formula, "\(NumberText.significant(limit, 6)), the largest rate that can stay here"))
    }
    return rows
  }

  /// The explanation for a terminal: a heading and labeled lines.
  package var text: String {
    let lines = TextTable.lines(rows.map { ["  " + $0.label, $0.text] }, sides: [.left, .left])
    var parts = [heading, "  " + method] + remarks.map { "  " + $0 } + [""]
    if let hessian, parameters.count <= Self.shownLimit {
      parts += matrixLines(hessian) + [""]
    }
    return (parts + lines + ["", "  " + verdict]).joined(separator: "\n") + "\n"
  }

  private func matrixLines(_ hessian: SymmetricMatrix) -> [String] {
    let head = ["  ∂²E"] + parameters.map(\.name)
    let body = parameters.enumerated().map { row, parameter in
      ["  " + parameter.name]
        + parameters.indices.map { NumberText.significant(hessian[row, $0], 3) }
    }
    return TextTable.lines([head] + body, sides: head.indices.map { $0 == 0 ? .left : .right })
  }

  /// The explanation as Markdown.
  package var markdown: String {
    var parts = ["## \(heading)", method] + remarks
    if let hessian, parameters.count <= Self.shownLimit {
      parts.append("```\n" + matrixLines(hessian).joined(separator: "\n") + "\n```")
    }
    parts.append(
      (["| number | value |", "| --- | --- |"] + rows.map { "| \($0.label) | \($0.text) |" })
        .joined(separator: "\n"))
    return (parts + [verdict]).joined(separator: "\n\n") + "\n"
  }

  /// The explanation as JSON.
  package var json: JSON {
    [
      "schemaVersion": 1, "symbol": "λ", "epoch": .integer(epoch),
      "learningRate": .number(learningRate), "loss": .number(loss),
      "parameters": .array(parameters.map { .string($0.name) }),
      "hessian": hessian.map { hessian in
        .array(
          (0..<hessian.size).map { row in
            .array((0..<hessian.size).map { .number(hessian[row, $0]) })
          })
      } ?? .null, "eigenvalues": .array(eigenvalues.map { .number($0) }),
      "sharpness": .number(sharpness),
      "stabilityLimit": rule.limit(sharpness).map { .number($0) } ?? .null,
      "formula": rule.formula.map { .string($0) } ?? .null, "etaTimesLambda": .number(product),
      "verdict": .string(verdict),
    ]
  }
}
