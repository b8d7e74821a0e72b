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
      // One channel in blocks of one: the order in memory is the logical one.
      let order = BlockedOrder(channels: 1, blocks: 1, block: 1, spatialSize: count)
      DropoutGaps(rate: rate).dropOut(start, images: 1, order: order, generator: &generator)
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

  /// With equal seeds, the width of the processor's vectors changes nothing but rounding.
  @Test("Blocks of 8 and of 16 channels drop the same elements", arguments: [0.01, 0.3])
  func layouts(rate: Double) throws {
    let architecture = OddShapes.all[0]
    let source = randomImages(37, for: architecture, seed: 5)
    func parameters(block: Int) throws -> [Float] {
      let engine = try Engine(
        NetworkState(architecture, seed: 2), batchCapacity: 37, threads: 2, block: block)
      for step in 0..<2 {
        _ = try engine.train(
          on: source, from: 0, count: 37,
          settings: StepSettings(
            TrainingSettings.with(dropout: rate, seed: 6), learningRate: 0.1, step: step))
      }
      return engine.parameters.array
    }
    #expect(distance(try parameters(block: 8), try parameters(block: 16)) < 1e-4)
  }

  @Test("An element's offset follows from image, channel and place", arguments: [(5, 8), (20, 16)])
  func offsets(channels: Int, block: Int) {
    let blocks = (channels + block - 1) / block
    let order = BlockedOrder(channels: channels, blocks: blocks, block: block, spatialSize: 6)
    var position = 0
    for image in 0..<3 {
      for channel in 0..<channels {
        for place in 0..<6 {
          // [image][block of channels][place][channel in its block], written out.
          var expected = image * blocks * 6 * block
          expected += (channel / block) * 6 * block
          expected += place * block + channel % block
          #expect(order.offset(of: position) == expected)
          position += 1
        }
      }
    }
    #expect(order.logicalElementsPerImage * 3 == position)
  }
}
