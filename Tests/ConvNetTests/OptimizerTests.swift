import Foundation
import SafeTensors
import TestSupport
import Testing

@testable import ConvNet

/// Runs of PyTorch in double precision, each step with its parameters and their gradients.
@Suite("Optimizers make the steps that PyTorch makes")
struct OptimizerTests {
  static let cases: [(name: String, settings: TrainingSettings)] = {
    func settings(_ change: (inout TrainingSettings) -> Void) -> TrainingSettings {
      var settings = TrainingSettings()
      change(&settings)
      return settings
    }
    return [
      ("xor-binary-cross-entropy-momentum", settings { $0.momentum = 0.9 }),
      (
        "classes-minibatch-nesterov-decay",
        settings {
          ($0.momentum, $0.isNesterov, $0.weightDecay) = (0.8, true, 0.01)
        }
      ),
      ("classes-softmax-adam", settings { $0.choose(.adam) }),
      (
        "regression-online-rmsprop",
        settings {
          $0.choose(.rmsprop)
          ($0.alpha, $0.epsilon) = (0.9, 1e-6)
        }
      ),
    ]
  }()

  @Test("Forty steps from PyTorch's gradients", arguments: cases.indices)
  func steps(index: Int) throws {
    let (name, settings) = Self.cases[index]
    let data = Data(try Fixture.bytes("networks/\(name).json"))
    let file = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let steps = try #require(file["steps"] as? [[String: Any]])
    let names = try #require(steps.first).keys.filter { $0.hasPrefix("∂E/∂") }
      .map { String($0.dropFirst(4)) }.sorted()
    #expect(steps.count == 40 && names.count > 8)
    let architecture = OddShapes.all[1]
    let engine = try Engine(
      NetworkState(architecture, seed: 1), batchCapacity: 1, threads: 1,
      keepsSquares: settings.optimizer.keepsSquares)
    for (place, name) in names.enumerated() {
      engine.parameters.pointer[place] = Float(try #require(steps[0][name] as? Double))
    }
    var worst = 0.0
    for (number, (step, next)) in zip(steps, steps.dropFirst()).enumerated() {
      for (place, name) in names.enumerated() {
        engine.gradients.pointer[place] = Float(try #require(step["∂E/∂\(name)"] as? Double))
      }
      var step = StepSettings(settings, learningRate: try rate(step), step: number)
      step.step = number
      engine.update(step)
      for (place, name) in names.enumerated() {
        let expected = try #require(next[name] as? Double)
        worst = max(worst, abs(Double(engine.parameters.pointer[place]) - expected))
      }
    }
    #expect(worst < 1e-5, "\(worst)")
  }

  private func rate(_ step: [String: Any]) throws -> Double {
    try #require(step["eta"] as? Double)
  }

  @Test("Without decay and Nesterov, SGD keeps the bits that it had")
  func plain() throws {
    let engine = try Engine(NetworkState(OddShapes.small, seed: 1), batchCapacity: 1, threads: 1)
    var (w, v) = (engine.parameters.array, engine.momentum.array)
    for index in w.indices { engine.gradients.pointer[index] = Float(index % 7) / 3 - 1 }
    let g = engine.gradients.array
    for step in 0..<3 {
      engine.update(StepSettings(TrainingSettings(), learningRate: 0.01, step: step))
      for index in w.indices {
        v[index] = Float(0.9) * v[index] + g[index]
        w[index] -= Float(0.01) * v[index]
      }
    }
    #expect(engine.parameters.array == w)
  }

  @Test(
    "Adam and RMSprop go on from a stored state with the same bits",
    arguments: OptimizerKind.allCases)
  func storedState(optimizer: OptimizerKind) throws {
    var settings = TrainerTests.settings(batchSize: 20)
    settings.choose(optimizer)
    let images = randomImages(60, for: .article, seed: 5)
    let whole = try Trainer(settings: settings, threads: 2)
    for _ in 0..<2 { _ = try whole.trainEpoch(over: images) }
    let first = try Trainer(settings: settings, threads: 1)
    _ = try first.trainEpoch(over: images)
    let file = TensorFile(tensors: first.state.tensors)
    let second = try Trainer(settings: settings, state: try TrainingState(from: file), threads: 2)
    _ = try second.trainEpoch(over: images)
    #expect(second.state == whole.state)
    #expect(whole.state.squares.isEmpty == (optimizer == .sgd))
  }
}

/// The values are those of PyTorch's documentation or were computed from its formulas in Python.
@Suite("Schedules of the learning rate, value by value")
struct ScheduleTests {
  private func rates(
    _ schedule: LearningRateSchedule, epochs: Int, _ change: (inout TrainingSettings) -> Void
  ) -> [Double] {
    var settings = TrainingSettings()
    settings.schedule = schedule
    settings.epochs = epochs
    change(&settings)
    return (1...epochs).map { settings.learningRate(epoch: $0) }
  }

  private func expect(_ found: [Double], _ expected: [Double]) {
    #expect(found.count == expected.count)
    for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-11 * max(b, 1e-3), "\(a) \(b)") }
  }

  @Test("Step, constant and exponential")
  func powers() {
    // StepLR's example: 0.05 below epoch 30, 0.005 below 60, then 0.0005.
    let steps = rates(.step, epochs: 80) { ($0.learningRate, $0.stepSize) = (0.05, 30) }
    expect(
      [steps[0], steps[29], steps[30], steps[59], steps[60]], [0.05, 0.05, 0.005, 0.005, 0.0005])
    expect(rates(.constant, epochs: 3) { $0.learningRate = 0.3 }, [0.3, 0.3, 0.3])
    expect(
      rates(.exponential, epochs: 4) { ($0.learningRate, $0.gamma) = (0.8, 0.5) },
      [0.8, 0.4, 0.2, 0.1])
  }

  @Test("Cosine, as CosineAnnealingLR's recursion gives it")
  func cosine() {
    expect(
      rates(.cosine, epochs: 5) { ($0.learningRate, $0.minimumRate) = (0.1, 0.01) },
      [0.1, 0.0914057647468726, 0.0689057647468726, 0.0410942352531274, 0.0185942352531274])
  }

  @Test("One cycle over ten steps, with OneCycleLR's usual values")
  func oneCycle() {
    let expected = [
      0.004, 0.052, 0.1, 0.0950484632013474, 0.0811745653949763, 0.0611262021936289,
      0.0388741978063711, 0.0188258346050237, 0.00495193679865263, 4e-07,
    ]
    expect(rates(.onecycle, epochs: 10) { $0.learningRate = 0.1 }, expected)
    // The same over two epochs of five batches.
    var settings = TrainingSettings()
    (settings.schedule, settings.epochs, settings.learningRate) = (.onecycle, 2, 0.1)
    expect(
      (0..<10).map { settings.learningRate(epoch: $0 / 5 + 1, batch: $0 % 5, batchCount: 5) },
      expected)
  }

  @Test("One cycle takes the momentum the other way, as OneCycleLR does between 0.95 and 0.85")
  func cycledMomentum() throws {
    let expected = [
      0.95, 0.9, 0.85, 0.854951556604879, 0.868825509907063, 0.888873953302184, 0.911126046697816,
      0.931174490092937, 0.945048443395121, 0.95,
    ]
    var settings = TrainingSettings()
    (settings.schedule, settings.epochs, settings.warmup) = (.onecycle, 12, 2)
    let found = (3...12).compactMap {
      settings.cycledMomentum(epoch: $0, batch: 0, batchCount: 1)
    }
    expect(found, expected)
    // Before the cycle begins, the momentum is that of its beginning.
    #expect(settings.cycledMomentum(epoch: 1, batch: 0, batchCount: 1) == 0.95)
    (settings.epochs, settings.warmup) = (2, 0)
    expect(
      (0..<10).compactMap {
        settings.cycledMomentum(epoch: $0 / 5 + 1, batch: $0 % 5, batchCount: 5)
      }, expected)
    (settings.baseMomentum, settings.maximumMomentum) = (0.5, 0.7)
    #expect(settings.cycledMomentum(epoch: 1, batch: 2, batchCount: 5) == 0.5)
    settings.cyclesMomentum = false
    #expect(settings.cycledMomentum(epoch: 1, batch: 2, batchCount: 5) == nil)
    settings.schedule = .cosine
    settings.cyclesMomentum = true
    #expect(settings.cycledMomentum(epoch: 1, batch: 2, batchCount: 5) == nil)
  }

  @Test(
    "Each step has the cycle's momentum; Adam's is its beta1",
    arguments: [OptimizerKind.sgd, .adam])
  func cycledSteps(optimizer: OptimizerKind) throws {
    var settings = TrainerTests.settings(batchSize: 50) { $0.dropout = 0 }
    settings.choose(optimizer)
    (settings.schedule, settings.epochs, settings.learningRate) = (.onecycle, 2, 0.01)
    let images = randomImages(100, for: .article, seed: 5)
    let cycled = try Trainer(settings: settings, threads: 1)
    for _ in 0..<2 { _ = try cycled.trainEpoch(over: images) }
    // The same, step by step, with the momentum of each step and rates of one's own.
    var state: TrainingState?
    for step in 0..<4 {
      var plain = settings
      plain.schedule = .constant
      plain.epochs = 4
      let momentum = try #require(
        settings.cycledMomentum(epoch: step / 2 + 1, batch: step % 2, batchCount: 2))
      if optimizer == .adam { plain.beta1 = momentum } else { plain.momentum = momentum }
      let rate = settings.learningRate(epoch: step / 2 + 1, batch: step % 2, batchCount: 2)
      let trainer = try Trainer(settings: plain, state: state, threads: 1)
      _ = try trainer.trainEpoch(
        over: Half(images: images, first: step % 2 * 50), learningRate: { _ in rate })
      state = trainer.state
    }
    #expect(state?.network.parameters == cycled.state.network.parameters)
    #expect(state?.momentum == cycled.state.momentum)
  }

  @Test("A warmup rises from a third, and the schedule begins after it")
  func warmup() {
    // LinearLR(start_factor=1/3, total_iters=4), then ExponentialLR.
    expect(
      rates(.exponential, epochs: 7) {
        ($0.learningRate, $0.gamma, $0.warmup) = (0.6, 0.5, 4)
      }, [0.2, 0.3, 0.4, 0.5, 0.6, 0.3, 0.15])
  }

  @Test("What makes no sense together is refused")
  func refused() {
    for change: (inout TrainingSettings) -> Void in [
      { $0.warmup = 20 }, { ($0.isNesterov, $0.momentum) = (true, 0) },
      {
        $0.choose(.adam)
        $0.isNesterov = true
      }, { ($0.baseMomentum, $0.maximumMomentum) = (0.9, 0.8) }, { $0.beta1 = 1 },
      { $0.epsilon = 0 }, { $0.weightDecay = -1 }, { $0.minimumRate = .nan },
    ] {
      var settings = TrainingSettings()
      change(&settings)
      #expect(throws: ConvNetError.self) { try settings.validate() }
    }
  }
}

/// Fifty images of a set.
private struct Half<Images: ImageSource>: ImageSource {
  let images: Images
  let first: Int
  var imageCount: Int { 50 }
  var pixelCount: Int { images.pixelCount }

  func fill(
    _ positions: Range<Int>, pixels: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    images.fill(
      positions.lowerBound + first..<positions.upperBound + first, pixels: pixels, labels: labels)
  }
}
