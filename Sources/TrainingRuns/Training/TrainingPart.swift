import TextFormats
import Numerals
import Publishing
import ConvNet
import Datasets

/// One run of `report train`: reused, continued, or trained from the beginning, and published.
struct TrainingPart {
  let request: TrainingRequest
  let dataset: LoadedDataset
  let initial: InitialWeights?
  /// The run's folder inside the output folder.
  let folder: String
  let rate: Double?
  let publisher: Publisher
  let progress: ProgressHandler

  private var path: String { publisher.path(of: folder) }

  func run() throws -> TrainingReport.Outcome {
    let checkpoint = request.resumes ? try Checkpoint(in: path) : nil
    let settings = request.settings(
      over: checkpoint?.record.settings ?? RunSettings(), rate: rate,
      initialWeights: initial?.checksum)
    try validate(settings)
    if let record = RunFolder(path).reusable(settings, DatasetRecord(dataset)) {
      progress(.noted("\(path) holds this run already; its files are made from it."))
      let network = try RunFolder(path).network()
      return try publish(TrainingJob.Outcome(record: record, network: network))
    }
    if let checkpoint {
      try check(checkpoint, against: settings)
      progress(.noted("Going on after epoch \(checkpoint.state.epoch)."))
    } else if request.resumes {
      throw ReportError(
        .inputMissing, "\(path) holds no interrupted run. Leave out --resume to begin one.")
    } else if FileSystem.exists(FileSystem.join(path, Checkpoint.name)) {
      progress(
        .warned(
          "\(path) holds an interrupted run, which this one replaces after its first epoch."
            + " --resume would go on with it."))
    }
    let job = TrainingJob(
      settings: settings, dataset: dataset, folder: path, initial: initial?.network,
      threads: request.threads ?? Processors.available, provenance: publisher.provenance,
      progress: progress)
    let outcome = try Interruption.deferring { try job.run(from: checkpoint) }
    let isInterrupted = Interruption.isRequested
    if isInterrupted { Interruption.acknowledge() }
    var result = try publish(outcome)
    result.isInterrupted = isInterrupted
    return result
  }

  private func validate(_ settings: RunSettings) throws {
    try settings.training.validate()
    let count = dataset.data.training.count
    guard settings.training.batchSize <= count else {
      throw ReportError(
        .usage,
        "--batch-size is \(settings.training.batchSize), and there are only \(count) training"
          + " pictures. Choose \(count) or less.")
    }
  }

  /// A run goes on only as what it was begun as; it may become longer.
  private func check(_ checkpoint: Checkpoint, against settings: RunSettings) throws(ReportError) {
    var begun = checkpoint.record.settings
    begun.epochs = settings.epochs
    if let difference = begun.differences(to: settings).first {
      throw ReportError(
        .usage,
        "The interrupted run in \(path) has the \(RunSettings.words(difference.name)) \(difference.own),"
          + " not \(difference.other). Leave the option out, or leave out --resume to begin anew.")
    }
    guard checkpoint.record.dataset == DatasetRecord(dataset) else {
      throw ReportError(
        .badData,
        "The interrupted run in \(path) was begun with other pictures than those found now."
          + " Name their folder with --data-dir, or leave out --resume to begin anew.")
    }
    guard checkpoint.state.epoch <= settings.epochs else {
      throw ReportError(
        .usage,
        "The interrupted run in \(path) has \(checkpoint.state.epoch) epochs already, more than"
          + " --epochs \(settings.epochs).")
    }
  }

  // MARK: Publishing

  private func publish(_ outcome: TrainingJob.Outcome) throws -> TrainingReport.Outcome {
    var result = TrainingReport.Outcome()
    result.failure = failure(outcome.record)
    let isWhole = outcome.record.status == .complete
    // What is incomplete never takes the place of what is complete.
    let keepsOther = !isWhole && (try? RunFolder(path).record())?.status == .complete
    if outcome.record.history.isEmpty {
      if case .diverged = outcome.record.status, !keepsOther {
        try RunFiles.stageRecord(outcome.record, in: folder, with: publisher)
        result.files = try publisher.publish()
      }
      return result
    }
    let run = TrainingRun(
      record: outcome.record, network: outcome.network, data: dataset.data)
    result.runs = [run]
    guard !keepsOther else { return result }
    let record = try RunFiles.stage(run, in: folder, with: publisher)
    result.files = try publisher.publish(as: section(record))
    if isWhole { Checkpoint.remove(in: path) }
    return result
  }

  private func section(_ record: RunRecord) -> ManifestSection {
    ManifestSection(
      name: folder, command: "report train", settings: .object(record.settings.members),
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
        "The loss is not a number any more: epoch \(epoch), batch \(batch), learning rate"
          + " \(NumberText.shortest(rate)). \(kept) Choose a smaller --learning-rate.")
    case .interrupted where record.history.isEmpty:
      return ReportError(
        .interrupted, "Interrupted before the first epoch was finished; nothing was written.")
    case .interrupted:
      return ReportError(
        .interrupted,
        "Interrupted after epoch \(record.history.count) of \(record.settings.epochs), which is"
          + " kept in \(path). `report train --resume` goes on.")
    }
  }
}
