import Backprop
import Publishing
import Testing
import TextFormats

@testable import ConvNet
@testable import LiveConvolution

@Suite("A training step in cells")
struct StepTests {
  private static func settings(
    seed: UInt64, _ softmax: SoftmaxAxis = .batch, dropout: Double = 0.25, batch: Int = 2
  ) -> ConvolutionSettings {
    var settings = ConvolutionSettings()
    settings.seed = seed
    settings.softmax = softmax
    settings.dropout = dropout
    settings.batch = batch
    return settings
  }

  @Test("The engine computes the same in single precision", arguments: [1, 4, 9] as [UInt64])
  func engine(seed: UInt64) throws {
    for axis in SoftmaxAxis.allCases {
      let settings = Self.settings(seed: seed, axis, batch: 5)
      let steps = try ConvolutionSteps(settings)
      let state = NetworkState(settings.architecture, seed: seed)
      let engine = try Engine(state, batchCapacity: settings.batch, threads: 1)
      let images = try TensorImages(
        pixels: #require(steps.values("input", step: 0)),
        labels: #require(steps.values("labels", step: 0)))
      var training = TrainingSettings()
      training.momentum = settings.momentum
      for step in 0..<2 {
        let loss = try engine.train(
          on: images, from: 0, count: settings.batch,
          settings: StepSettings(
            axis: axis, learningRate: settings.learningRate, rule: UpdateRule(training),
            dropout: settings.dropout, gaps: DropoutGaps(rate: settings.dropout), seed: seed,
            step: step))
        let ours = try #require(steps.value("loss", step: step))
        #expect(abs(loss.sum / Double(settings.batch) - ours) <= 1e-5 * max(1, abs(ours)))
        for entry in state.layout.parameters {
          for (prefix, buffer) in [
            ("grad.", engine.gradients), ("momentum.", engine.momentum),
            ("after.", engine.parameters),
          ] {
            let values = try #require(steps.values(prefix + entry.name, step: step))
            let scale = max(1e-1, values.map(\.magnitude).max() ?? 0)
            for (value, float) in zip(values, buffer.array[entry.range]) {
              #expect(
                abs(Double(float) - value) <= 1e-5 * scale,
                "\(prefix)\(entry.name), step \(step + 1), seed \(seed)")
            }
          }
        }
        for entry in state.layout.statistics {
          let values = try #require(steps.values("after.\(entry.name)", step: step))
          for (value, float) in zip(values, engine.statistics.array[entry.range]) {
            #expect(abs(Double(float) - value) <= 1e-5 * max(1, abs(value)), "\(entry.name)")
          }
        }
      }
    }
  }

  @Test("Gradients agree with dual numbers, which share no rule with them")
  func dualNumbers() throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      let settings = Self.settings(
        seed: seed, seed % 2 == 0 ? .batch : .classes, dropout: seed % 3 == 0 ? 0 : 0.3)
      let steps = try ConvolutionSteps(settings)
      let loss = try #require(steps.graph.place(of: "loss"))
      for tensor in steps.graph.tensors where tensor.kind.isParameter {
        for symbol in tensor.symbols {
          let numbers = steps.computed(
            step: 0, before: nil as [DualNumber]?, count: steps.graph.forwardCount
          ) { given, index in
            let value = steps.value(given.symbols[index], step: 0) ?? .nan
            return DualNumber(value, derivative: given.symbols[index] == symbol ? 1 : 0)
          }
          let gradient = try #require(
            steps.value(Symbol("grad.\(symbol.name)"), step: 0))
          let slope = numbers[loss].derivative
          #expect(abs(gradient - slope) <= 1e-10 * max(1, abs(slope)), "\(symbol), seed \(seed)")
        }
      }
    }
  }

  @Test("Batch norm's gradient by its paths is the collapsed one")
  func collapsed() throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      let steps = try ConvolutionSteps(Self.settings(seed: seed))
      for stage in steps.settings.architecture.stages {
        let paths = try #require(steps.values("grad.\(stage.name).dropout", step: 1))
        let short = try #require(steps.values("collapsed.\(stage.name).dropout", step: 1))
        for (path, value) in zip(paths, short) {
          #expect(abs(path - value) <= 1e-11 * max(1, abs(path)))
        }
      }
    }
  }

  @Test("The step that is shown has a dead ReLU, dropped numbers, and no tie in a pool")
  func shownStep() throws {
    let steps = try ConvolutionSteps(ConvolutionSettings())
    for step in 0..<2 {
      let relu = try #require(steps.values("point_1.relu", step: step))
      for plane in 0..<4 {
        for (row, column) in [(0, 0), (0, 2), (2, 0), (2, 2)] {
          let square = [0, 1, 4, 5].map { relu[plane * 16 + row * 4 + column + $0] }
          let greatest = try #require(square.max())
          #expect(square.filter { $0 == greatest }.count == 1, "a pool of step \(step + 1)")
        }
      }
      let mask = try #require(steps.values("mask.conv1", step: step))
      #expect(mask.contains(0) && mask.contains { abs($0 - 4 / 3) < 1e-15 })
    }
    // A place of a map that is zero for every image of the batch passes no gradient.
    let first = try #require(steps.values("conv1.relu", step: 0))
    #expect((0..<32).contains { first[$0] == 0 && first[32 + $0] == 0 })
  }

  @Test("The JSON has the tensors that PyTorch has, and no others")
  func names() throws {
    let document = try ConvolutionSteps(ConvolutionSettings()).json
    let step = try #require(document["steps"]?.array?.first)
    let tensors = try #require(step["tensors"]?.members)
    var expected = ["input", "labels", "average", "log_softmax", "loss"]
    var trained: [String] = []
    for (name, norm) in [
      ("conv1", "batch_norm1"), ("point_1", "batch_norm_point1"),
      ("point_2", "batch_norm_point2"),
    ] {
      trained += ["\(name).weight", "\(norm).weight", "\(norm).bias"]
      expected += [name, "\(name).relu", "\(name).dropout", norm, "mask.\(name)"]
    }
    expected.append("point_1.pool")
    expected += trained
    let derived = expected.filter { $0 != "input" && $0 != "labels" && !$0.hasPrefix("mask.") }
    expected += derived.map { "grad.\($0)" }
    expected += trained.flatMap { ["momentum.\($0)", "after.\($0)"] }
    #expect(Set(tensors.map(\.name)) == Set(expected))
    #expect(tensors.count == expected.count)
    let loss = try #require(step["tensors"]?["loss"])
    #expect(loss["shape"] == .array([]))
    #expect(loss["values"]?.array?.count == 1)
    let weight = try #require(step["tensors"]?["conv1.weight"])
    #expect(weight["shape"] == [2, 1, 3, 3])
    #expect(step["tensors"]?["input"]?["shape"] == [2, 1, 6, 6])
  }

  @Test("Without dropout there is no mask")
  func withoutDropout() throws {
    let steps = try ConvolutionSteps(Self.settings(seed: 2, dropout: 0))
    #expect(steps.values("mask.conv1", step: 0) == nil)
    #expect(steps.values("conv1.dropout", step: 0) == steps.values("conv1.relu", step: 0))
  }

  @Test("A step that is too large is refused with its count")
  func tooLarge() throws {
    var settings = ConvolutionSettings()
    settings.architecture = .article
    let refusal = #expect(throws: ReportError.self) { try ConvolutionSteps(settings) }
    #expect(refusal?.category == .usage)
    #expect(refusal?.message.contains("\(ConvolutionSettings.cellLimit / 1000),000") == true)
    settings = Self.settings(seed: 1)
    settings.batch = 1
    #expect(throws: ReportError.self) { try ConvolutionSteps(settings) }
    settings = Self.settings(seed: 1)
    settings.steps = 0
    #expect(throws: ReportError.self) { try ConvolutionSteps(settings) }
  }

  @Test("Settings come back from the manifest")
  func manifest() throws {
    var settings = Self.settings(seed: .max, .classes, dropout: 0.1, batch: 3)
    settings.gamma = 0.5
    settings.stepSize = 1
    #expect(try ConvolutionSettings(json: settings.json) == settings)
  }
}

/// Images whose numbers are given.
private struct TensorImages: ImageSource {
  let pixels: [Double]
  let labels: [Double]
  var imageCount: Int { labels.count }
  var pixelCount: Int { pixels.count / labels.count }

  func fill(
    _ positions: Range<Int>, pixels: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    for (row, position) in positions.enumerated() {
      for pixel in 0..<pixelCount {
        pixels[row * pixelCount + pixel] = Float(self.pixels[position * pixelCount + pixel])
      }
      labels[row] = Int32(self.labels[position])
    }
  }
}
