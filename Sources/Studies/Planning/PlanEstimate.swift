import ConvNet
package import DatasetSources
import Datasets
import NetworkSummaries
import Numerals
package import Publishing
import RunRecords
import TextFormats

/// How long a study takes and how much it writes, from a step that was measured.
package struct PlanEstimate: Sendable, Equatable {
  /// The name of the file in a study's folder.
  static let fileName = "estimate.json"

  /// Seconds of every trial, with the threads that were measured.
  package let seconds: [Double]
  /// Bytes that the study takes on a disk.
  package let bytes: Int
  /// Threads that the measured step had.
  package let threads: Int

  /// Seconds of all trials, one after the other.
  package var total: Double { seconds.reduce(0, +) }

  /// Measures a step of the first trial, and reckons the others from the size of their networks.
  ///
  /// - Parameters:
  ///   - plan: The study.
  ///   - data: Its images.
  ///   - threads: How many threads work.
  /// - Throws: `ConvNetError` where the first trial's network cannot be built.
  package init(_ plan: StudyPlan, data: LoadedDataset, threads: Int) throws {
    self.threads = threads
    let first = plan.trials[0].settings
    let perImage = try Self.measure(first, data: data, threads: threads)
    let own = Self.work(of: first)
    var works: [(Architecture, Double)] = [(first.architecture, own)]
    seconds = plan.trials.map { trial in
      let architecture = trial.settings.architecture
      let known = works.first { $0.0 == architecture }?.1
      let work = known ?? Self.work(of: trial.settings)
      if known == nil { works.append((architecture, work)) }
      return perImage * work / own * Self.images(trial.settings, plan.images)
    }
    bytes = StudySize(plan.trials).total
  }

  /// Reads the estimate that was kept with a plan; nil where there is none.
  package init?(in folder: String, trials: Int) {
    let path = FileSystem.join(folder, Self.fileName)
    guard let bytes = try? FileSystem.read(path, limit: 64 << 20),
      let json = try? JSON.parse(bytes)
    else { return nil }
    let seconds = (json["seconds"]?.array ?? []).compactMap(\.number)
    guard seconds.count == trials, let size = json["bytes"]?.integer,
      let threads = json["threads"]?.integer
    else { return nil }
    self.seconds = seconds
    self.bytes = size
    self.threads = threads
  }

  /// Keeps the estimate with the plan.
  package func write(in folder: String) throws(ReportError) {
    let json = JSON.object([
      .init("schemaVersion", 1), .init("threads", .integer(threads)),
      .init("bytes", .integer(bytes)),
      .init("seconds", .array(seconds.map { .number(($0 * 1000).rounded() / 1000) })),
    ])
    try AtomicFile.write(json.compactText + "\n", to: FileSystem.join(folder, Self.fileName))
  }

  /// Seconds of a training step for each of its images.
  private static func measure(
    _ settings: RunSettings, data: LoadedDataset, threads: Int
  ) throws -> Double {
    // A larger batch says no more of an image.
    let size = min(settings.training.batchSize, data.data.training.count, 256)
    // Settings that cannot be trained with are found when their trial is run.
    var training = TrainingSettings()
    training.batchSize = size
    training.softmax = .classes
    let trainer = try Trainer(
      settings: training, architecture: settings.architecture, threads: threads)
    let images = data.data.training.prefix(2 * size)
    let batches = Batches.training(images, batchSize: size, seed: 1, epoch: 1)
    let clock = ContinuousClock()
    var (begin, seconds, count) = (clock.now, Double.infinity, size)
    _ = try trainer.trainEpoch(over: batches) { batch in
      let now = clock.now
      let spent = (now - begin).seconds
      // The first step also wakes threads and memory up.
      if spent < seconds {
        (seconds, count) = (spent, batch.processed - batch.batch * size)
      }
      begin = now
      return .proceed
    }
    return seconds / Double(max(1, count))
  }

  /// Images that a trial is trained on; an image that is only read counts a third.
  private static func images(_ settings: RunSettings, _ images: DatasetRecord) -> Double {
    let trained = Double(max(0, images.trainingCount - settings.validation))
    let test = Double(images.testCount) / 3
    let epochs = Double(settings.epochs)
    return settings.heldOut == .test
      ? epochs * (trained + test) : epochs * (trained + Double(settings.validation) / 3) + test
  }

  /// Multiplications with addition of an image's pass.
  private static func work(of settings: RunSettings) -> Double {
    let summary = try? NetworkSummary(settings.architecture)
    return Double(max(1, summary?.multiplyAdds ?? 1))
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

/// A time in words.
package enum TimeText {
  /// Minutes and seconds, or hours and minutes: `0:42`, `12:05`, `3 h 20 min`.
  ///
  /// - Parameter seconds: The time.
  /// - Returns: The text.
  package static func words(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "very long" }
    let whole = Int(seconds.rounded(.up))
    if whole < 3600 { return "\(whole / 60):\(whole % 60 < 10 ? "0" : "")\(whole % 60)" }
    return "\(FixedText.grouped(whole / 3600)) h \(whole % 3600 / 60) min"
  }
}
