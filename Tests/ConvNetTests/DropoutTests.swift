import SeededRandom
import TestSupport
import Testing

@testable import ConvNet

@Suite("Dropout")
struct DropoutTests {
  func dropped(_ rate: Double, count: Int, step: Int) -> [Bool] {
    var values = [Float](repeating: 1, count: count)
    var generator = SeededGenerator(seed: 1, purpose: .dropout, epoch: step)
    values.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      DropoutGaps(rate: rate).dropOut(start, count: count, generator: &generator)
    }
    return values.map { $0 == 0 }
  }

  @Test("As many elements are dropped as the rate says", arguments: [0.0001, 0.01, 0.2, 0.5, 0.9])
  func rate(rate: Double) {
    let count = 400_000
    let hits = dropped(rate, count: count, step: 0).count { $0 }
    let deviation = (Double(count) * rate * (1 - rate)).squareRoot()
    #expect(abs(Double(hits) - Double(count) * rate) < 5 * deviation)
  }

  @Test("Whether an element is dropped says nothing about its neighbor")
  func independence() {
    let rate = 0.2
    let hits = dropped(rate, count: 400_000, step: 1)
    let pairs = zip(hits, hits.dropFirst()).count { $0 && $1 }
    let expected = 400_000 * rate * rate
    #expect(abs(Double(pairs) - expected) < 6 * expected.squareRoot())
  }

  @Test("The first and the last element are dropped as often as others")
  func ends() {
    let runs = (0..<20_000).map { dropped(0.3, count: 8, step: $0) }
    for place in [0, 3, 7] {
      let hits = Double(runs.count { $0[place] })
      #expect(abs(hits - 6_000) < 5 * (20_000 * 0.3 * 0.7).squareRoot())
    }
  }

  @Test("What is kept is multiplied by 1/(1 − p); what is dropped is zero; steps differ")
  func scale() throws {
    let state = NetworkState(OddShapes.small, seed: 2)
    let source = randomImages(16, for: OddShapes.small, seed: 5)
    func activations(dropout: Double, step: Int) throws -> [Float] {
      let engine = try Engine(state, batchCapacity: 16, threads: 1)
      _ = try engine.train(
        on: source, from: 0, count: 16,
        settings: StepSettings(
          TrainingSettings.with(dropout: dropout, seed: 6), learningRate: 0, step: step))
      return engine.workspace.activations[0].array
    }
    let (whole, first) = (
      try activations(dropout: 0, step: 0), try activations(dropout: 0.25, step: 0)
    )
    for (a, b) in zip(whole, first) where b != 0 { #expect(abs(b - a / 0.75) < 1e-6) }
    #expect(zip(whole, first).contains { $0 > 0 && $1 == 0 })
    #expect(first == (try activations(dropout: 0.25, step: 0)))
    #expect(first != (try activations(dropout: 0.25, step: 1)))
  }
}
