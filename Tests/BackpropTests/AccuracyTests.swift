import Backprop
import Testing

@Suite("Samples that are classified right")
struct AccuracyTests {
  private func network(
    _ samples: [([Double], [Double])], layer: Network.Layer
  ) throws -> Network {
    try Network(
      samples: samples.map { .init(inputs: $0.0, targets: $0.1) }, layers: [layer])
  }

  private func first(_ network: Network, _ symbol: Symbol) throws -> Double? {
    try TableEvaluator(try TableDescription(network)).tables(learningRates: [1], epochs: 1)[0]
      .column(symbol)?.first
  }

  @Test("One output tells two classes apart by the middle of the targets")
  func threshold() throws {
    let sigmoid = try network(
      [([1], [1]), ([-1], [0]), ([2], [0]), ([0], [0])], layer: .init(weights: [[3]]))
    #expect(sigmoid.classification == .threshold(0.5))
    #expect(try first(sigmoid, .accuracy) == 0.75)
    #expect(
      try (1...4).map { try first(sigmoid, Symbol("correct[\($0)]")) } == [1, 1, 0, 1])
    let tanh = try network(
      [([1], [1]), ([-1], [-1]), ([2], [-1])],
      layer: .init(weights: [[3]], activation: .tanh))
    #expect(tanh.classification == .threshold(0))
    #expect(try first(tanh, .accuracy) == 2.0 / 3)
  }

  @Test("Several outputs by the largest of them")
  func largest() throws {
    let network = try network(
      [([1, 0], [1, 0, 0]), ([0, 1], [0, 1, 0]), ([1, 1], [0, 0, 1]), ([0, 2], [0, 0, 1])],
      layer: .init(weights: [[2, 0], [0, 2], [1.5, 1.5]], activation: .linear))
    #expect(network.classification == .largest)
    #expect(try first(network, .accuracy) == 0.75)
  }

  @Test("A network that learns numbers has no accuracy")
  func regression() throws {
    let layer = Network.Layer(weights: [[1]], activation: .linear)
    #expect(try network([([1], [0.3]), ([2], [1])], layer: layer).classification == nil)
    #expect(try network([([1], [1])], layer: layer).classification == nil)
    #expect(Network.article.classification == nil)
    #expect(try first(.article, .accuracy) == nil)
  }
}
