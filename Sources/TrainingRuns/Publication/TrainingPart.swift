import ArchitectureFiles
import ContentPublishing
import ConvNet
import DatasetSources
import Numerals
import Publishing
import RunRecords
import TextFormats

/// One run of `report train`: reused, continued, or trained from the beginning, and published.
struct TrainingPart {
  let work: TrainingWork
  /// The run's folder inside the output folder.
  let folder: String
  let rate: Double?
  /// The settings where nothing is asked for and no checkpoint knows them.
  let base: RunSettings

  private var path: String { work.publisher.path(of: folder) }
  private var progress: ProgressHandler { work.progress }
  private var dataset: DatasetRecord { DatasetRecord(work.dataset) }

  func run() throws -> TrainingReport.Outcome {
    let checkpoint = work.resumes ? try Checkpoint(in: path) : nil
    let settings = work.changes.setting(.learningRate, to: rate)
      .applied(to: checkpoint?.record.settings ?? base)
    try validate(settings)
    if !work.replaces {
      try ExistingResults.check(
        folder, for: settings.architecture, usual: .article, in: work.publisher.folder)
    }
    if let record = RunFolder(path).reusable(settings, dataset) {
      progress(.noted("\(path) holds this run already; its files are made from it."))
      let network = try RunFolder(path).network(record.settings.architecture)
      // An interrupted run with other settings can still go on.
      let kept = try? Checkpoint(in: path)
      return try publish(
        TrainingJob.Outcome(record: record, network: network),
        endsCheckpoint: kept?.record.settings == settings)
    }
    if let checkpoint {
      try check(checkpoint, against: settings)
      progress(.noted(Self.note(on: checkpoint, settings)))
    } else if work.resumes {
      throw ReportError(
        .inputMissing, "\(path) holds no interrupted run. \(adviceWithoutRun)")
    } else if FileSystem.exists(FileSystem.join(path, Checkpoint.name)) {
      progress(
        .warned(
          "\(path) holds an interrupted run, which this one replaces after its first epoch."
            + " --resume would go on with it."))
    }
    let job = TrainingJob(
      settings: settings, dataset: work.dataset, folder: path, initial: work.initial,
      threads: work.threads, provenance: work.publisher.provenance, progress: progress)
    let outcome = try Interruption.deferring { try job.run(from: checkpoint) }
    let isInterrupted = Interruption.isRequested
    if isInterrupted { Interruption.acknowledge() }
    var result = try publish(outcome, endsCheckpoint: true)
    result.isInterrupted = isInterrupted
    return result
  }

  // MARK: Checks

  private func validate(_ settings: RunSettings) throws {
    try settings.training.validate()
    try settings.check(work.dataset.data)
  }

  /// A run goes on only as what it was begun as; it may become longer.
  private func check(_ checkpoint: Checkpoint, against settings: RunSettings) throws(ReportError) {
    var begun = checkpoint.record.settings
    // Where rates depend on the number of epochs, a longer run would be another.
    if !settings.training.schedule.dependsOnEpochs { begun.epochs = settings.epochs }
    if let difference = begun.differences(to: settings).first {
      throw ReportError(
        .usage,
        "The interrupted run in \(path) has the \(difference.title) \(difference.own), not"
          + " \(difference.other). Leave the option out, or leave out --resume to start over.")
    }
    guard checkpoint.record.dataset == dataset else {
      throw ReportError(
        .badData,
        "The interrupted run in \(path) was begun with other images than those found now."
          + " Name their folder with --data-dir, or leave out --resume to start over.")
    }
    guard checkpoint.state.epoch <= settings.epochs else {
      throw ReportError(
        .usage,
        "The interrupted run in \(path) has \(checkpoint.state.epoch) epochs already, more than"
          + " --epochs \(settings.epochs).")
    }
  }

  /// How a run goes on.
  static func note(on checkpoint: Checkpoint, _ settings: RunSettings) -> String {
    checkpoint.state.epoch == settings.epochs
      ? "All \(FixedText.counted(settings.epochs, "epoch")) of the interrupted run are done;"
        + " its files are made from them."
      : "Going on after epoch \(checkpoint.state.epoch)."
  }

  /// What to do where there is no interrupted run.
  private var adviceWithoutRun: String {
    let rates = RunFolder.ratesName(dataset.name)
    guard folder == RunFolder.name(dataset.name),
      FileSystem.isFolder(work.publisher.path(of: rates))
    else { return "Leave out --resume to begin one." }
    return "\(work.publisher.path(of: rates)) holds the runs of a list of learning rates; name"
      + " the same --learning-rates to go on with them, or leave out --resume to begin one run."
  }

  // MARK: Publishing

  /// Publishes what there is of a run.
  ///
  /// - Parameters:
  ///   - outcome: The run.
  ///   - endsCheckpoint: Whether the checkpoint in the folder belongs to this run, so that it is
  ///     not needed once the run is complete.
  /// - Returns: What was done.
  /// - Throws: `ReportError` of category `cannotWrite`, or what an emitter throws.
  private func publish(
    _ outcome: TrainingJob.Outcome, endsCheckpoint: Bool
  ) throws -> TrainingReport.Outcome {
    var result = TrainingReport.Outcome()
    result.failure = failure(outcome.record)
    let isWhole = outcome.record.status == .complete
    // What is incomplete never takes the place of what is complete.
    let keepsOther = !isWhole && (try? RunFolder(path).record())?.status == .complete
    if outcome.record.history.isEmpty {
      if case .diverged = outcome.record.status, !keepsOther {
        try RunFiles.stageRecord(outcome.record, in: folder, with: work.publisher)
        result.files = try work.publisher.publish()
      }
      return result
    }
    let run = TrainingRun(
      record: outcome.record, network: outcome.network, data: work.dataset.data)
    result.runs = [run]
    guard !keepsOther else { return result }
    result.folders = [folder]
    let record = try RunFiles.stage(
      run, figures: work.figures, in: folder, with: work.publisher)
    // The record says what the other files are, so it comes after them; and all are on the disk
    // before the checkpoint goes, so that a loss of power leaves the one or the other.
    result.files = try work.publisher.publish(
      as: section(record), last: "\(folder)/\(RunFolder.recordName)", durable: true)
    if isWhole, endsCheckpoint { Checkpoint.remove(in: path) }
    return result
  }

  private func section(_ record: RunRecord) -> ManifestSection {
    ManifestSection(
      name: folder, command: "report train",
      settings: .object(
        record.settings.members + work.figures.members(unlike: TrainingRun.usualFigures)),
      inputs: record.dataset.inputs, libraries: record.libraries)
  }

  private func failure(_ record: RunRecord) -> ReportError? {
    switch record.status {
    case .complete: return nil
    case .diverged(let epoch, let batch, let rate):
      let kept =
        record.history.isEmpty
        ? "Nothing was learned before." : "What was learned up to epoch \(epoch - 1) is kept."
      return ReportError(
        .failed,
        "The loss is not finite: epoch \(epoch), batch \(batch), learning rate"
          + " \(NumberText.shortest(rate)). \(kept) Choose a smaller --learning-rate.")
    case .interrupted where record.history.isEmpty:
      return ReportError(
        .interrupted, "Interrupted before the first epoch was finished; nothing was written.")
    case .interrupted:
      return ReportError(
        .interrupted,
        "Interrupted after epoch \(record.history.count) of \(record.settings.epochs), which is"
          + " kept in \(path). `\(work.resumption)` goes on.")
    }
  }
}
