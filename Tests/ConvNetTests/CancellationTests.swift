import Datasets
import Synchronization
import Testing

@testable import ConvNet

/// Counts how often it is asked, and answers yes from some question on.
final class CountedAnswer: Sendable {
  private let asked = Atomic<Int>(0)
  private let limit: Int

  init(yesFrom limit: Int) { self.limit = limit }

  var count: Int { asked.load(ordering: .relaxed) }

  func answer() -> Bool { asked.add(1, ordering: .relaxed).oldValue >= limit }
}

@Suite("Work that is stopped in the middle of a batch")
struct CancellationTests {
  @Test("A batch that is stopped leaves no trace", arguments: [0, 1, 7, 29, 55])
  func training(questions: Int) throws {
    let trainer = try Trainer(settings: TrainerTests.settings(), threads: 2)
    let before = trainer.state
    let answer = CountedAnswer(yesFrom: questions)
    let result = try trainer.trainEpoch(
      over: TrainerTests.pass(1), isCancelled: { answer.answer() })
    #expect(!result.isComplete && result.processed == 0)
    #expect(trainer.state == before)
    // A batch of 48 has three shards, each of which is asked about in 20 phases; once the answer is
    // yes, only a question that another thread has begun follows.
    #expect(answer.count <= questions + 2)
    let other = try Trainer(settings: TrainerTests.settings(), threads: 2)
    #expect(
      try trainer.trainEpoch(over: TrainerTests.pass(1))
        == other.trainEpoch(over: TrainerTests.pass(1)))
    #expect(trainer.state == other.state)
  }

  @Test("A later batch that is stopped keeps those before it")
  func laterBatch() throws {
    let trainer = try Trainer(settings: TrainerTests.settings(), threads: 1)
    let answer = CountedAnswer(yesFrom: 3 * 20 + 10)
    let result = try trainer.trainEpoch(
      over: TrainerTests.pass(1), isCancelled: { answer.answer() })
    #expect(!result.isComplete && result.processed == 48)
    let other = try Trainer(settings: TrainerTests.settings(), threads: 1)
    _ = try other.trainEpoch(over: TrainerTests.pass(1)) { _ in .stop }
    #expect(trainer.state == other.state)
  }

  @Test("An evaluation that is stopped is an error, and the next one is whole")
  func evaluation() throws {
    let trainer = try Trainer(settings: TrainerTests.settings(), threads: 2)
    let test = Batches.test(TrainerTests.digits.test, batchSize: 48, seed: 1, epoch: 1)
    let answer = CountedAnswer(yesFrom: 2)
    #expect(throws: ConvNetError.cancelled) {
      try trainer.evaluate(test, isCancelled: { answer.answer() })
    }
    let whole = try trainer.evaluate(test)
    #expect(whole.count == 100)
  }
}
