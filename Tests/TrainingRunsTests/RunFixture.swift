import ConvNet
import Datasets
import Publishing
import Testing
import TextFormats

@testable import DatasetSources
@testable import RunRecords
@testable import TrainingRuns

/// Made-up runs and small real ones.
enum RunFixture {
  /// Eight images of noise, dark on the whole, with the digits 0 to 7.
  static let images = LabeledImages(
    pixels: (0..<8 * LabeledImages.pixelCount).map { UInt8(truncatingIfNeeded: $0 &* 31) / 4 },
    labels: [0, 1, 2, 3, 4, 5, 6, 7])

  /// The record of a run of drawn digits, eight to learn from and eight to be tested on.
  ///
  /// - Parameters:
  ///   - epochs: How many epochs are finished.
  ///   - kind: The kind of the images.
  /// - Returns: The record of a complete run.
  /// - Throws: What `#require` throws.
  static func record(epochs: Int = 3, kind: String = "digits") throws -> RunRecord {
    let dataset = try #require(
      DatasetRecord(["kind": .string(kind), "trainingCount": 8, "testCount": 8]))
    var settings = RunSettings()
    settings.training.batchSize = 8
    settings.epochs = epochs
    var record = RunRecord(settings: settings, dataset: dataset, threads: 1)
    record.history = (0..<epochs).map { index in
      EpochRecord(
        epoch: index + 1, learningRate: 0.01, trainLoss: 5 / Double(index + 1), trainCorrect: 4,
        trainCount: 8, heldOut: TestResult(loss: 4 / Double(index + 1), correct: 6, count: 8),
        seconds: 1)
    }
    record.confusion = (0..<10).map { row in (0..<10).map { row == $0 && row < 6 ? 1 : 0 } }
    record.confusion[6][7] = 1
    record.confusion[7][1] = 1
    record.mistakes = [
      Mistake(index: 6, truth: 6, prediction: 7, confidence: 0.4),
      Mistake(index: 7, truth: 7, prediction: 1, confidence: 0.9),
    ]
    record.status = .complete
    return record
  }

  /// A training of a few drawn digits.
  ///
  /// - Parameters:
  ///   - output: The output folder.
  ///   - epochs: How many epochs; nil leaves them to the run that goes on.
  ///   - rates: The learning rates.
  ///   - resumes: Whether an interrupted run goes on.
  ///   - drawing: How many digits are drawn; few, or those of the run that goes on, if absent.
  ///   - progress: Receives what happens.
  /// - Returns: The training, to be run.
  static func training(
    in output: String, epochs: Int? = nil, rates: [Double] = [], resumes: Bool = false,
    drawing: DrawingPlan? = nil, progress: @escaping ProgressHandler = { _ in }
  ) -> TrainingReport {
    var changes = SettingChanges()
    changes.set(.epochs, to: epochs)
    if !resumes { changes.set(.batchSize, to: 16) }
    return TrainingReport(
      source: DataSource(
        .digits,
        drawing: drawing ?? (resumes ? nil : DrawingPlan(trainingCount: 32, testCount: 16))),
      changes: changes, learningRates: rates, threads: 1, resumes: resumes, output: output,
      environment: [:], provenance: Provenance(), progress: progress)
  }

  /// Turns the finished run in a folder into one that was stopped before its files were published.
  ///
  /// - Parameters:
  ///   - folder: The run's folder.
  ///   - change: Changes the record of the checkpoint.
  /// - Throws: What reading and writing throw.
  static func unpublish(_ folder: String, _ change: (inout RunRecord) -> Void = { _ in }) throws {
    let run = RunFolder(folder)
    var record = try #require(try run.record())
    var state = TrainingState(try run.network())
    state.epoch = record.history.count
    state.step = 2 * record.history.count
    record.status = .interrupted
    change(&record)
    try Checkpoint(record: record, state: state).write(in: folder)
    for name in [RunFolder.recordName, RunFolder.weightsName] {
      FileSystem.remove(FileSystem.join(folder, name))
    }
  }
}
