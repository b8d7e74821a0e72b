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
}

extension Double {
  fileprivate static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
