import SeededRandom
import TestSupport
import Testing

@testable import ConvNet

/// Images of random numbers for a network of any shape.
func randomImages(_ count: Int, for architecture: Architecture, seed: UInt64) -> PlainImages {
  var generator = SeededGenerator(seed: seed, purpose: .testing)
  return PlainImages(
    pixels: (0..<count * architecture.pixelCount).map { _ in Float(generator.normal()) },
    labels: (0..<count).map { _ in Int32(generator.index(below: architecture.classCount)) },
    pixelCount: architecture.pixelCount)
}

extension TrainingSettings {
  /// The article's settings but for a few.
  static func with(
    softmax: SoftmaxAxis = .batch, dropout: Double = 0.01, seed: UInt64 = 1
  ) -> TrainingSettings {
    var settings = TrainingSettings()
    settings.softmax = softmax
    settings.dropout = dropout
    settings.seed = seed
    return settings
  }
}

extension PlainImages {
  func maps(_ architecture: Architecture) -> PlainMaps {
    var maps = PlainMaps(
      images: imageCount, channels: 1, height: architecture.height, width: architecture.width)
    maps.values = pixels.map(Double.init)
    return maps
  }

  func loss(_ axis: SoftmaxAxis) -> PlainLoss {
    PlainLoss(isOverBatch: axis == .batch, labels: labels.map(Int.init))
  }
}

@Suite("The engine agrees with plain layers on odd shapes")
struct EngineTests {
  struct Case: Sendable {
    var shape: Int
    var images: Int
    var block: Int
    var dropout: Double
  }

  static let cases: [Case] = OddShapes.all.indices.flatMap { shape in
    [1, 5, 16, 37].flatMap { images in
      [
        Case(shape: shape, images: images, block: 8, dropout: 0.3),
        Case(shape: shape, images: images, block: 16, dropout: 0.3),
        Case(shape: shape, images: images, block: 8, dropout: 0),
        Case(shape: shape, images: images, block: 16, dropout: 0),
      ]
    }
  }

  @Test("Loss, log-softmax and all gradients", arguments: cases)
  func step(_ given: Case) throws {
    let (images, block, dropout) = (given.images, given.block, given.dropout)
    let architecture = OddShapes.all[given.shape]
    let axis = images % 2 == 1 ? SoftmaxAxis.batch : .classes
    var state = NetworkState(architecture, seed: 7)
    // Batch norms that do nothing would hide mistakes.
    for entry in state.layout.parameters where entry.role != .weight {
      for (number, place) in entry.range.enumerated() {
        state.parameters[place] += 0.1 * Float(number % 5 - 2)
      }
    }
    let source = randomImages(images, for: architecture, seed: 11)
    let engine = try Engine(state, batchCapacity: 40, threads: 2, block: block)
    let settings = StepSettings(
      TrainingSettings.with(softmax: axis, dropout: dropout, seed: 3), learningRate: 0.1, step: 4)
    let loss = try engine.train(
      on: source, from: 0, count: images, settings: settings, updates: false)

    let plain = PlainNetworkOfLayers(
      state, masks: Self.masks(engine.plans, images: images, settings: settings))
    let expectedLoss = plain.loss(source.maps(architecture), source.loss(axis))
    #expect(abs(loss.sum / Double(images) - expectedLoss) < 1e-5 * max(1, expectedLoss))
    let expected = plain.gradient(source.maps(architecture), source.loss(axis)).map { Float($0) }
    for entry in state.layout.parameters {
      let gradient = Array(engine.gradients.array[entry.range])
      // A batch of one image has variances near zero, which magnify every rounding.
      let tolerance = images == 1 ? 2e-3 : 1e-4
      let d = distance(gradient, Array(expected[entry.range]))
      #expect(d < tolerance, "gradient of \(entry.name): \(d)")
    }
  }

  /// The masks that the engine draws: gaps in the logical order [N, C, H, W], shard by shard.
  static func masks(
    _ plans: [StagePlan], images: Int, settings: StepSettings
  ) -> [PlainMaps?] {
    guard settings.dropout > 0 else { return plans.map { _ in nil } }
    return plans.enumerated().map { stage, plan in
      var mask = PlainMaps(
        images: images, channels: plan.stage.outputChannels, height: plan.extents.outputHeight,
        width: plan.extents.outputWidth)
      for shard in 0..<(images + Engine.shardSize - 1) / Engine.shardSize {
        let first = shard * Engine.shardSize
        let count = min(Engine.shardSize, images - first)
        let perImage = plan.stage.outputChannels * plan.spatialSize
        var kept = [Float](repeating: 1, count: count * perImage)
        var generator = SeededGenerator(
          seed: settings.seed, purpose: .dropout, epoch: settings.step,
          index: stage << 32 | shard)
        kept.withUnsafeMutableBufferPointer { buffer in
          guard let start = buffer.baseAddress else { return }
          let logical = BlockedOrder(channels: 1, blocks: 1, block: 1, spatialSize: perImage)
          settings.gaps?.dropOut(start, images: count, order: logical, generator: &generator)
        }
        for (index, value) in kept.enumerated() {
          mask.values[first * perImage + index] = Double(value) / (1 - settings.dropout)
        }
      }
      return mask
    }
  }

  @Test("Logits in evaluation", arguments: OddShapes.all.indices, [8, 16])
  func evaluation(shape: Int, block: Int) throws {
    let architecture = OddShapes.all[shape]
    var state = NetworkState(architecture, seed: 8)
    for entry in state.layout.statistics {
      for (number, place) in entry.range.enumerated() {
        state.statistics[place] += 0.1 * Float(number % 4)
      }
    }
    let source = randomImages(37, for: architecture, seed: 12)
    let engine = try Engine(state, batchCapacity: 20, threads: 2, block: block)
    let evaluation = try engine.evaluate(source, batchSize: 20, axis: .classes)
    let expected = PlainNetworkOfLayers(state).evaluate(source.maps(architecture))
    #expect(distance(evaluation.logits, expected.flatMap { $0.map { Float($0) } }) < 1e-5)
    let loss = source.loss(.classes).loss(expected)
    #expect(abs(evaluation.loss - loss) < 1e-5)
    let predictions = expected.map { row in row.indices.max { row[$0] < row[$1] } ?? 0 }
    #expect(evaluation.predictions.map(Int.init) == predictions)
    #expect(evaluation.correct == zip(predictions, source.labels).count { $0 == Int($1) })
    #expect(evaluation.confusion.flatMap { $0 }.reduce(0, +) == 37)
    #expect(evaluation.mistakes.count == 37 - evaluation.correct)
  }

  @Test("Over the batch, loss and predictions are taken batch by batch, the short one included")
  func batches() throws {
    let architecture = OddShapes.small
    let state = NetworkState(architecture, seed: 9)
    let source = randomImages(25, for: architecture, seed: 13)
    let engine = try Engine(state, batchCapacity: 10, threads: 1)
    let evaluation = try engine.evaluate(source, batchSize: 10, axis: .batch)
    let logits = PlainNetworkOfLayers(state).evaluate(source.maps(architecture))
    var (sum, correct) = (0.0, 0)
    for first in [0, 10, 20] {
      let range = first..<min(first + 10, 25)
      let loss = PlainLoss(isOverBatch: true, labels: source.labels[range].map(Int.init))
      let rows = Array(logits[range])
      sum += loss.loss(rows) * Double(range.count)
      for (row, label) in zip(loss.logSoftmax(rows), loss.labels) {
        correct += row.indices.max { row[$0] < row[$1] } == label ? 1 : 0
      }
    }
    #expect(abs(evaluation.loss - sum / 25) < 1e-5)
    #expect(evaluation.correct == correct)
  }
}
