import ConvNet
import Datasets
import SafeTensors
import Testing

@Suite("Training")
struct TrainerTests {
  static func settings(
    batchSize: Int = 48, _ change: (inout TrainingSettings) -> Void = { _ in }
  ) -> TrainingSettings {
    var settings = TrainingSettings()
    settings.batchSize = batchSize
    settings.learningRate = 0.05
    settings.dropout = 0.1
    change(&settings)
    return settings
  }

  static let digits = DrawnDigits.dataset(seed: 4, trainingCount: 200, testCount: 100)

  static func pass(_ epoch: Int, batchSize: Int = 48) -> Batches {
    .training(digits.training, batchSize: batchSize, seed: 9, epoch: epoch)
  }

  @Test("Any number of threads computes the same bits")
  func threads() throws {
    // 200 images in batches of 48: the last batch has 8, half a shard.
    var states: [TrainingState] = []
    var losses: [[Double]] = []
    var evaluations: [Evaluation] = []
    for threads in 1...3 {
      let trainer = try Trainer(settings: Self.settings(), threads: threads)
      var loss: [Double] = []
      for epoch in 1...2 {
        _ = try trainer.trainEpoch(over: Self.pass(epoch)) {
          loss.append($0.loss)
          return .proceed
        }
      }
      states.append(trainer.state)
      losses.append(loss)
      evaluations.append(
        try trainer.evaluate(Batches.test(Self.digits.test, batchSize: 48, seed: 1, epoch: 1)))
    }
    #expect(states[0] == states[1] && states[0] == states[2])
    #expect(losses[0] == losses[1] && losses[0] == losses[2])
    #expect(evaluations[0] == evaluations[1] && evaluations[0] == evaluations[2])
    #expect(losses[0].count == 10)
  }

  @Test("Training continued from a stored state ends with the bits of training in one go")
  func resume() throws {
    let whole = try Trainer(settings: Self.settings(), threads: 2)
    for epoch in 1...3 { _ = try whole.trainEpoch(over: Self.pass(epoch)) }

    let first = try Trainer(settings: Self.settings(), threads: 2)
    _ = try first.trainEpoch(over: Self.pass(1))
    let bytes = TensorFile(tensors: first.state.tensors).encoded()
    let stored = try TrainingState(from: TensorFile(bytes: bytes, file: "checkpoint"))
    #expect(stored == first.state)
    #expect(stored.epoch == 1 && stored.step == 5)
    let second = try Trainer(settings: Self.settings(), state: stored, threads: 1)
    #expect(second.nextEpoch == 2)
    for epoch in 2...3 { _ = try second.trainEpoch(over: Self.pass(epoch)) }
    #expect(second.state == whole.state)
  }

  @Test("An epoch stops after the batch at which it is told to, and does not count")
  func stop() throws {
    let trainer = try Trainer(settings: Self.settings(), threads: 2)
    let result = try trainer.trainEpoch(over: Self.pass(1)) { $0.batch == 1 ? .stop : .proceed }
    #expect(!result.isComplete)
    #expect(result.processed == 96)
    #expect(trainer.nextEpoch == 1)
  }

  @Test("A batch reports its place, its loss and the count so far")
  func progress() throws {
    let trainer = try Trainer(settings: Self.settings(), threads: 2)
    var seen: [BatchProgress] = []
    let result = try trainer.trainEpoch(over: Self.pass(1)) {
      seen.append($0)
      return .proceed
    }
    #expect(seen.map(\.batch) == [0, 1, 2, 3, 4])
    #expect(seen.map(\.processed) == [48, 96, 144, 192, 200])
    #expect(seen.allSatisfy { $0.batchCount == 5 && $0.imageCount == 200 && $0.epoch == 1 })
    #expect(result.isComplete && result.processed == 200)
    #expect(result.correct == seen.last?.correct)
    #expect(abs(result.loss - seen.reduce(0) { $0 + $1.loss } / 5) < 1e-12)
  }

  @Test("A loss that is no number names the batch and the learning rate")
  func divergence() throws {
    let settings = Self.settings { $0.learningRate = 1e300 }
    let trainer = try Trainer(settings: settings, threads: 2)
    let error = #expect(throws: ConvNetError.self) { try trainer.trainEpoch(over: Self.pass(1)) }
    guard case .lossNotFinite(1, let batch, 1e300, _)? = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    // The first batch has a loss, but leaves parameters that are no numbers.
    #expect(batch == 0)
    #expect(error?.description.contains("batch \(batch) with the learning rate 1e+300") == true)
  }

  @Test("Evaluation changes nothing")
  func evaluation() throws {
    let trainer = try Trainer(settings: Self.settings(), threads: 2)
    _ = try trainer.trainEpoch(over: Self.pass(1))
    let state = trainer.state
    let test = Batches.test(Self.digits.test, batchSize: 48, seed: 1, epoch: 1)
    let evaluation = try trainer.evaluate(test)
    #expect(trainer.state == state)
    let alone = try NetworkEvaluator(state.network, batchSize: 48, threads: 1).evaluate(test)
    #expect(alone == evaluation)
    #expect(evaluation.labels.map(Int.init) == test.order.map { Int(test.images.labels[Int($0)]) })
  }

  @Test("Drawn digits are learned", arguments: SoftmaxAxis.allCases)
  func learning(axis: SoftmaxAxis) throws {
    let digits = DrawnDigits.dataset(seed: 1, trainingCount: 2_000, testCount: 500)
    let settings = Self.settings(batchSize: 64) {
      $0.dropout = 0.01
      $0.softmax = axis
    }
    let trainer = try Trainer(settings: settings)
    var losses: [Double] = []
    for epoch in 1...3 {
      losses.append(
        try trainer.trainEpoch(
          over: Batches.training(digits.training, batchSize: 64, seed: 1, epoch: epoch)
        ).loss)
    }
    let evaluation = try trainer.evaluate(
      Batches.test(digits.test, batchSize: 64, seed: 1, epoch: 1))
    #expect(losses[2] < losses[0])
    // Untrained, one in ten is right; all right would be suspicious in a set this hard.
    #expect((60..<100).contains(evaluation.accuracy), "\(evaluation.accuracy) %")
  }
}
