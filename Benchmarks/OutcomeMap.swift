import Backprop
import Foundation
import LearningRateAnalysis

/// What becomes of the training over the learning rate and a weight, against NumPy vectorized over the
/// points; and a million points of a thousand epochs, which NumPy would need minutes for.
let outcomeMap = Benchmark(
  name: "backprop.map", about: "maps of the article's network over the learning rate and w5"
) { session in
  let evaluator = try FieldEvaluator(.article, x: .learningRate, y: .given(Symbol("w5")))
  func points(_ side: Int) throws -> [FieldPoint] {
    let places = (0..<side).map { Double($0) / Double(side - 1) }
    return try evaluator.points(
      xValues: places.map { pow(2_000, $0) }, yValues: places.map { -3 + 6 * $0 }, learningRate: 1,
      epochs: 1_000)
  }
  let side = 200
  let total = try points(side).reduce(0.0) { $0 + $1.last }
  let python = try PythonPeer("map_numpy.py", [String(side), "1000"], in: session)
  let timings = try session.compare([
    Contender("200 × 200 points") {
      let found = try points(side)
      try session.verify(
        found.reduce(0.0) { $0 + $1.last } == total, "the losses differ from run to run")
    },
    python.map { $0.contender("NumPy", expecting: total, within: 1e-6, in: session) },
  ])
  if let numpy = timings.first(where: { $0.name == "NumPy" }) {
    session.goal("times as fast as NumPy", numpy.median / timings[0].median, atLeast: 6)
  }
  let start = ContinuousClock.now
  let large = try points(1_000)
  let seconds = start.duration(to: .now) / .seconds(1)
  try session.verify(large.count == 1_000_000, "points are missing")
  session.goal("seconds for 1,000 × 1,000 points", seconds, atMost: 4)
}
