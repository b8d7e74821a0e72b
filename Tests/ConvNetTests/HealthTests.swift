import Testing

@testable import ConvNet

@Suite("How training goes in each layer")
struct HealthTests {
  private func norm(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  @Test(
    "Gradient norms and update-to-weight ratios are those of PyTorch's step",
    arguments: [(0, SoftmaxAxis.batch), (1, .classes), (4, .classes)])
  func parity(snapshot: Int, axis: SoftmaxAxis) throws {
    let fixture = try ParityFixture()
    let state = try fixture.state(snapshot)
    var settings = TrainingSettings.with(softmax: axis, dropout: 0)
    settings.batchSize = 16
    let trainer = try Trainer(settings: settings, state: state, threads: 2)
    let result = try trainer.trainEpoch(over: try fixture.images(snapshot))
    let health = try #require(result.health)
    func values(_ name: String) throws -> [Double] { try fixture.floats(name).map(Double.init) }
    let prefix = "\(snapshot)/\(axis.rawValue)"
    var (all, updates, weights) = ([Double](), [Double](), [Double]())
    for entry in state.network.layout.parameters {
      all += try values("\(prefix)/grad/\(entry.name)")
      guard entry.role == .weight else { continue }
      let stage = try #require(health.stages.first { "\($0.name).weight" == entry.name })
      let before = try values("\(snapshot)/before/\(entry.name)")
      let change = zip(try values("\(prefix)/after/\(entry.name)"), before).map(-)
      let gradient = norm(try values("\(prefix)/grad/\(entry.name)"))
      #expect(abs(stage.gradientNorm - gradient) < 1e-4 * gradient + 1e-9, "\(entry.name)")
      let ratio = norm(change) / norm(before)
      #expect(abs(stage.updateRatio - ratio) < 1e-3 * ratio, "\(entry.name)")
      updates += change
      weights += before
    }
    #expect(health.stages.map(\.name) == state.network.architecture.stages.map(\.name))
    #expect(abs(health.gradientNorm - norm(all)) < 1e-4 * norm(all))
    #expect(abs(health.updateRatio - norm(updates) / norm(weights)) < 1e-4)
  }

  @Test(
    "A channel whose weights let nothing pass is a dead ReLU, and no other is", arguments: [1, 2])
  func deadChannels(threads: Int) throws {
    // Pixels of a black border are below zero after normalization; these are all above it.
    let images = PlainImages(
      pixels: (0..<8 * 784).map { Float($0 % 97) / 97 + 0.1 }, labels: (0..<8).map { Int32($0) },
      pixelCount: 784)
    var state = TrainingState(NetworkState(seed: 2))
    for entry in state.network.layout.parameters where entry.name == "conv1.weight" {
      let area = entry.count / entry.shape[0]
      for channel in 0..<entry.shape[0] {
        for place in 0..<area {
          // Four of sixteen channels are negative everywhere.
          state.network.parameters[entry.offset + channel * area + place] =
            channel % 4 == 1 ? -0.2 : 0.2
        }
      }
    }
    var settings = TrainingSettings.with(softmax: .classes, dropout: 0)
    settings.batchSize = 8
    let trainer = try Trainer(settings: settings, state: state, threads: threads)
    let health = try #require(try trainer.trainEpoch(over: images).health)
    #expect(health.stages[0].deadShare == 0.25)
    let dead = zip(health.stages, state.network.architecture.stages).reduce(0.0) {
      $0 + $1.0.deadShare * Double($1.1.outputChannels)
    }
    let channels = state.network.architecture.stages.reduce(0) { $0 + $1.outputChannels }
    #expect(abs(health.deadShare - dead / Double(channels)) < 1e-12)
    #expect(health.deadShare < 1)
  }

  @Test("The step in the middle of the epoch is looked at; a look changes no bit of training")
  func sampled() throws {
    let settings = TrainerTests.settings()
    let one = try Trainer(settings: settings, threads: 1)
    let two = try Trainer(settings: settings, threads: 3)
    var rates: [NetworkHealth] = []
    for epoch in 1...2 {
      let (a, b) = (
        try one.trainEpoch(over: TrainerTests.pass(epoch)),
        try two.trainEpoch(over: TrainerTests.pass(epoch))
      )
      rates.append(try #require(a.health))
      #expect(a.health == b.health)
    }
    #expect(rates[0] != rates[1])
    // Cut short before its middle, an epoch has none; of 5 batches the third is the middle.
    for (last, isThere) in [(1, false), (2, true)] {
      let trainer = try Trainer(settings: settings, threads: 1)
      let result = try trainer.trainEpoch(over: TrainerTests.pass(1)) {
        $0.batch == last ? .stop : .proceed
      }
      #expect((result.health != nil) == isThere)
    }
  }
}
