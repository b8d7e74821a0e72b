import ConvNet
@testable import RunRecords
import Testing
import TextFormats

@Suite("What became of a run")
struct RunVerdictTests {
  /// A run of 1,000 drawn digits with these training losses, and of each the shares that are right.
  private func record(
    _ epochs: [(loss: Double, train: Int, test: Int)], testLoss: Double? = nil,
    status: RunStatus = .complete,
    softmax: SoftmaxAxis = .classes
  ) throws -> RunRecord {
    let dataset = try #require(
      DatasetRecord(["kind": "digits", "trainingCount": 1000, "testCount": 1000]))
    var settings = RunSettings()
    settings.training.softmax = softmax
    settings.epochs = 5
    var record = RunRecord(settings: settings, dataset: dataset, threads: 1)
    record.history = epochs.enumerated().map { index, epoch in
      EpochRecord(
        epoch: index + 1, learningRate: 0.01, trainLoss: epoch.loss, trainCorrect: epoch.train,
        trainCount: 1000,
        heldOut: TestResult(loss: testLoss ?? epoch.loss, correct: epoch.test, count: 1000),
        seconds: 1)
    }
    record.status = status
    return record
  }

  @Test("Every verdict, with its evidence")
  func words() throws {
    let cases: [(RunRecord?, RunVerdict.Word, String)] = [
      (
        try record([(2, 400, 500), (0.5, 850, 900), (0.3, 920, 940)]), .converging,
        "94.00 % of the test images"
      ),
      (
        try record([(2.2, 200, 250), (1.8, 350, 400), (1.4, 500, 520)]), .tooSlow,
        "train loss from 1.8 to 1.4 in the last epoch alone"
      ),
      (
        try record([(2, 400, 500), (0.5, 850, 900), (0.6, 820, 849)]), .unstable,
        "from 90.00 % in epoch 2 back to 84.90 % of the test images"
      ),
      (
        try record([(2, 400, 500), (0.5, 850, 900)], testLoss: 11.6), .unstable,
        "test loss 11.6 beside a train loss of 0.5, and guessing has 2.3"
      ),
      (
        // Guessing has 100 of 1,000, give or take √(0.1 · 0.9 · 1000) = 9.5.
        try record([(2.4, 90, 100), (2.3, 95, 128)]), .guessing,
        "12.80 % of the test images, and guessing has 10.00 %"
      ),
      (
        // Twice ln 10 = 2.30.
        try record([(2.4, 90, 300), (4.7, 95, 300)]), .diverged,
        "train loss 4.7, and guessing has 2.3"
      ),
      (
        try record([(2, 300, 300)], status: .diverged(epoch: 2, batch: 3, learningRate: 1)),
        .diverged, "the loss is no number from epoch 2, batch 3 on"
      ),
      (
        try record([(2, 300, 300)], status: .interrupted), .unfinished,
        "it ended after epoch 1 of 5"
      ),
      (try record([], status: .interrupted), .unfinished, "no epoch was finished"),
      (nil, .unfinished, "it could not be trained"),
    ]
    for (record, word, reason) in cases {
      let verdict = RunVerdict(record)
      #expect(verdict.word == word && verdict.reason == reason, "\(verdict)")
    }
    #expect(Set(cases.map(\.1)) == Set(RunVerdict.Word.allCases))
  }

  @Test("At the borders: a run that is just not too slow, unstable, diverged or guessing")
  func borders() throws {
    for history in [
      // A tenth of the fall in the last epoch, or 90 % of the training images.
      [(2.0, 200, 500), (1.09, 700, 700), (1.0, 800, 800)],
      [(2.2, 200, 500), (1.8, 350, 700), (1.4, 900, 800)],
      [(2.0, 400, 500), (0.5, 850, 900), (0.6, 950, 850)], [(2.3, 90, 129)],
    ] {
      #expect(RunVerdict(try record(history)).word == .converging, "\(history)")
    }
    // Over the batch of 512, guessing costs ln 512 = 6.24.
    #expect(RunVerdict(try record([(12.4, 900, 900)], softmax: .batch)).word == .converging)
    #expect(RunVerdict(try record([(12.5, 900, 900)], softmax: .batch)).word == .diverged)
  }

  @Test("Every word has a meaning of its own; a validated run speaks of validation images")
  func meanings() throws {
    let meanings = RunVerdict.Word.allCases.map(\.meaning)
    #expect(Set(meanings).count == 6)
    #expect(meanings[2].contains("more than 5 percentage points"))
    var validated = try record([(0.3, 920, 940)])
    validated.settings.validation = 100
    #expect(RunVerdict(validated).words == "converging, 94.00 % of the validation images")
  }
}
