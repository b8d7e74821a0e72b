import Backprop
import Foundation
import LearningRateAnalysis

/// Many learning rates side by side: losses only, against NumPy vectorized over the rates.
let backpropSweep = Benchmark(
  name: "backprop.sweep", about: "10,000 learning rates × 1,000 epochs of the article's network"
) { session in
  let count = 10_000
  let epochs = 1_000
  let rates = (0..<count).map { pow(10, -3 + 4 * Double($0) / Double(count - 1)) }
  let evaluator = TableEvaluator(.article())
  let expected = try evaluator.losses(learningRates: rates, epochs: epochs, threads: 1)
  let total = (0..<count).reduce(0.0) { $0 + expected[epochs - 1, $1] }
  let python = try PythonPeer("sweep_numpy.py", [String(count), String(epochs)], in: session)
  let timings = try session.compare([
    Contender("summaries, streamed") {
      let summaries = try evaluator.sweep(learningRates: rates, epochs: epochs)
      try session.verify(
        summaries[count / 2].last == expected[epochs - 1, count / 2], "the losses differ")
    },
    Contender("all losses kept") {
      let losses = try evaluator.losses(learningRates: rates, epochs: epochs)
      try session.verify(losses == expected, "the losses depend on the threads")
    },
    Contender("summaries, one thread") {
      _ = try evaluator.sweep(learningRates: rates, epochs: epochs, threads: 1)
    },
    python.map { $0.contender("NumPy", expecting: total, within: 1e-9, in: session) },
  ])
  session.goal("seconds for the summaries", timings[0].median, atMost: 0.12)
  if let numpy = timings.first(where: { $0.name == "NumPy" }) {
    session.goal("times as fast as NumPy", numpy.median / timings[0].median, atLeast: 6)
  }
}
