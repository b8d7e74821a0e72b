import Backprop

/// The first epoch of the article's example.
private struct FirstEpoch {
  private let description = TableDescription.article()
  private let published = TableDescription.article(.published)
  private let table: Table

  init() throws {
    let tables = try TableEvaluator(description, checks: true).tables(learningRates: [1], epochs: 1)
    table = tables[0]
  }

  /// A number computed from the quantities of the epoch.
  func computed(_ expression: ScalarExpression) -> Erratum.Computed {
    Erratum.Computed(
      expression: expression,
      value: expression.value { symbol, row in
        row == .setting ? TableDescription.checkStep : table.column(symbol)?.first ?? .nan
      })
  }

  /// A quantity of the table.
  func quantity(_ symbol: Symbol) -> Erratum.Computed { computed(.current(symbol)) }

  /// A gradient by the published formula.
  func published(_ symbol: Symbol) -> Erratum.Computed? {
    published[symbol].map { computed($0.recurrence) }
  }

  /// A gradient by central differences.
  func difference(of parameter: Symbol) -> Erratum.Computed? {
    description.centralDifference(of: parameter, step: .setting(.checkStep)).map(computed)
  }
}

extension Erratum.Computed {
  /// A number computed from numbers alone.
  fileprivate init(_ expression: ScalarExpression) {
    self.init(expression: expression, value: expression.value { _, _ in Double.nan })
  }
}

extension Erratum {
  /// The list, with every number computed.
  ///
  /// - Throws: Nothing for the article's network, whose tables always exist.
  package static func article() throws -> [Erratum] {
    let example = try FirstEpoch()
    return [
      slopeSlip(example), inputValues(example), outputValue(example), errorFormula(example),
      layerNames, lossOverTheBatch, layerCount, normalization, unusedDictionary,
      roundedStep(example), crop,
    ]
  }

  private static func slopeSlip(_ example: FirstEpoch) -> Erratum {
    let printed: [(parameter: Symbol, value: Double)] = [
      ("w3", 0.000351869), ("w4", 0.000703737),
    ]
    return Erratum(
      number: 1, title: "The slope in `∂E/∂w3` and `∂E/∂w4`",
      claim: "The tables hold 0.000351869 and 0.000703737.",
      finding:
        "The spreadsheet multiplies by `a_h1 * (1 - a_h1)`. These weights lead into `h2`, so "
        + "that `a_h2 * (1 - a_h2)` belongs there, as the article's own formula and a numeric "
        + "derivative say. The error travels through `w3` and `w4` into every later row.",
      evidence: printed.map { parameter, value in
        Evidence(
          quantity: parameter.gradient.name, printed: value,
          statement: example.published(parameter.gradient),
          derivation: example.quantity(parameter.gradient),
          difference: example.difference(of: parameter), symbol: parameter.gradient)
      })
  }

  private static func inputValues(_ example: FirstEpoch) -> Erratum {
    Erratum(
      number: 2, title: "The inputs",
      claim: "Section 1.3 gives `i1 = 0.5` and `i2 = 0.05`.",
      finding: "All tables were computed with `i1 = 0.05` and `i2 = 0.1`.",
      evidence: [
        Evidence(
          quantity: "h1", printed: 0.0275,
          statement: example.computed(.current("w1") * 0.5 + .current("w2") * 0.05),
          derivation: example.quantity("h1"), symbol: "h1")
      ])
  }

  private static func outputValue(_ example: FirstEpoch) -> Erratum {
    Erratum(
      number: 3, title: "The second output",
      claim: "Section 1.3 gives `a_o2` = 0.5342.",
      finding: "0.5342 is `o2`, the sum before the sigmoid; `a_o2` is 0.6305.",
      evidence: [
        Evidence(
          quantity: "a_o2", printed: 0.5342, statement: example.quantity("o2"),
          derivation: example.quantity("a_o2"), symbol: "a_o2")
      ])
  }

  private static func errorFormula(_ example: FirstEpoch) -> Erratum {
    Erratum(
      number: 4, title: "The formula of `E2`",
      claim: "The text computes `E2` from `a_o1`.",
      finding: "`E2` is `½ * (t2 - a_o2)²`; the tables have it right.",
      evidence: [
        Evidence(
          quantity: "E2", printed: 0.008512624,
          statement: example.computed(0.5 * (.current("t2") - .current("a_o1")).squared),
          derivation: example.quantity("E2"), symbol: "E2")
      ])
  }

  private static var layerNames: Erratum {
    Erratum(
      number: 5, title: "Which layer is which",
      claim:
        "`w5` to `w8` are called weights of the first hidden layer, and the network one of two "
        + "hidden layers.",
      finding: "`w5` to `w8` lead into the outputs, and there is one hidden layer.",
      evidence: [
        Evidence(
          quantity: "hidden layers", printed: 2,
          derivation: Computed(.constant(Double(Network.article.layers.count - 1))))
      ])
  }

  private static var lossOverTheBatch: Erratum {
    // Two samples whose scores mirror each other: over the batch, the first sample's three
    // shares are σ(2), σ(0) and σ(-2).
    let overBatch = ScalarExpression.total([2, 0, -2].map { .call(.sigmoid, .constant($0)) })
    return Erratum(
      number: 6, title: "`log_softmax` over the batch",
      claim: "The network ends in `log_softmax(x, dim=0)`.",
      finding: "Dimension 0 is the batch: the shares of one class over all images add up to one, "
        + "not the shares of one image over all classes. Loss and prediction then depend on which "
        + "images share the batch. `--softmax class` is the usual form.",
      evidence: [
        Evidence(
          quantity: "sum of one image's shares, scores (2, 1, 0) beside (0, 1, 2)",
          statement: Computed(overBatch), derivation: Computed(1))
      ])
  }

  /// The convolutions of the article's network: its stages in `ConvNet`, which this target does not
  /// import; a test holds the two numbers equal.
  package static let articleConvolutions = 10

  private static var layerCount: Erratum {
    Erratum(
      number: 7, title: "The layers of the convolutional network",
      claim: "The text speaks of 4 convolutions followed by 2 dense layers.",
      finding: "The network has ten convolutions, two of them 1 × 1, and no dense layer.",
      evidence: [
        Evidence(
          quantity: "convolutions", printed: 4,
          derivation: Computed(.constant(Double(articleConvolutions)))),
        Evidence(quantity: "dense layers", printed: 2, derivation: Computed(0)),
      ])
  }

  private static var normalization: Erratum {
    func scaled(_ mean: ScalarExpression, _ deviation: ScalarExpression) -> Computed {
      Computed((1 - mean) / deviation)
    }
    return Erratum(
      number: 8, title: "Two normalizations",
      claim: "Training images are scaled with mean 0.1307 and deviation 0.3081, test images with "
        + "0.1325 and 0.3104.",
      finding: "What the network learned on one scale is tested on another.",
      evidence: [
        Evidence(
          quantity: "a white pixel (as scaled in tests; as in training)",
          statement: scaled(0.1325, 0.3104), derivation: scaled(0.1307, 0.3081))
      ])
  }

  private static var unusedDictionary: Erratum {
    Erratum(
      number: 9, title: "The list of mistakes",
      claim: "`test_incorrect_pred` is declared to collect wrong predictions.",
      finding: "Nothing is ever put into it; here the wrong predictions are collected and shown.",
      evidence: [])
  }

  private static func roundedStep(_ example: FirstEpoch) -> Erratum {
    let weight = Symbol("w1")
    return Erratum(
      number: 10, title: "The first step of `w1`",
      claim: "Section 1.5 subtracts `1 * 0.00031` from 0.15 and prints 0.14968.",
      finding: "With that gradient the result is 0.14969. The gradient was cut off, not rounded; "
        + "the number that is printed comes from all of its digits.",
      evidence: [
        Evidence(
          quantity: "w1 after one step", printed: 0.14968,
          statement: example.computed(.current(weight) - 0.00031),
          derivation: example.computed(.current(weight) - .current(weight.gradient)))
      ])
  }

  private static var crop: Erratum {
    Erratum(
      number: 11, title: "The crop",
      claim: "The transformations are said to include random cropping.",
      finding: "`CenterCrop(22)` always keeps the middle of the image; random is only which "
        + "images are cut, one in ten.",
      evidence: [])
  }
}
