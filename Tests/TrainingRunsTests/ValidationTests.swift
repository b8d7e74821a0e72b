import ConvNet
import DatasetSources
import Datasets
import Publishing
@testable import RunRecords
import Synchronization
import TestSupport
import Testing
import TextFormats

@testable import TrainingRuns

@Suite("Runs that are watched by validation images", .serialized)
struct ValidationTests {
  private let folder: TemporaryFolder
  private var run: String { folder.file("convnet-digits") }

  init() throws { folder = try TemporaryFolder() }

  private func train(
    epochs: Int = 2, validation: Int? = 8, resumes: Bool = false,
    progress: @escaping ProgressHandler = { _ in }
  ) throws -> TrainingReport.Outcome {
    var changes = SettingChanges()
    changes.set(.epochs, to: epochs)
    if !resumes { changes.set(.batchSize, to: 16) }
    changes.set(.validation, to: validation)
    return try TrainingReport(
      source: DataSource(.digits, drawing: DrawingPlan(trainingCount: 40, testCount: 16)),
      changes: changes, threads: 1, resumes: resumes, output: folder.path, environment: [:],
      provenance: Provenance(), progress: progress
    ).run()
  }

  @Test("Images are set aside, watched after every epoch, and the test images used once")
  func once() throws {
    let lines = Mutex<[String]>([])
    _ = try train { event in
      if case .noted(let text) = event { lines.withLock { $0.append(text) } }
    }
    let record = try #require(try RunFolder(run).record())
    #expect(record.status == .complete && record.settings.validation == 8)
    #expect(record.history.map(\.heldOut.count) == [8, 8])
    #expect(record.history.map(\.trainCount) == [32, 32])
    #expect(record.dataset.trainingCount == 40)
    #expect(record.finalTest?.count == 16 && record.test == record.finalTest)
    #expect(record.confusion.joined().reduce(0, +) == 16)
    #expect(record.mistakes.count == 16 - (record.finalTest?.correct ?? 0))
    let sets = lines.withLock { $0 }.filter { $0.contains(" set: ") }.map {
      $0.prefix { $0 != ":" }
    }
    #expect(sets == ["Validation set", "Validation set", "Test set"])
    let history = try folder.text("convnet-digits/history.csv")
    #expect(
      history.hasPrefix(
        "epoch,learning_rate,train_loss,train_accuracy,validation_loss,validation_accuracy,seconds"
      ))
    let json = try folder.text("convnet-digits/run.json")
    #expect(json.contains("\"validation\": 8") && json.contains("\"validationCorrect\""))
    #expect(!json.contains("testLoss") && json.contains("\"test\": {"))
  }

  @Test("The weights are those of training on what is left, and the test is that of the weights")
  func independent() throws {
    _ = try train()
    let record = try #require(try RunFolder(run).record())
    let network = try RunFolder(run).network()
    let data = DrawnDigits.dataset(
      seed: DrawnDigits.usualSeed, trainingCount: 40, testCount: 16)
    let (left, aside) = data.training.split(aside: 8, seed: 1)
    let trainer = try Trainer(settings: record.settings.training, threads: 1)
    for epoch in 1...2 {
      let pass = Batches.training(left, batchSize: 16, seed: 1, epoch: epoch)
      _ = try trainer.trainEpoch(over: pass)
      let watched = try trainer.evaluate(
        Batches.test(aside, batchSize: 16, seed: 1, epoch: epoch))
      #expect(record.history[epoch - 1].heldOut == TestResult(watched))
    }
    #expect(trainer.state.network.parameters == network.parameters)
    let tested = try trainer.evaluate(Batches.test(data.test, batchSize: 16, seed: 1, epoch: 2))
    #expect(record.finalTest == TestResult(tested))
  }

  @Test("A run that was stopped before its test is tested when it goes on, with the same numbers")
  func resumed() throws {
    _ = try train()
    let whole = try #require(try RunFolder(run).record())
    try RunFixture.unpublish(run) { record in
      record.finalTest = nil
      record.confusion = []
      record.mistakes = []
    }
    let outcome = try train(validation: nil, resumes: true)
    #expect(outcome.failure == nil)
    let record = try #require(try RunFolder(run).record())
    #expect(record.finalTest == whole.finalTest && record.confusion == whole.confusion)
    #expect(record.history == whole.history && record.weights == whole.weights)
    // One that is stopped after its first epoch has the same bits in the end, too.
    #expect(throws: ReportError.self) { try train(validation: 9, resumes: true) }
  }

  @Test("Settings that leave nothing to train on are refused before anything is read or written")
  func refused() throws {
    for (validation, words) in [
      (40, "--validation is 40, and there are only 40 training images. Choose 39 or less"),
      (30, "--batch-size is 16, and there are only 10 training images that are not set aside"),
      (-1, "--validation is -1; it must be 0 to"),
    ] {
      #expect {
        _ = try train(validation: validation)
      } throws: { error in
        ReportError(error).category == .usage && ReportError(error).message.hasPrefix(words)
      }
    }
    #expect(folder.allFiles.isEmpty)
  }

  @Test("A run without validation images has the record that it always had")
  func without() throws {
    _ = try train(validation: 0)
    let json = try folder.text("convnet-digits/run.json")
    #expect(!json.contains("validation") && json.contains("\"testLoss\""))
    #expect(!json.contains("\"test\""))
    let record = try #require(try RunFolder(run).record())
    #expect(record.test == record.history.last?.heldOut && record.finalTest == nil)
  }

  @Test("A record whose final test is damaged, or stands where none belongs, is refused")
  func damaged() throws {
    _ = try train()
    let text = try folder.text("convnet-digits/run.json")
    for (from, to) in [
      ("\"test\": {", "\"test\": 3, \"x\": {"), ("\"validation\": 8", "\"validation\": 0"),
      ("\"validationCorrect\": ", "\"validationCorrect\": 9"),
    ] {
      let changed = text.replacing(from, with: to, maxReplacements: 1)
      #expect(changed != text)
      #expect(throws: ReportError.self, "\(from)") {
        try RunRecord(try JSON.parse(changed), file: "run.json")
      }
    }
  }
}
