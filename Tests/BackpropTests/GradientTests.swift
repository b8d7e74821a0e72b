import Backprop
import TestSupport
import Testing

/// A shape to try: widths, activations, biases.
private struct Shape: Sendable, CustomTestStringConvertible {
  let widths: [Int]
  let activations: [Activation]
  let biased: Bool

  init(_ widths: [Int], _ activations: [Activation], biased: Bool = false) {
    self.widths = widths
    self.activations = activations
    self.biased = biased
  }

  var testDescription: String {
    "\(widths) \(activations.map(\.rawValue)) \(biased ? "with biases" : "")"
  }
}

private let shapes = [
  Shape([2, 2, 2], [.sigmoid, .sigmoid]),
  Shape([2, 2, 2], [.sigmoid, .sigmoid], biased: true),
  Shape([1, 1], [.sigmoid]),
  Shape([3, 2], [.linear], biased: true),
  Shape([3, 5, 2], [.tanh, .linear]),
  Shape([2, 3, 1], [.relu, .sigmoid], biased: true),
  Shape([2, 3, 4, 2], [.sigmoid, .tanh, .sigmoid], biased: true),
  Shape([4, 3, 3, 3, 2], [.tanh, .relu, .sigmoid, .linear], biased: true),
  Shape([2, 2, 2, 2, 2, 1], [.sigmoid, .sigmoid, .sigmoid, .sigmoid, .sigmoid]),
]

@Suite("Every gradient of every network")
struct GradientTests {
  @Test("Agrees with central differences of a plain forward pass", arguments: shapes)
  fileprivate func centralDifferences(shape: Shape) throws {
    var numbers = SeededNumbers(seed: 11)
    for _ in 0..<5 {
      let network = try Network.random(
        shape.widths, shape.activations, biased: shape.biased, &numbers)
      let table = try TableDescription(network)
      let row = try #require(
        try TableEvaluator(table).tables(learningRates: [0.5], epochs: 1).first)
      let numeric = PlainNetwork(network: network).numericGradients()
      try #require(numeric.count == table.parameters.count)
      for (parameter, expected) in zip(table.parameters, numeric) {
        let column = try #require(table.index(of: parameter.gradient))
        #expect((row[0, column] - expected).magnitude < 1e-10, "\(parameter)")
      }
      let loss = try #require(row.losses.first)
      #expect((loss - PlainNetwork(network: network).error).magnitude < 1e-14)
    }
  }

  @Test("Agrees with forward-mode dual numbers in every row", arguments: shapes)
  fileprivate func dualNumbers(shape: Shape) throws {
    var numbers = SeededNumbers(seed: 12)
    let network = try Network.random(
      shape.widths, shape.activations, biased: shape.biased, &numbers)
    let table = try TableDescription(network)
    let computed = try #require(
      try TableEvaluator(table).tables(learningRates: [0.3], epochs: 5).first)
    for row in 0..<5 {
      for parameter in table.parameters {
        let check = try #require(table.check(parameter, in: computed, row: row))
        #expect((check.symbolic - check.dual).magnitude <= 1e-14 * (1 + check.dual.magnitude))
        #expect(check.disagreement < 1e-7)
      }
    }
  }

  @Test("Has a check expression over the row that agrees with it", arguments: shapes)
  fileprivate func checkExpressions(shape: Shape) throws {
    var numbers = SeededNumbers(seed: 13)
    let network = try Network.random(
      shape.widths, shape.activations, biased: shape.biased, &numbers)
    let table = try TableDescription(network)
    let computed = try #require(
      try TableEvaluator(table).tables(learningRates: [0.3], epochs: 1).first)
    for parameter in table.parameters {
      let expression = try #require(table.centralDifference(of: parameter, limit: 100_000))
      let value = expression.value { symbol, _ in
        table.index(of: symbol).map { computed[0, $0] } ?? .nan
      }
      let gradient = try #require(table.index(of: parameter.gradient))
      #expect((value - computed[0, gradient]).magnitude < 1e-7)
      #expect(!expression.symbols().contains(parameter.gradient))
    }
  }

  @Test("Leaves out a check expression that would be too long to read")
  func longChecks() throws {
    var numbers = SeededNumbers(seed: 14)
    let network = try Network.random(
      [2, 8, 8, 8, 2], [.sigmoid, .sigmoid, .sigmoid, .sigmoid], biased: false, &numbers)
    let table = try TableDescription(network)
    #expect(table.centralDifference(of: "w1") == nil)
    #expect(table.centralDifference(of: try #require(table.parameters.last)) != nil)
  }

  @Test("Shows the article's slip as a disagreement of the published gradients")
  func published() throws {
    let table = TableDescription.article(.published)
    let computed = try #require(
      try TableEvaluator(table).tables(learningRates: [1], epochs: 1).first)
    for parameter in table.parameters {
      let check = try #require(table.check(parameter, in: computed, row: 0))
      let isSlip = parameter == "w3" || parameter == "w4"
      #expect(isSlip == (check.disagreement > 5e-8), "\(parameter) \(check.disagreement)")
    }
  }
}
