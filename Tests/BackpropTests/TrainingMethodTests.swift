import LearningRateAnalysis
import TestSupport
import Testing

@testable import Backprop
@testable import Derivations

/// A network to try: several samples, a loss, an optimizer.
private struct Case: Sendable, CustomTestStringConvertible {
  let widths: [Int]
  let activations: [Activation]
  let samples: Int
  let training: Network.Training

  init(
    _ widths: [Int], _ activations: [Activation], samples: Int, _ training: Network.Training
  ) {
    self.widths = widths
    self.activations = activations
    self.samples = samples
    self.training = training
  }

  var testDescription: String {
    "\(widths) \(activations.map(\.rawValue)), \(samples) samples, \(training.loss.rawValue)"
  }

  func network(_ numbers: inout SeededNumbers) throws -> Network {
    let layers = try Network.random(widths, activations, biased: true, &numbers).layers
    let samples = (0..<samples).map { index in
      let outputs = widths[widths.count - 1]
      let targets = (0..<outputs).map { output in
        training.loss == .squaredError
          ? numbers.number(in: -1...1) : output == index % outputs ? 1.0 : 0
      }
      return Network.Sample(
        inputs: (0..<widths[0]).map { _ in numbers.number(in: -1...1) }, targets: targets)
    }
    return try Network(samples: samples, layers: layers, training: training)
  }
}

private let cases = [
  Case([2, 3, 2], [.tanh, .sigmoid], samples: 4, .init()),
  Case([2, 3, 2], [.tanh, .sigmoid], samples: 3, .init(reduction: .sum)),
  Case([2, 3, 1], [.leakyRelu, .sigmoid], samples: 4, .init(loss: .binaryCrossEntropy)),
  Case([2, 2, 3], [.sigmoid, .sigmoid], samples: 3, .init(loss: .binaryCrossEntropy)),
  Case([2, 3, 3], [.tanh, .softmax], samples: 5, .init(loss: .crossEntropy)),
  Case([2, 4, 3, 2], [.tanh, .sigmoid, .softmax], samples: 3, .init(loss: .crossEntropy)),
  Case([2, 3, 3], [.tanh, .softmax], samples: 4, .init()),
  Case([2, 3, 3], [.tanh, .softmax], samples: 1, .init(loss: .crossEntropy)),
  Case([3, 3], [.softmax], samples: 1, .init()),
  Case([2, 2, 1], [.tanh, .sigmoid], samples: 1, .init(loss: .binaryCrossEntropy)),
]

@Suite("Networks with several samples, losses and optimizers")
struct TrainingMethodTests {
  @Test("Every gradient agrees with central differences of a plain forward pass", arguments: cases)
  fileprivate func gradients(sample: Case) throws {
    var numbers = SeededNumbers(seed: 21)
    let network = try sample.network(&numbers)
    let table = try TableDescription(network)
    let row = try #require(
      try TableEvaluator(table).tables(learningRates: [0.5], epochs: 1).first)
    let oracle = PlainNetwork(network: network)
    #expect((try #require(row.losses.first) - oracle.error).magnitude < 1e-14)
    let numeric = oracle.numericGradients()
    try #require(numeric.count == table.parameters.count)
    for (parameter, expected) in zip(table.parameters, numeric) {
      let column = try #require(table.index(of: parameter.gradient))
      #expect((row[0, column] - expected).magnitude < 1e-10, "\(parameter)")
    }
  }

  @Test("Dual numbers, the check columns and the gradients agree", arguments: cases)
  fileprivate func checks(sample: Case) throws {
    var numbers = SeededNumbers(seed: 22)
    var network = try sample.network(&numbers)
    if network.samples.count > 2 {
      var training = network.training
      training.batchSize = 2
      network = try network.trained(by: training)
    }
    let table = try TableDescription(network)
    let evaluator = TableEvaluator(table, checks: true)
    let computed = try evaluator.tables(learningRates: [0.3], epochs: 3)[0]
    #expect(computed.rows == 3 * network.stepsPerEpoch)
    for row in 0..<computed.rows {
      for parameter in table.parameters {
        let check = try #require(table.check(parameter, in: computed, row: row))
        #expect((check.symbolic - check.dual).magnitude <= 1e-13 * (1 + check.dual.magnitude))
        // Long expressions have no column.
        guard let column = computed.column(parameter.differenceQuotient) else { continue }
        #expect((column[column.startIndex + row] - check.symbolic).magnitude < 1e-7)
      }
    }
  }

  @Test("An output's derivative by its sum is a - t for both cross entropies")
  func shortForms() throws {
    var numbers = SeededNumbers(seed: 23)
    let one = try cases[7].network(&numbers)
    let derivative = try #require(
      try TableDescription(one).derivativeOfTotalError(by: Symbol("o2")))
    #expect(derivative.text(ArticleNotation()) == "a_o2 - t2")
    let many = try TableDescription(try cases[2].network(&numbers))
    #expect(
      many[Symbol("∂E[3]/∂o1[3]")]?.recurrence.text(ArticleNotation()) == "a_o1[3] - t1[3]")
    #expect(
      many[Symbol("∂E/∂w7")]?.recurrence.text(ArticleNotation())
        == "(∂E[1]/∂o1[1] * a_h1[1] + ∂E[2]/∂o1[2] * a_h1[2] + ∂E[3]/∂o1[3] * a_h1[3] + "
        + "∂E[4]/∂o1[4] * a_h1[4]) / 4")
  }

  @Test("A lean row and a whole row lead to the same losses, whatever the optimizer")
  func lean() throws {
    var numbers = SeededNumbers(seed: 24)
    let start = try cases[4].network(&numbers)
    let methods: [Optimizer] = [
      try Optimizer(.sgd, ["momentum": 0.9, "nesterov": 1, "weight decay": 0.1]),
      try Optimizer(.rmsprop), try Optimizer(.adagrad), try Optimizer(.adam),
    ]
    for optimizer in methods {
      var training = start.training
      training.optimizer = optimizer
      training.batchSize = 2
      training.schedule = try Schedule(
        try ConfiguredMethod(.cosine, ["epochs": 6]), warmupEpochs: 2)
      let table = TableEvaluator(try TableDescription(try start.trained(by: training)))
      let rates = [0.01, 0.1, 1]
      let losses = try table.losses(learningRates: rates, epochs: 9)
      let tables = try table.tables(learningRates: rates, epochs: 9)
      for (index, computed) in tables.enumerated() {
        #expect(computed.epochLosses == losses.losses(rate: index))
      }
    }
  }

  @Test("Warmup rises from a third to the whole, and the schedule begins after it")
  func warmup() throws {
    var training = Network.Training()
    training.schedule = try Schedule(
      try ConfiguredMethod(.step, ["size": 2, "gamma": 0.5]), warmupEpochs: 4)
    let network = try Network.article.trained(by: training)
    let table = try TableEvaluator(try TableDescription(network)).tables(
      learningRates: [3], epochs: 9)[0]
    // PyTorch 2: SequentialLR of LinearLR(total_iters=4) and StepLR(2, 0.5), rate 3.
    let expected = [1, 1.5, 2, 2.5, 3, 3, 1.5, 1.5, 0.75]
    for (rate, wanted) in zip(try #require(table.column(.learningRate)), expected) {
      #expect((rate - wanted).magnitude < 1e-14)
    }
  }

  @Test("What does not go together is refused in a sentence")
  func refused() throws {
    func problem(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(
      problem { _ = try Optimizer(.adam, ["beta1": 1]) }
        == "Beta1 of adam is 1; a number from 0 to below 1 is expected.")
    #expect(
      problem { _ = try Optimizer(.adam, ["momentum": 0.5]) }
        == "Adam has no setting 'momentum'; it has beta1, beta2, epsilon.")
    #expect(
      problem { _ = try ConfiguredMethod(ScheduleMethod.exponential) }
        == "Exponential needs gamma, a number above 0 and at most 1.")
    #expect(
      problem { _ = try Network.article.trained(by: .init(loss: .crossEntropy)) }
        == "Cross entropy needs softmax in the last layer, which has sigmoid.")
    #expect(
      problem { _ = try Network.article.trained(by: .init(batchSize: 2)) }
        == "The batch has 2 samples; from 1 to 1 are expected, or all.")
  }

  @Test("Drawn weights keep to their limits and follow from the seed")
  func drawn() {
    let limits: [(Initialization, Double, biased: Bool)] = [
      (.xavier, (6.0 / 26).squareRoot(), false), (.he, (6.0 / 6).squareRoot(), false),
      (.pytorch, (1.0 / 6).squareRoot(), true), (.uniform(0.5), 0.5, true),
    ]
    for (initialization, limit, biased) in limits {
      let drawn = initialization.draw(neurons: 20, inputs: 6, seed: 3, layer: 0)
      let weights = drawn.weights.flatMap(\.self)
      #expect(weights.count == 120 && drawn.biases.count == 20)
      #expect(weights.allSatisfy { $0.magnitude <= limit })
      #expect(weights.contains { $0 > 0.8 * limit } && weights.contains { $0 < -0.8 * limit })
      #expect((weights.reduce(0, +) / 120).magnitude < 0.2 * limit)
      #expect(drawn.biases.contains { $0 != 0 } == biased)
      #expect(initialization.draw(neurons: 20, inputs: 6, seed: 3, layer: 0) == drawn)
      #expect(initialization.draw(neurons: 20, inputs: 6, seed: 4, layer: 0) != drawn)
      #expect(initialization.draw(neurons: 20, inputs: 6, seed: 3, layer: 1) != drawn)
    }
  }

  @Test("The derivation says why a - t is left, what samples add and what the optimizer does")
  func derivation() throws {
    var numbers = SeededNumbers(seed: 25)
    let start = try cases[4].network(&numbers)
    var training = start.training
    training.optimizer = try Optimizer(.adam)
    let steps = try TableDescription(try start.trained(by: training)).derivation.steps
    #expect(steps.map(\.kind) == Derivation.Kind.allCases)
    #expect(steps[2].text.contains("leaves a_j - t_j"))
    #expect(steps[2].text.contains("the gradient is their mean"))
    let equations = steps[2].equations.map { $0.text(ArticleNotation()) }
    #expect(equations[0] == "∂E[1]/∂o1[1] = a_o1[1] - t1[1]")
    #expect(steps[5].text.contains("1 - βᵗ"))
    #expect(
      steps[5].equations.map { $0.text(ArticleNotation()) }.contains(
        "u(w1) = m(w1) / (1 - β1^epoch) / (√(s(w1) / (1 - β2^epoch)) + ε)"))
  }

  @Test("Every column of every kind has a meaning, a formula and its numbers")
  func explanations() throws {
    var numbers = SeededNumbers(seed: 26)
    let start = try cases[4].network(&numbers)
    var training = start.training
    training.optimizer = try Optimizer(.adam)
    training.batchSize = 2
    training.schedule = try Schedule(try ConfiguredMethod(.exponential, ["gamma": 0.9]))
    let description = try TableDescription(try start.trained(by: training))
    let table = try TableEvaluator(description).tables(learningRates: [0.1], epochs: 2)[0]
    for (index, column) in description.columns.enumerated() {
      let explanation = try description.explain(column.symbol, epoch: 5, in: table)
      #expect(explanation.meaning.hasSuffix("."))
      #expect(explanation.value == table[4, index], "\(column.symbol)")
      #expect(explanation.epoch == 2)
    }
  }
}
