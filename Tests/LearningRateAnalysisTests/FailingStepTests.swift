import Backprop
@testable import LearningRateAnalysis
import Testing

@Suite("The step after which a training failed")
struct FailingStepTests {
  private func diagnose(
    _ table: TableDescription, _ rate: Double, epochs: Int
  ) throws -> LearningRateDiagnosis {
    let evaluator = TableEvaluator(table)
    let summaries = try evaluator.sweep(learningRates: [rate], epochs: epochs)
    return try #require(try evaluator.diagnose(summaries).first)
  }

  private func network(
    _ layers: [Network.Layer], inputs: [Double] = [1], target: Double,
    training: Network.Training = .init()
  ) throws -> TableDescription {
    try TableDescription(
      Network(inputs: inputs, targets: [target], layers: layers, training: training))
  }

  /// The numbers are those of a NumPy program that trains the article's network.
  @Test("Of the article's network at 1000 it is the first: the outputs saturate")
  func article() throws {
    let diagnosis = try diagnose(.article(), 1000, epochs: 68)
    #expect(
      diagnosis.reason
        == "The first step overshot: w5 = 0.4 − 1000 · 0.01288 = −12.48. It led to a_o1 = 5.03·10⁻⁶ "
        + "(target 0.5), where the slope of the sigmoid is 5.03·10⁻⁶, the steepest of the layer; the "
        + "next gradient of w5 is −1.23·10⁻⁶, and the next step moves it by 0.00123 only. The loss "
        + "stands at 0.249997.")
    #expect(diagnosis.failureSentence?.hasPrefix("η = 1000, saturated: The first step") == true)
  }

  /// One linear weight with input 1 and target 2: the error is multiplied by 1 − η = −2.
  @Test("Of a loss that grows it is the first that rose, and the gradient changes its sign")
  func diverging() throws {
    let table = try network([.init(weights: [[0.5]], activation: .linear)], target: 2)
    let reason = try diagnose(table, 3, epochs: 40).reason
    #expect(
      reason.hasSuffix(
        "The first step overshot: w1 = 0.5 − 3 · (−1.5) = 5. It led to a_o1 = 5 (target 2); the next "
          + "gradient of w1 is 3, 2 times the last one, with the other sign, and the next step leads "
          + "back to w1 = −4."), "\(reason)")
    let overflowed = try diagnose(table, 1e6, epochs: 68).reason
    #expect(
      overflowed.hasPrefix(
        "The loss of epoch 27 is not a finite number. The first step overshot: w1"),
      "\(overflowed)")
  }

  /// w1 = w2 = 1, input 1, target −3: the error is 4, and so are both gradients.
  @Test("A ReLU that died shows its sum, and that nothing moves it any more")
  func deadReLU() throws {
    let layers: [Network.Layer] = [
      .init(weights: [[1]], activation: .relu), .init(weights: [[1]], activation: .linear),
    ]
    let reason = try diagnose(try network(layers, target: -3), 1, epochs: 20).reason
    #expect(
      reason
        == "The first step overshot: w1 = 1 − 1 · 4 = −3. It led to h1 = −3, where the slope of ReLU is "
        + "0; the next gradient of w1 is 0, and the next step leaves it where it is. The loss stands "
        + "at 4.5.")
    let born = try diagnose(
      try network(
        [.init(weights: [[-2]], activation: .relu), layers[1]], target: 1), 0.1, epochs: 5
    ).reason
    #expect(
      born.hasPrefix(
        "With the first weights h1 = −2, where the slope of ReLU is 0; the gradient of w1 is 0, and the "
          + "next step leaves it where it is."), "\(born)")
  }

  @Test("The update is the optimizer's: momentum's velocity, Adam's step, the square root")
  func optimizers() throws {
    let layers: [Network.Layer] = [.init(weights: [[0.5]], activation: .linear)]
    func reason(_ optimizer: Optimizer) throws -> String {
      try diagnose(
        try network(layers, target: 2, training: .init(optimizer: optimizer)), 50, epochs: 2
      ).reason
    }
    // Adam's and RMSprop's first steps are η times the sign, RMSprop's ten times as far.
    let adam = try reason(Optimizer(.adam))
    #expect(adam.contains("w1 = 0.5 − 50 · (−1) = 50.5."), "\(adam)")
    let rmsprop = try reason(Optimizer(.rmsprop))
    #expect(rmsprop.contains("w1 = 0.5 − 50 · (−1.5 / (√0.0225 + 10⁻⁸)) = 500.5."), "\(rmsprop)")
    let momentum = try reason(Optimizer(.sgd, ["momentum": 0.9]))
    #expect(momentum.contains("w1 = 0.5 − 50 · (−1.5) = 75.5."), "\(momentum)")
  }

  private static let corners: [Network.Sample] = [
    .init(inputs: [0, 0], targets: [0]), .init(inputs: [0, 1], targets: [1]),
    .init(inputs: [1, 0], targets: [1]), .init(inputs: [1, 1], targets: [0]),
  ]

  private static func xor(_ activation: Activation, _ training: Network.Training) throws -> Network
  {
    try Network(
      samples: corners,
      layers: [
        .init(
          weights: [[0.6, -0.4], [-0.3, 0.7]], biases: .init([0.1, -0.2], trained: true),
          activation: activation),
        .init(weights: [[0.5, -0.6]], biases: .init([0.05], trained: true)),
      ], training: training)
  }

  @Test("Every number is one of the table, and a dead layer stays dead from there on")
  func numbers() throws {
    let networks = try [
      Self.xor(.tanh, .init()), Self.xor(.tanh, .init(batchSize: 1)),
      Self.xor(.relu, .init(batchSize: 3)), Self.xor(.sigmoid, .init(optimizer: Optimizer(.adam))),
      Self.xor(.relu, .init(optimizer: Optimizer(.sgd, ["momentum": 0.9]))),
      Self.xor(
        .leakyRelu, .init(schedule: Schedule(ConfiguredMethod(.exponential, ["gamma": 0.99])))),
    ]
    var dead = 0
    var later = 0
    for network in networks {
      let description = try TableDescription(network)
      let evaluator = TableEvaluator(description)
      let rates = [3.0, 10, 30, 100, 1000, 1e5]
      let runs = try evaluator.runs(learningRates: rates, epochs: 60)
      let diagnoses = try evaluator.diagnose(runs.map(\.summary))
      for (run, diagnosis) in zip(runs, diagnoses) where diagnosis.isFailure {
        let step = try #require(diagnosis.summary.failingStep, "\(diagnosis.reason)")
        func number(_ symbol: Symbol, _ row: Int) -> Double? {
          run.table.column(symbol).map { $0[$0.startIndex + row] }
        }
        let after = step.row.map { $0 + 1 } ?? 0
        if after > 1 { later += 1 }
        #expect(number(step.parameter, after) == step.value)
        #expect(number(step.parameter.gradient, after) == step.gradient)
        #expect(number(step.neuron.sum, after) == step.neuron.sumValue)
        #expect(number(step.neuron.activation, after) == step.neuron.value)
        if after + 1 < run.table.rows {
          #expect(number(step.parameter, after + 1) == step.next)
        }
        if let update = step.update {
          #expect(
            (update.number { _, _ in .nan } - step.value).magnitude <= 1e-12 * step.value.magnitude)
        }
        guard step.isDead else { continue }
        dead += 1
        // The layer of the neuron, in all samples.
        let layer = try #require(
          description.names.layers.indices.first { index in
            description.names.samples.contains { $0.sums[index].contains(step.neuron.sum) }
          })
        func slopes(_ row: Int) -> [Double] {
          description.names.samples.flatMap { own in
            zip(own.sums[layer], own.activations[layer]).map { sum, activation in
              network.layers[layer].activation.slope(
                at: number(sum, row) ?? .nan, value: number(activation, row) ?? .nan)
            }
          }
        }
        let from = step.deadFrom ?? after
        #expect(from >= after)
        for row in from..<run.table.rows { #expect(slopes(row).allSatisfy { $0 < 1e-5 }) }
        if from > 0 { #expect(slopes(from - 1).contains { $0 >= 1e-5 }) }
        // The step took the sum half of its way, and it did not come back.
        guard let end = number(step.neuron.sum, from), after > 0 else { continue }
        for row in after...from {
          #expect((number(step.neuron.sum, row) ?? .nan) / end >= 0.5 || after == from)
        }
      }
    }
    #expect(dead > 3 && later > 3)
  }

  @Test(
    "Trainings with more cells than are computed again have the plain reason, but for those chosen")
  func limits() throws {
    let evaluator = TableEvaluator(.article())
    let rates = (0..<10).map { 1000 + Double($0) }
    let summaries = try evaluator.sweep(learningRates: rates, epochs: 68)
    // 31 columns × 10 rates × 68 epochs.
    let plain = try evaluator.diagnose(summaries, limit: 21_079)
    #expect(plain.allSatisfy { $0.summary.failingStep == nil })
    #expect(plain[0].reason.contains("the length of the gradient went from"))
    let all = try evaluator.diagnose(summaries, limit: 21_080)
    #expect(all.allSatisfy { $0.summary.failingStep != nil })
    let chosen = try evaluator.diagnose(summaries, limit: 21_079) { _ in [1003] }
    #expect(chosen.indices.filter { chosen[$0].summary.failingStep != nil } == [3])
  }
}
