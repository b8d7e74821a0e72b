package import Publishing
package import TextFormats
package import Datasets

/// How a training run ended, as far as it is known.
package enum RunStatus: Sendable, Equatable {
  /// All epochs were trained.
  case complete
  /// The run was stopped, or broke off, and can be continued.
  case interrupted
  /// The loss was no number any more.
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

/// The pictures of a run: where they come from, how many, and their checksums.
package struct DatasetRecord: Sendable, Equatable {
  /// MNIST or drawn digits.
  package var kind: DigitDataset.Kind
  /// Pictures to learn from.
  package var trainingCount: Int
  /// Pictures to be tested on.
  package var testCount: Int
  /// The SHA-256 of each of the four files, unpacked, in the order of `MnistPart`.
  package var checksums: [String]

  /// Describes a data set.
  ///
  /// - Parameter dataset: The data set.
  package init(_ dataset: LoadedDataset) {
    kind = dataset.data.kind
    trainingCount = dataset.data.training.count
    testCount = dataset.data.test.count
    checksums = dataset.checksums.map(\.sha256)
  }

  /// More pictures than this are no data set but a damaged file.
  static let countLimit = 1_000_000_000

  init?(_ json: JSON) {
    guard let kind = json["kind"]?.string.flatMap(DigitDataset.Kind.init),
      let trainingCount = json["trainingCount"]?.integer,
      let testCount = json["testCount"]?.integer,
      (0...Self.countLimit).contains(trainingCount), (0...Self.countLimit).contains(testCount)
    else { return nil }
    self.kind = kind
    self.trainingCount = trainingCount
    self.testCount = testCount
    checksums = MnistPart.allCases.map { json["sha256"]?[$0.rawValue]?.string ?? "" }
  }

  /// Each file's name and SHA-256.
  package var inputs: [JSON.Member] {
    zip(MnistPart.allCases, checksums).map { .init($0.rawValue, .string($1)) }
  }

  var json: JSON {
    .object([
      .init("kind", .string(kind.rawValue)), .init("trainingCount", .integer(trainingCount)),
      .init("testCount", .integer(testCount)), .init("sha256", .object(inputs)),
    ])
  }
}

/// A test picture that the network took for another digit.
package struct Mistake: Sendable, Equatable {
  /// Its place in the test set, from 0.
  package var index: Int
  /// The digit that it shows.
  package var truth: Int
  /// The digit that the network saw.
  package var prediction: Int
  /// exp of the log-softmax of the prediction: over the classes a probability; over the batch the
  /// picture's share among those that were tested with it.
  package var confidence: Double

  /// Notes a mistake.
  ///
  /// - Parameters:
  ///   - index: The picture's place in the test set, from 0.
  ///   - truth: The digit that it shows.
  ///   - prediction: The digit that the network saw.
  ///   - confidence: exp of the log-softmax of the prediction.
  package init(index: Int, truth: Int, prediction: Int, confidence: Double) {
    self.index = index
    self.truth = truth
    self.prediction = prediction
    self.confidence = confidence
  }

  init?(_ json: JSON) {
    guard let index = json["index"]?.integer, let truth = json["truth"]?.integer,
      let prediction = json["prediction"]?.integer,
      let confidence = json["confidence"]?.numberOrNotFinite, index >= 0,
      (0..<10).contains(truth), (0..<10).contains(prediction)
    else { return nil }
    self.init(index: index, truth: truth, prediction: prediction, confidence: confidence)
  }

  var json: JSON {
    .object([
      .init("index", .integer(index)), .init("truth", .integer(truth)),
      .init("prediction", .integer(prediction)), .init("confidence", .number(confidence)),
    ])
  }
}

/// What `run.json` says of a run.
package struct RunRecord: Sendable, Equatable {
  /// The version of the form of the file.
  package static let schemaVersion = 1

  /// What was asked for.
  package var settings: RunSettings
  /// The pictures.
  package var dataset: DatasetRecord
  /// How the run ended.
  package var status: RunStatus
  /// The finished epochs.
  package var history: [EpochRecord]
  /// How often each digit (row) was taken for each digit (column), after the last finished epoch.
  package var confusion: [[Int]]
  /// The test pictures that were taken for another digit, after the last finished epoch.
  package var mistakes: [Mistake]
  /// The SHA-256 of `weights.safetensors`; nil if no epoch was finished.
  package var weights: String?
  /// How many threads worked; the results do not depend on it.
  package var threads: Int
  /// The libraries that took part, and their versions.
  package var libraries: [JSON.Member]

  /// The epoch with the most right answers in the test, the first of equals.
  package var best: EpochRecord? {
    history.max { ($0.testCorrect, -$0.epoch) < ($1.testCorrect, -$1.epoch) }
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
      .init("history", .array(history.map(\.json))),
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
    guard let settings = json["settings"].flatMap(RunSettings.init) else {
      throw Self.damaged(file, "a setting is missing")
    }
    guard let dataset = json["dataset"].flatMap(DatasetRecord.init) else {
      throw Self.damaged(file, "the data set is not described")
    }
    self.settings = settings
    self.dataset = dataset
    weights = json["weights"]?.string
    threads = json["threads"]?.integer ?? 0
    libraries = json["libraries"]?.members ?? []
    let history = json["history"]?.array ?? []
    self.history = history.compactMap(EpochRecord.init)
    let mistakes = json["mistakes"]?.array ?? []
    self.mistakes = mistakes.compactMap(Mistake.init)
    let rows = (json["confusion"]?.array ?? []).map { ($0.array ?? []).compactMap(\.integer) }
    confusion = rows
    let isSquare = rows.allSatisfy { $0.count == rows.count }
    let counts = rows.joined().allSatisfy { (0...DatasetRecord.countLimit).contains($0) }
    guard self.history.count == history.count, self.mistakes.count == mistakes.count, isSquare,
      counts, self.mistakes.allSatisfy({ $0.index < dataset.testCount }),
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
  init(settings: RunSettings, dataset: DatasetRecord, threads: Int, libraries: [JSON.Member] = []) {
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
