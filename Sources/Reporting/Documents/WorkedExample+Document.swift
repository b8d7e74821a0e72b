import Backprop
import Derivations
import DocumentRendering
import LearningRateAnalysis
import Numerals
import WorkedExample
import WorkedExampleWorkbook

extension WorkedExample {
  /// How many rows or formulas of a kind a document shows; a wide network has thousands.
  private static let limit = 48

  /// The worked example for templates.
  ///
  /// - Returns: The group `worked`.
  /// - Throws: `BackpropError`, which a computed example does not lead to.
  func documentValue() throws -> DocumentValue {
    guard let table = leadingTable else { return [:] }
    let first = table.losses.first ?? .nan
    let second = table.losses.dropFirst().first
    return [
      "isArticle": .flag(settings.isArticleNetwork),
      "hasPlainError": .flag(
        settings.network.training.loss == .squaredError && settings.network.samples.count == 1),
      "errorText": .text(description.derivation.steps.text(of: .error)),
      "hasPlainUpdate": .flag(
        settings.network.training.optimizer.isPlain
          && settings.network.training.schedule == .constant),
      "updateText": .text(description.derivation.steps.text(of: .update)),
      "hasOneSample": .flag(settings.network.samples.count == 1),
      "isPublished": .flag(settings.gradients == .published),
      "usesSigmoid": .flag(settings.network.layers.contains { $0.activation == .sigmoid }),
      "shape": .text(settings.network.shape),
      "widthSentence": .text(widthSentence),
      "epochs": .text(FixedText.counted(settings.epochs, "epoch")),
      "settings": .list(settings.documentValues),
      "rate": .text(NumberText.shortest(table.learningRate)),
      "given": .list(given.prefix(Self.limit)),
      "forward": .list(try quantities([.preactivation, .activation], in: table)),
      "errors": .list(try quantities([.error, .totalError], in: table)),
      "steps": .list(
        try description.derivation.steps
          .filter { [.outputGradients, .hiddenActivations, .hiddenGradients].contains($0.kind) }
          .map { try stepValue($0, limit: Self.limit, in: table) }),
      "gradients": .list(try gradients(in: table)),
      "updates": .list(updates(in: table)),
      "firstLoss": .text(Self.digits(first)),
      "secondLoss": .text(second.map(Self.digits) ?? ""),
      "hasSecondEpoch": .flag(second != nil),
      "lastLoss": .text(Self.digits(table.losses.last ?? .nan)),
      "recommendation": .text(conclusion),
    ]
  }

  /// The runs of the learning rates for templates, each with its figure.
  func runValues(_ figures: FigureFiles) -> [DocumentValue] {
    diagnoses.map { diagnosis in
      let summary = diagnosis.summary
      let rate = NumberText.shortest(summary.learningRate)
      return [
        "rate": .text(rate), "verdict": .text(diagnosis.outcome.rawValue),
        "evidence": .text(diagnosis.reason), "first": .text(Self.digits(summary.first)),
        "last": .text(Self.digits(summary.last)),
        "smallest": .text(Self.digits(summary.smallest)),
        "smallestEpoch": .text(String(summary.smallestEpoch)),
        "figure": figures.value("\(WorkedExamplePublication.folder)/figures/loss-lr-\(rate)"),
      ]
    }
  }

  /// The verdicts and what each means, in the order in which they are tried.
  static var verdictValues: [DocumentValue] {
    TrainingOutcome.order.map { outcome in
      ["name": .text(outcome.rawValue), "definition": .text(outcome.definition)]
    }
  }

  private var widthSentence: String {
    let widths = settings.network.widths
    let count = { (number: Int, noun: String) in
      "\(Self.word(number)) \(noun)\(number == 1 ? "" : "s")"
    }
    let hidden = widths.dropFirst().dropLast()
    let middle =
      switch hidden.count {
      case 0: ""
      case 1: ", one hidden layer of \(count(hidden.first ?? 0, "neuron"))"
      default:
        ", \(Self.word(hidden.count)) hidden layers of "
          + hidden.map(String.init).joined(separator: ", ") + " neurons"
      }
    let outputs = count(widths.last ?? 0, "output")
    return middle.isEmpty
      ? "\(count(widths[0], "input")) and \(outputs)."
      : "\(count(widths[0], "input"))\(middle), and \(outputs)."
  }

  private static func word(_ number: Int) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return words.indices.contains(number) ? words[number] : String(number)
  }

  private var given: [DocumentValue] {
    description.columns.compactMap { column in
      column.initialValue.map { value in
        [
          "name": .text(column.symbol.name), "role": .text(column.role.rawValue),
          "value": .text(NumberText.shortest(value)),
        ]
      }
    }
  }

  private func quantities(_ roles: Set<Column.Role>, in table: Table) throws -> [DocumentValue] {
    try description.columns.filter { roles.contains($0.role) }.prefix(Self.limit).map { column in
      let explanation = try description.explain(column.symbol, epoch: 1, in: table)
      return [
        "latex": .text(LatexNotation.name(column.symbol)),
        "formula": .text(explanation.formula.text(LatexNotation())),
        "numbers": .text(explanation.substituted), "value": .text(Self.digits(explanation.value)),
      ]
    }
  }

  private func gradients(in table: Table) throws -> [DocumentValue] {
    description.parameters.prefix(Self.limit).compactMap { parameter in
      description.check(parameter, in: table, row: 0).map { check in
        [
          "latex": .text(LatexNotation.name(parameter.gradient)),
          "value": .text(Self.digits(check.symbolic)),
          "numeric": .text(Self.digits(check.centralDifference)),
          "difference": .text(NumberText.significant(check.disagreement, 2)),
        ]
      }
    }
  }

  private func updates(in table: Table) -> [DocumentValue] {
    description.parameters.prefix(Self.limit).compactMap { parameter in
      guard let before = table.column(parameter)?.first,
        let gradient = table.column(parameter.gradient)?.first
      else { return nil }
      let after =
        table.column(parameter)?.dropFirst().first ?? before - table.learningRate * gradient
      return [
        "latex": .text(LatexNotation.name(parameter)), "before": .text(NumberText.shortest(before)),
        "gradient": .text(Self.digits(gradient)), "after": .text(Self.digits(after)),
      ]
    }
  }

  /// Nine significant digits, as many as the article prints.
  private static func digits(_ value: Double) -> String { NumberText.significant(value, 9) }
}

extension [Derivation.Step] {
  /// What the step of a kind says.
  fileprivate func text(of kind: Derivation.Kind) -> String {
    first { $0.kind == kind }?.text ?? ""
  }
}

extension DocumentValue {
  /// A list of values.
  fileprivate static func list(_ values: ArraySlice<DocumentValue>) -> DocumentValue {
    .list(Array(values))
  }
}
