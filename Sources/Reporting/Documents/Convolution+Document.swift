import Backprop
import Derivations
import DocumentRendering
import LiveClassifier
import LiveConvolution
import Numerals
import Publishing

extension ReportDocuments {
  /// The training steps of the small convolutional network for templates: false where the output
  /// folder has none.
  ///
  /// - Parameters:
  ///   - figures: The figures that stand there.
  ///   - manifest: What is written down about the folder.
  ///   - run: The folder of the training run that the documents describe.
  /// - Returns: The group `convolution`.
  /// - Throws: `ReportError` for settings that are damaged.
  static func convolution(
    _ figures: FigureFiles, _ manifest: Manifest, run: String?
  ) throws -> DocumentValue {
    let folder = ConvolutionPublication.folder
    guard let section = manifest.sections.first(where: { $0.name == folder }) else { return false }
    let steps = try ConvolutionSteps(ConvolutionSettings(json: section.settings))
    let classifier = run ?? ClassifierPublication.folder
    let losses = steps.values.indices.map { step in
      NumberText.significant(steps.value("loss", step: step) ?? .nan, 6)
    }
    return [
      "workbook": .text("\(folder)/convolution.xlsx"),
      "network": .text(steps.words),
      "losses": .text(losses.joined(separator: ", then ")),
      "routes": figures.value("\(folder)/figures/routes"),
      "step": figures.value("\(folder)/figures/step"),
      "numbers": .text(FixedText.grouped(steps.graph.count)),
      "derivation": .list(
        steps.derivation.steps.map { step in
          [
            "title": .text(step.title), "text": .text(step.text),
            "equations": .text(
              step.equations.map { shortened($0) }.joined(separator: "\n")),
          ]
        }),
      "classifier": manifest.sections.contains {
        $0.name == ClassifierPublication.section(of: classifier)
      }
        ? [
          "workbook": .text("\(classifier)/\(ClassifierPublication.fileName)"),
          "figure": figures.value("\(classifier)/figures/classifier"),
          "patches": figures.value("\(classifier)/figures/classifier-patches"),
        ] : false,
    ]
  }

  /// The most summands of an equation that are written out.
  private static let mostSummands = 6

  /// An equation as text; of a long sum the first summands and their number.
  private static func shortened(_ equation: Derivation.Equation) -> String {
    "\(equation.symbol.name) = \(shortened(equation.expression))"
  }

  private static func shortened(_ expression: ScalarExpression) -> String {
    if case .quotient(let sum, let divisor) = expression, sum.summands.count > mostSummands {
      return "(\(shortened(sum))) / \(divisor.text(ArticleNotation()))"
    }
    let summands = expression.summands
    guard summands.count > mostSummands else { return expression.text(ArticleNotation()) }
    let start = summands.prefix(2).map { $0.text(ArticleNotation()) }.joined(separator: " + ")
    return "\(start) + … \(summands.count) summands"
  }
}
