import Backprop
import LearningRateAnalysis
import NetworkFiles
import OptimizerComparison
import Publishing
import TestSupport
import Testing

@Suite("Optimizers compared")
struct OptimizerComparisonTests {
  private func valley() throws -> Network {
    try NetworkFile.read(BuiltProgram.packageRoot + "/templates/networks/valley.yaml").0
  }

  private func comparison(_ optimizers: String, rates: [Double]) throws -> OptimizerComparison {
    let network = try valley()
    return try OptimizerComparison(
      .init(
        optimizers: try Optimizer.list(optimizers, for: network), learningRates: rates,
        epochs: 200, network: network))
  }

  @Test("Momentum is faster in a valley, and each is shown with its best rate")
  func fastest() throws {
    let comparison = try comparison("sgd; sgd momentum=0.9", rates: [0.1, 3])
    #expect(comparison.entries.map(\.diagnosis.summary.learningRate) == [0.1, 0.1])
    #expect(comparison.fastest?.optimizer.text == "sgd momentum=0.9")
    #expect(comparison.conclusion.contains("sgd momentum=0.9 is fastest"))
    // Gradient descent in closed form: each direction shrinks by 1 − ηλ an epoch.
    let steep = { (n: Int) in 0.5 * Double.power(0.9, 2 * n) }
    let flat = { (n: Int) in 0.005 * Double.power(0.999, 2 * n) }
    for epoch in [0, 1, 50, 199] {
      let expected = steep(epoch) + flat(epoch)
      #expect((comparison.entries[0].losses[epoch] - expected).magnitude < 1e-12)
    }
  }

  @Test("Where no rate converges, the one with the smallest last loss is shown")
  func divergence() throws {
    // Beyond η = 2 the steep direction grows by η − 1 an epoch; the highest rate overflows.
    let comparison = try comparison("sgd", rates: [1e160, 2.2, 2.1])
    let entry = comparison.entries[0]
    #expect(entry.diagnosis.summary.learningRate == 2.1)
    #expect(entry.convergingCount == 0 && comparison.fastest == nil)
    let expected = 0.5 * Double.power(1.1, 2 * 199)
    #expect((entry.losses[199] / expected - 1).magnitude < 1e-9)
  }

  @Test("Texts of optimizers are read as they are written")
  func texts() throws {
    let network = try valley()
    let text = "sgd; sgd momentum=0.9 nesterov=true; adam beta1=0.8; rmsprop; adagrad epsilon=0.001"
    let optimizers = try Optimizer.list(text, for: network)
    #expect(optimizers.map(\.text).joined(separator: "; ") == text)
    #expect(throws: ReportError.self) { _ = try Optimizer.list("sgd;", for: network) }
  }

  @Test("Nothing, the same twice, and too much are refused")
  func faults() throws {
    #expect(throws: ReportError.self) { _ = try comparison("sgd; sgd momentum=0", rates: [1]) }
    let network = try valley()
    #expect(throws: ReportError.self) {
      _ = try OptimizerComparison(
        .init(
          optimizers: [.gradientDescent], learningRates: (1...1000).map(Double.init),
          epochs: 100_000, network: network))
    }
  }

  @Test("Where the network tells classes apart, the table has the accuracy")
  func accuracy() throws {
    let network = try NetworkFile.read(
      BuiltProgram.packageRoot + "/templates/networks/xor.yaml"
    ).0
    let comparison = try OptimizerComparison(
      .init(
        optimizers: try Optimizer.list("sgd; adam", for: network), learningRates: [0.1],
        epochs: 100,
        network: network))
    for entry in comparison.entries {
      var training = network.training
      training.optimizer = entry.optimizer
      let description = try TableDescription(network.trained(by: training))
      let table = try TableEvaluator(description).tables(learningRates: [0.1], epochs: 100)[0]
      let right = description.names.samples.indices.count { index in
        let output = table.column(description.names.samples[index].activations[1][0])?.last ?? .nan
        return (output > 0.5) == (network.samples[index].targets[0] > 0.5)
      }
      #expect(entry.diagnosis.summary.accuracy == Double(right) / 4)
      #expect(comparison.text.contains(" \(right * 25) % "))
    }
    #expect(comparison.summaryCSV.contains(",rises,accuracy,verdict,"))
    #expect(try !self.comparison("sgd", rates: [0.1]).text.contains("accuracy"))
  }
}

extension Double {
  fileprivate static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
