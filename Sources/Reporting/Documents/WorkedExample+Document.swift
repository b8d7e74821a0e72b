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
  /// - Parameter figures: The figures that stand in the output folder.
  /// - Returns: The group `worked`.
  /// - Throws: `BackpropError`, which a computed example does not lead to.
  func documentValue(_ figures: FigureFiles) throws -> DocumentValue {
    guard let table = leadingTable else { return [:] }
    let first = table.losses.first ?? .nan
    let second = table.losses.dropFirst().first
    let network = settings.network
    let parameters = description.parameters.count
    let forward = equations(.forwardPass)
    let errors = equations(.error)
    return [
      "samples": sampleTable(),
      "sampleCount": .text(FixedText.grouped(network.samples.count)),
      "isAllSigmoid": .flag(network.layers.allSatisfy { $0.activation == .sigmoid }),
      "activations": .list(activationValues(figures)),
      "hasSeveralSteps": .flag(network.stepsPerEpoch > 1),
      "hasFoldedChecks": .flag(checks.count == parameters && parameters > 0),
      "hasCheckSheet": .flag(hasGradientCheckSheet),
      "moreGiven": Self.more(given.count), "moreForward": Self.more(forward.count),
      "moreErrors": Self.more(errors.count), "moreGradients": Self.more(parameters),
      "moreUpdates": Self.more(parameters),
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
      "shape": .text(settings.network.shape),
      "widthSentence": .text(widthSentence),
      "epochs": .text(FixedText.counted(settings.epochs, "epoch")),
      "settings": .list(settings.documentValues),
      "rate": .text(NumberText.shortest(table.learningRate)),
      "given": .list(given.prefix(Self.limit)),
      "forward": .list(try quantities(forward, in: table)),
      "errors": .list(try quantities(errors, in: table)),
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

  /// How many of a list are shown, where that is not all of it, as a list of one group or none.
  private static func more(_ count: Int) -> DocumentValue {
    count > limit
      ? [["shown": .text(String(limit)), "count": .text(FixedText.grouped(count))]] : []
  }

  /// What is given: parameters, and of a single sample its numbers.
  private var given: [DocumentValue] {
    let hasSamples = settings.network.samples.count > 1
    return description.columns.compactMap { column in
      if hasSamples, [.input, .target].contains(column.role) { return nil }
      return column.initialValue.map { value in
        [
          "name": .text(column.symbol.name), "role": .text(column.role.rawValue),
          "value": .text(NumberText.shortest(value)),
        ]
      }
    }
  }

  /// The most columns of the table of samples that a page has room for.
  private static let sampleColumnLimit = 12

  /// Several samples as lines of a Markdown table; a list of one group, or none for a single sample.
  private func sampleTable() -> DocumentValue {
    let samples = settings.network.samples
    guard samples.count > 1 else { return [] }
    let names = description.names
    let head = ["sample"] + names.inputs.map(\.name) + names.targets.map(\.name)
    guard head.count <= Self.sampleColumnLimit else {
      return [["isShown": false, "header": "", "rule": "", "rows": [], "more": []]]
    }
    func line(_ cells: [String]) -> DocumentValue {
      .text("| " + cells.joined(separator: " | ") + " |")
    }
    return [
      [
        "isShown": true,
        "header": line(head.enumerated().map { $0.offset == 0 ? $0.element : "`\($0.element)`" }),
        "rule": line(head.map { _ in "---:" }),
        "rows": .list(
          samples.prefix(Self.limit).enumerated().map { index, sample in
            line(
              [String(index + 1)]
                + (sample.inputs + sample.targets).map { NumberText.shortest($0) })
          }),
        "more": Self.more(samples.count),
      ]
    ]
  }

  /// The activations of the layers, each once, with their figures.
  private func activationValues(_ figures: FigureFiles) -> [DocumentValue] {
    let used = settings.network.layers.map(\.activation)
    return Activation.allCases.filter(used.contains).map { activation in
      var value: [String: DocumentValue] = [
        "figure": figures.value(
          "\(Self.figureFolder)/\(Self.activationFigureName(activation))")
      ]
      for other in Activation.allCases {
        let words = other.rawValue.split(separator: " ").map {
          $0.prefix(1).uppercased() + $0.dropFirst()
        }
        value["is\(words.joined())"] = .flag(other == activation)
      }
      return .group(value)
    }
  }

  /// The equations of a step of the derivation, with several samples those of the first.
  private func equations(_ kind: Derivation.Kind) -> [Derivation.Equation] {
    description.derivation.steps.first { $0.kind == kind }?.equations ?? []
  }

  /// Quantities with their formulas and the numbers of the first epoch.
  private func quantities(
    _ equations: [Derivation.Equation], in table: Table
  ) throws -> [DocumentValue] {
    try equations.prefix(Self.limit).map { equation in
      let explanation = try description.explain(equation.symbol, epoch: 1, in: table)
      return [
        "latex": .text(LatexNotation.name(equation.symbol)),
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
