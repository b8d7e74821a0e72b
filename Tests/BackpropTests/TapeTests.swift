import Backprop
import LearningRateAnalysis
import TestSupport
import Testing

/// Shapes with every activation, one neuron wide and several, with biases and without.
private let shapes: [(widths: [Int], activations: [Activation], biased: Bool)] = [
  ([2, 2, 2], [.sigmoid, .sigmoid], false),
  ([3, 4, 3, 2], [.tanh, .sigmoid, .relu], true),
  ([1, 1, 1], [.linear, .tanh], true),
  ([2, 5, 1], [.relu, .sigmoid], false),
  ([4, 2, 2, 2, 3], [.sigmoid, .relu, .linear, .tanh], true),
]

@Suite("Tables compiled to a tape")
struct TapeTests {
  @Test(
    "Hold the bits that the expressions give, operation by operation",
    arguments: shapes.indices, [false, true])
  func sharing(shape: Int, checks: Bool) throws {
    try expectBits(of: TableEvaluator(try table(shape), checks: checks))
  }

  @Test(
    "Hold those bits with every optimizer, loss, and schedule",
    arguments: OptimizerMethod.allCases, [Loss.squaredError, .binaryCrossEntropy, .crossEntropy])
  func methods(method: OptimizerMethod, loss: Loss) throws {
    var numbers = SeededNumbers(seed: 34)
    let activations: [Activation] = [
      .tanh, .leakyRelu, loss == .crossEntropy ? .softmax : .sigmoid,
    ]
    let layers = try Network.random([2, 3, 2, 2], activations, biased: true, &numbers).layers
    let samples = (0..<5).map { index in
      Network.Sample(
        inputs: [numbers.number(in: -1...1), numbers.number(in: -1...1)],
        targets: index % 2 == 0 ? [1, 0] : [0, 1])
    }
    let settings: [String: Double] = method == .sgd ? ["momentum": 0.9, "weight decay": 0.01] : [:]
    let training = Network.Training(
      loss: loss, batchSize: 4, optimizer: try Optimizer(method, settings),
      schedule: try Schedule(try ConfiguredMethod(.cosine, ["epochs": 5]), warmupEpochs: 2))
    let network = try Network(samples: samples, layers: layers, training: training)
    try expectBits(of: TableEvaluator(try TableDescription(network)))
  }

  /// Compares two vectors of rates, one alone and one of a block, with the expressions' values.
  private func expectBits(of evaluator: TableEvaluator) throws {
    let rates = [0.7] + (1..<9).map { Double($0) / 10 }
    for count in [1, rates.count] {
      let table = try #require(
        try evaluator.tables(learningRates: Array(rates.prefix(count)), epochs: 6).first)
      var before: [Symbol: Double] = [:]
      for row in 0..<6 * evaluator.stepsPerEpoch {
        var now: [Symbol: Double] = [:]
        for (index, column) in evaluator.columns.enumerated() {
          let expression = row == 0 ? column.initial : column.recurrence
          let value: Double = expression.value { symbol, place in
            switch place {
            case .same: now[symbol] ?? .nan
            case .before: before[symbol] ?? .nan
            case .setting: evaluator.table.settingValues[symbol] ?? 0.7
            }
          }
          now[column.symbol] = value
          #expect(value.bitPattern == table[row, index].bitPattern, "\(column.symbol) row \(row)")
        }
        before = now
      }
    }
  }

  @Test(
    "Give the same losses where only the losses are computed",
    arguments: shapes.indices, [1, 8, 9, 70])
  func lean(shape: Int, count: Int) throws {
    let evaluator = TableEvaluator(try table(shape))
    let rates = (0..<count).map { 0.01 + 0.3 * Double($0) }
    let tables = try evaluator.tables(learningRates: rates, epochs: 40)
    let losses = try evaluator.losses(learningRates: rates, epochs: 40)
    let summaries = try evaluator.sweep(learningRates: rates, epochs: 40)
    for (index, table) in tables.enumerated() {
      #expect(losses.losses(rate: index) == Array(table.losses))
      #expect(summaries[index].last == table.losses.last)
      #expect(summaries[index].smallest == table.losses.min())
    }
  }

  private func table(_ shape: Int) throws -> TableDescription {
    var numbers = SeededNumbers(seed: 21 + UInt64(shape))
    let (widths, activations, biased) = shapes[shape]
    return try TableDescription(
      Network.random(widths, activations, biased: biased, &numbers))
  }
}
