import ConvNet
import Publishing
import Synchronization
import TestSupport
import Testing

@testable import DatasetSources
@testable import RunRecords
@testable import TrainingRuns

@Suite("Runs that go on and runs that are reused, without a process", .serialized)
struct ResumptionTests {
  private let folder: TemporaryFolder
  private var run: String { folder.file("convnet-digits") }

  init() throws { folder = try TemporaryFolder() }

  /// What is noted while something is trained.
  private func notes(_ body: (@escaping ProgressHandler) throws -> Void) throws -> [String] {
    let notes = Mutex<[String]>([])
    try body { event in
      if case .noted(let text) = event { notes.withLock { $0.append(text) } }
    }
    return notes.withLock { $0 }
  }

  @Test("A run that was stopped between its last epoch and its files is finished")
  func finished() throws {
    _ = try RunFixture.training(in: folder.path, epochs: 2).run()
    let weights = try folder.bytes("convnet-digits/weights.safetensors")
    try RunFixture.unpublish(run)
    let notes = try notes { progress in
      let outcome = try RunFixture.training(in: folder.path, resumes: true, progress: progress)
        .run()
      #expect(outcome.failure == nil)
    }
    #expect(
      notes == ["All 2 epochs of the interrupted run are done; its files are made from them."])
    #expect(try RunFolder(run).record()?.status == .complete)
    #expect(try folder.bytes("convnet-digits/weights.safetensors") == weights)
    #expect(!folder.allFiles.contains("convnet-digits/checkpoint.safetensors"))
  }

  @Test("A run that is asked to end where it was stopped is complete, with fewer epochs")
  func shortened() throws {
    _ = try RunFixture.training(in: folder.path, epochs: 2).run()
    try RunFixture.unpublish(run) { $0.settings.epochs = 4 }
    let outcome = try RunFixture.training(in: folder.path, epochs: 2, resumes: true).run()
    #expect(outcome.failure == nil)
    let record = try #require(try RunFolder(run).record())
    #expect(record.status == .complete && record.settings.epochs == 2)
    #expect(throws: ReportError.self) {
      try RunFixture.unpublish(run) { $0.settings.epochs = 4 }
      _ = try RunFixture.training(in: folder.path, epochs: 1, resumes: true).run()
    }
  }

  @Test("A record without its weights is not taken for a finished run")
  func recordAlone() throws {
    _ = try RunFixture.training(in: folder.path, epochs: 1).run()
    let record = try #require(try RunFolder(run).record())
    let dataset = record.dataset
    #expect(RunFolder(run).reusable(record.settings, dataset) == record)
    var others = record.settings
    others.training.seed += 1
    #expect(RunFolder(run).reusable(others, dataset) == nil)
    var otherImages = dataset
    otherImages.testCount += 1
    #expect(RunFolder(run).reusable(record.settings, otherImages) == nil)
    let checkpoint = try folder.bytes("convnet-digits/run.json")
    try RunFixture.unpublish(run)
    try folder.write("convnet-digits/run.json", checkpoint)
    #expect(RunFolder(run).reusable(record.settings, dataset) == nil)
    let outcome = try RunFixture.training(in: folder.path, resumes: true).run()
    #expect(outcome.failure == nil)
    #expect(RunFolder(run).reusable(record.settings, dataset) != nil)
  }

  @Test("Reusing a finished run keeps the checkpoint of an interrupted one with other settings")
  func keepsOther() throws {
    _ = try RunFixture.training(in: folder.path, epochs: 1).run()
    let files = try ["run.json", "weights.safetensors"].map {
      ($0, try folder.bytes("convnet-digits/\($0)"))
    }
    try RunFixture.unpublish(run) { $0.settings.epochs = 9 }
    for (name, bytes) in files { try folder.write("convnet-digits/\(name)", bytes) }
    let notes = try notes {
      _ = try RunFixture.training(in: folder.path, epochs: 1, progress: $0).run()
    }
    #expect(notes.first?.hasSuffix("holds this run already; its files are made from it.") == true)
    #expect(try Checkpoint(in: run)?.record.settings.epochs == 9)
  }

  @Test("A list of rates goes on with the settings and the digits that it was begun with")
  func list() throws {
    _ = try RunFixture.training(in: folder.path, epochs: 1, rates: [0.1, 0.01]).run()
    // Stopped in the first run: the second one was not begun.
    let rates = folder.file("convnet-digits-rates")
    try RunFixture.unpublish("\(rates)/lr-0.1")
    for name in ["run.json", "weights.safetensors"] {
      FileSystem.remove("\(rates)/lr-0.01/\(name)")
    }
    let outcome = try RunFixture.training(in: folder.path, rates: [0.1, 0.01], resumes: true).run()
    #expect(outcome.failure == nil && outcome.runs.count == 2)
    let first = try #require(try RunFolder("\(rates)/lr-0.1").record())
    let second = try #require(try RunFolder("\(rates)/lr-0.01").record())
    #expect(first.settings.differences(to: second.settings).map(\.title) == ["learning rate"])
    #expect(second.settings.epochs == 1 && second.settings.training.batchSize == 16)
    #expect(second.dataset.trainingCount == 32)
  }

  @Test("A list is not begun where a single run was interrupted, and the other way round")
  func mixed() throws {
    _ = try RunFixture.training(in: folder.path, epochs: 1).run()
    try RunFixture.unpublish(run)
    #expect {
      _ = try RunFixture.training(
        in: folder.path, rates: [0.1, 0.01], resumes: true,
        drawing: DrawingPlan(trainingCount: 32, testCount: 16)
      ).run()
    } throws: {
      let error = ReportError($0)
      return error.category == .inputMissing
        && error.message.contains("holds an interrupted run of one learning rate; leave out the")
    }
    #expect(!FileSystem.exists(folder.file("convnet-digits-rates")))
    let lists = try TemporaryFolder()
    try lists.write("convnet-digits-rates/lr-0.1/run.json", "{}")
    #expect {
      _ = try RunFixture.training(
        in: lists.path, resumes: true, drawing: DrawingPlan(trainingCount: 600, testCount: 16)
      ).run()
    } throws: { ReportError($0).message.contains("name the same --learning-rates") }
  }

  @Test("A damaged manifest is found before anything is trained")
  func manifest() throws {
    try folder.write("manifest.json", "{")
    #expect(throws: ReportError.self) {
      try RunFixture.training(in: folder.path, epochs: 1).run()
    }
    #expect(folder.allFiles == ["manifest.json"])
  }
}
