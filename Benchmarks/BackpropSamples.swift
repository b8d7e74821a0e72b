import Backprop
import Foundation
import LearningRateAnalysis

/// Many learning rates of a network that learns four samples, against the article's network in the same
/// number of rates and epochs, and against NumPy vectorized over the rates.
let backpropSamples = Benchmark(
  name: "backprop.samples", about: "10,000 learning rates × 1,000 epochs of XOR with four samples"
) { session in
  let count = 10_000
  let epochs = 1_000
  let rates = (0..<count).map { pow(10, -3 + 4 * Double($0) / Double(count - 1)) }
  let network = try Network(
    samples: [
      .init(inputs: [0, 0], targets: [0]), .init(inputs: [0, 1], targets: [1]),
      .init(inputs: [1, 0], targets: [1]), .init(inputs: [1, 1], targets: [0]),
    ],
    layers: [
      .init(
        weights: [[0.6, -0.4], [-0.3, 0.7]], biases: .init([0.1, -0.2], trained: true),
        activation: .tanh),
      .init(weights: [[0.5, -0.6]], biases: .init([0.05], trained: true)),
    ])
  let evaluator = TableEvaluator(try TableDescription(network))
  let article = TableEvaluator(.article())
  let expected = try evaluator.losses(learningRates: rates, epochs: epochs, threads: 1)
  let total = (0..<count).reduce(0.0) { $0 + expected[epochs - 1, $1] }
  let python = try PythonPeer("samples_numpy.py", [String(count), String(epochs)], in: session)
  let timings = try session.compare([
    Contender("four samples") {
      let summaries = try evaluator.sweep(learningRates: rates, epochs: epochs)
      try session.verify(
        summaries[count / 2].last == expected[epochs - 1, count / 2], "the losses differ")
    },
    Contender("the article's network") {
      _ = try article.sweep(learningRates: rates, epochs: epochs)
    },
    // Rates near the edge of stability carry the last digits of each step along.
    python.map { $0.contender("NumPy", expecting: total, within: 1e-6, in: session) },
  ])
  session.goal(
    "times the article's network", timings[0].median / timings[1].median, atMost: 4)
  if let numpy = timings.first(where: { $0.name == "NumPy" }) {
    session.goal("times as fast as NumPy", numpy.median / timings[0].median, atLeast: 4)
  }
}
