import Backprop
import Numerals
package import TextFormats

extension ExplainedStepNumber {
  /// The most paths that are listed one by one.
  private static let pathLimit = 24

  /// The explanation for a terminal: a heading and labeled lines.
  package var text: String {
    var rows: [(label: String, text: String)] = []
    if let formula {
      rows.append(("formula", formula.text(ArticleNotation())))
      if !paths.isEmpty {
        for (index, path) in paths.prefix(Self.pathLimit).enumerated() {
          rows.append((index == 0 ? "paths" : "", path.expression.text(ArticleNotation())))
          rows.append(("", "= \(NumberText.shortest(path.value))"))
        }
        if paths.count > Self.pathLimit {
          rows.append(("", "and \(paths.count - Self.pathLimit) more"))
        }
      }
      rows.append(("numbers", substituted))
      rows.append(("result", NumberText.shortest(value)))
    } else {
      rows.append(("given", NumberText.shortest(value)))
    }
    if let checkSentence { rows.append(("check", checkSentence)) }
    rows.append(("cell", "convolution.xlsx, \(cell)"))
    let lines = TextTable.lines(rows.map { ["  " + $0.label, $0.text] }, sides: [.left, .left])
    return (["\(symbol.name) in step \(step)", "  " + meaning, ""] + lines).joined(separator: "\n")
      + "\n"
  }

  /// The explanation as Markdown that GitHub shows, formulas in `$…$`.
  package var markdown: String {
    var parts = ["## `\(symbol.name)` in step \(step)", meaning]
    if formula == nil {
      parts.append("It is given: \(NumberText.shortest(value)).")
    } else {
      parts.append(
        "```\n\(symbol.name) = \(formula?.text(ArticleNotation()) ?? "")\n= \(substituted)\n= "
          + "\(NumberText.shortest(value))\n```")
    }
    if let checkSentence { parts.append("**Check.** \(checkSentence)") }
    parts.append("**Cell.** `\(cell)` of convolution.xlsx, as `report convolution` writes it")
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The explanation as JSON.
  package var json: JSON {
    [
      "schemaVersion": 1, "symbol": .string(symbol.name), "step": .integer(step),
      "meaning": .string(meaning),
      "formula": formula.map { .string($0.text(ArticleNotation())) } ?? .null,
      "paths": .array(
        paths.map {
          ["formula": .string($0.expression.text(ArticleNotation())), "value": .number($0.value)]
        }),
      "substituted": .string(substituted), "value": .number(value),
      "dual": dual.map { .number($0) } ?? .null, "cell": .string(cell),
    ]
  }

  /// The sentence on the check; nil for a number that is no gradient.
  private var checkSentence: String? {
    dual.map { dual in
      let apart = abs(dual - value)
      let agrees = apart <= 1e-10 * max(1, abs(dual))
      return "Dual numbers \(NumberText.shortest(dual)): they "
        + (agrees ? "agree." : "differ by \(NumberText.significant(apart, 3)).")
    }
  }
}
