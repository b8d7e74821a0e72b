package import ConvNet
import Datasets
package import Publishing
package import TextFormats

/// How a training run ended, as far as it is known.
package enum RunStatus: Sendable, Equatable {
  /// All epochs were trained.
  case complete
  /// The run was stopped, or broke off, and can be continued.
  case interrupted
  /// The loss became infinite or NaN.
  case diverged(epoch: Int, batch: Int, learningRate: Double)

  /// One word.
  package var word: String {
    switch self {
    case .complete: "complete"
    case .interrupted: "interrupted"
    case .diverged: "diverged"
    }
  }
}

/// What `run.json` says of a run.
package struct RunRecord: Sendable, Equatable {
  /// The version of the form of the file.
  package static let schemaVersion = 1

  /// What was asked for.
  package var settings: RunSettings
  /// The images.
  package var dataset: DatasetRecord
  /// How the run ended.
  package var status: RunStatus
  /// The finished epochs.
  package var history: [EpochRecord]
  /// The only use of the test images, after the last epoch of a run that is watched by validation
  /// images; nil before it, and for other runs.
  package var finalTest: TestResult?
  /// How often each digit (row) was taken for each digit (column), in the last test.
  package var confusion: [[Int]]
  /// The test images that were taken for another digit, in the last test.
  package var mistakes: [Mistake]
  /// The SHA-256 of `weights.safetensors`; nil if no epoch was finished.
  package var weights: String?
  /// How many threads worked; the results do not depend on it.
  package var threads: Int
  /// The libraries that took part, and their versions.
  package var libraries: [JSON.Member]
  /// The kernels that computed the convolutions; nil in records that do not say so.
  package var kernels: ConvolutionKernels?

  /// Which images the run is watched by and chosen by.
  package var images: HeldOutImages { settings.heldOut }

  /// Images that are trained on: those for training that are not set aside.
  package var trainingCount: Int { max(0, dataset.trainingCount - settings.validation) }

  /// How many images a batch has: no more than there are.
  package var batchSizeInEffect: Int { min(settings.training.batchSize, trainingCount) }

  /// The last result on the test images; nil where there is none.
  package var test: TestResult? { images == .test ? history.last?.heldOut : finalTest }

  /// The epoch with the most right answers on the images that the run is watched by, the first of
  /// equals.
  package var best: EpochRecord? {
    history.max { ($0.heldOut.correct, -$0.epoch) < ($1.heldOut.correct, -$1.epoch) }
  }

  /// The text of `run.json`.
  package var json: JSON {
    var members: [JSON.Member] = [
      .init("schemaVersion", .integer(Self.schemaVersion)),
      .init("status", .string(status.word)),
    ]
    if case .diverged(let epoch, let batch, let rate) = status {
      members.append(
        .init(
          "divergence",
          .object([
            .init("epoch", .integer(epoch)), .init("batch", .integer(batch)),
            .init("learningRate", .number(rate)),
          ])))
    }
    members += [
      .init("settings", .object(settings.members)),
      .init("dataset", dataset.json),
      .init("weights", weights.map { .string($0) } ?? .null),
      .init("threads", .integer(threads)),
      .init("libraries", .object(libraries)),
    ]
    if let kernels { members.append(.init("kernels", kernels.json)) }
    if let finalTest { members.append(.init("test", finalTest.json)) }
    members += [
      .init("history", .array(history.map { $0.json(images) })),
      .init("confusion", .array(confusion.map { .array($0.map { .integer($0) }) })),
      .init("mistakes", .array(mistakes.map(\.json))),
    ]
    return .object(members)
  }

  /// Reads what `json` gives.
  ///
  /// - Parameters:
  ///   - json: The value.
  ///   - file: The name that errors give the file.
  /// - Throws: `ReportError` of category `badData`.
  package init(_ json: JSON, file: String) throws(ReportError) {
    guard json["schemaVersion"]?.integer == Self.schemaVersion else {
      throw Self.damaged(file, "its schemaVersion is not \(Self.schemaVersion)")
    }
    let settings: RunSettings
    do { settings = try RunSettings(json["settings"] ?? .null) } catch {
      throw Self.damaged(file, "its setting \(error.name) is missing or has no valid value")
    }
    guard let dataset = json["dataset"].flatMap(DatasetRecord.init) else {
      throw Self.damaged(file, "the data set is not described")
    }
    self.settings = settings
    self.dataset = dataset
    weights = json["weights"]?.string
    guard weights.map(Digest.isSHA256) ?? true else {
      throw Self.damaged(file, "the checksum of its weights is not a SHA-256")
    }
    threads = json["threads"]?.integer ?? 0
    libraries = json["libraries"]?.members ?? []
    kernels = json["kernels"].flatMap(ConvolutionKernels.init)
    guard kernels != nil || json["kernels"] == nil else {
      throw Self.damaged(file, "its kernels are not named as oneDNN names them")
    }
    let history = json["history"]?.array ?? []
    self.history = history.compactMap { EpochRecord($0, settings.heldOut) }
    finalTest = json["test"].flatMap(TestResult.init)
    let mistakes = json["mistakes"]?.array ?? []
    self.mistakes = mistakes.compactMap(Mistake.init)
    let rows = (json["confusion"]?.array ?? []).map { ($0.array ?? []).compactMap(\.integer) }
    confusion = rows
    let isSquare = rows.allSatisfy { $0.count == rows.count }
    let counts = rows.joined().allSatisfy { (0...LabeledImages.largestCount).contains($0) }
    guard self.history.count == history.count, self.mistakes.count == mistakes.count, isSquare,
      counts, json["test"] == nil || finalTest != nil && settings.heldOut == .validation,
      self.mistakes.allSatisfy({
        $0.index < dataset.testCount && max($0.truth, $0.prediction) < dataset.classCount
      }),
      self.history.map(\.epoch) == Array(0..<history.count).map({ $0 + 1 })
    else {
      throw Self.damaged(file, "its history, confusion or mistakes are not whole")
    }
    switch json["status"]?.string {
    case "complete": status = .complete
    case "interrupted": status = .interrupted
    case "diverged":
      let place = json["divergence"]
      status = .diverged(
        epoch: place?["epoch"]?.integer ?? 0, batch: place?["batch"]?.integer ?? 0,
        learningRate: place?["learningRate"]?.number ?? 0)
    default: throw Self.damaged(file, "its status is unknown")
    }
  }

  /// A record of a run that begins.
  ///
  /// - Parameters:
  ///   - settings: What was asked for.
  ///   - dataset: The images.
  ///   - threads: How many threads work.
  ///   - libraries: The libraries that take part, and their versions.
  package init(
    settings: RunSettings, dataset: DatasetRecord, threads: Int, libraries: [JSON.Member] = []
  ) {
    self.settings = settings
    self.dataset = dataset
    self.threads = threads
    status = .interrupted
    history = []
    confusion = []
    mistakes = []
    self.libraries = libraries
  }

  private static func damaged(_ file: String, _ detail: String) -> ReportError {
    ReportError(.badData, "\(file) is not the record of a training run: \(detail).")
  }
}
