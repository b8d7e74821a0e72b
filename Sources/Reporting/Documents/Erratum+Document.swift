import DocumentRendering
import Numerals
import WorkedExample

extension Erratum {
  /// The contradiction for templates.
  var documentValue: DocumentValue {
    [
      "number": .text(String(number)), "title": .text(titleMarkdown),
      "claim": .text(claimMarkdown), "finding": .text(findingMarkdown),
    ]
  }

  /// The numbers of several contradictions, one row a quantity.
  static func evidenceValues(_ errata: [Erratum]) -> [DocumentValue] {
    errata.flatMap { erratum in
      erratum.evidence.map { evidence in
        func cell(_ value: Double?) -> DocumentValue {
          .text(value.map { NumberText.significant($0, 9) } ?? "–")
        }
        return [
          "number": .text(String(erratum.number)),
          "quantity": .text(
            evidence.symbol == nil ? evidence.quantity : "`\(evidence.quantity)`"),
          "printed": cell(evidence.printed), "asStated": cell(evidence.asStated),
          "correct": cell(evidence.correct), "numeric": cell(evidence.numeric),
        ]
      }
    }
  }
}
