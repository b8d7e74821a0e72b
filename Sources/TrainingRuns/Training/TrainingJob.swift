package import ConvNet
package import DatasetSources
import Datasets
package import Publishing
package import RunRecords

/// Trains a network in a run's folder, from the beginning or from where it was stopped.
package struct TrainingJob {
  /// The result, for as many epochs as were finished.
  package struct Outcome {
    /// Settings, history and how the run ended.
    package var record: RunRecord
    /// The network after the last finished epoch.
    package var network: NetworkState
  }

  let settings: RunSettings
  let dataset: LoadedDataset
  /// The images in the parts that the settings make of them.
  private let images: RunImages
  /// The run's folder, where the checkpoint is kept.
  let folder: String
  /// Where training begins, if not with drawn parameters.
  let initial: NetworkState?
  let threads: Int
  /// The program and its libraries, for the record.
  let provenance: Provenance
  let progress: ProgressHandler
  /// Ends work that goes on for too long after the person has asked to stop.
  private let stop = StopDeadline()

  /// Prepares a training.
  ///
  /// - Parameters:
  ///   - settings: What determines the run besides its images.
  ///   - dataset: The images.
  ///   - folder: The run's folder, where the checkpoint is kept.
  ///   - initial: Where training begins, if not with drawn parameters.
  ///   - threads: How many threads work.
  ///   - provenance: The program and its libraries, for the record.
  ///   - progress: Receives what happens.
  package init(
    settings: RunSettings, dataset: LoadedDataset, folder: String, initial: NetworkState?,
    threads: Int, provenance: Provenance, progress: @escaping ProgressHandler
  ) {
    self.settings = settings
    self.dataset = dataset
    images = RunImages(dataset.data, settings)
    self.folder = folder
    self.initial = initial
    self.threads = threads
    self.provenance = provenance
    self.progress = progress
  }

  /// Trains until all epochs are done, the person stops it, or the loss is infinite or NaN.
  ///
  /// - Parameter checkpoint: Where to continue.
  /// - Returns: The result; its record's status says how training ended.
  /// - Throws: `ConvNetError`, or `ReportError` of category `cannotWrite`.
  package func run(from checkpoint: Checkpoint?) throws -> Outcome {
    let first = checkpoint?.state ?? initial.map { TrainingState($0) }
    let trainer = try Trainer(
      settings: settings.training, state: first, architecture: settings.architecture,
      threads: threads)
    var record =
      checkpoint?.record
      ?? RunRecord(settings: settings, dataset: DatasetRecord(dataset), threads: threads)
    record.settings = settings
    if record.history.count < settings.epochs { record.finalTest = nil }
    // A run that was stopped after its last epoch has nothing left to train.
    record.status = isWhole(record) ? .complete : .interrupted
    record.threads = threads
    record.libraries = provenance.libraries
    warn(trainer.kernels, begunWith: record.kernels)
    record.kernels = trainer.kernels
    var reporter = TrainingProgress(
      epochs: settings.epochs, images: settings.heldOut, handler: progress)
    var network = trainer.state.network

    while record.history.count < settings.epochs {
      reporter.begin(rate: settings.training.learningRate(epoch: trainer.nextEpoch))
      let result: EpochResult
      switch try trainEpoch(with: trainer, reportingTo: &reporter) {
      case .finished(let finished): result = finished
      case .stopped: return Outcome(record: record, network: network)
      case .diverged(let status):
        record.status = status
        return Outcome(record: record, network: network)
      }
      let batches = batches(of: images.heldOut, epoch: result.epoch)
      let evaluation: Evaluation
      switch try evaluate(batches, with: trainer) {
      case .finished(let finished): evaluation = finished
      case .stopped: return Outcome(record: record, network: network)
      case .diverged:
        record.status = .diverged(
          epoch: result.epoch, batch: batches.count - 1, learningRate: result.learningRate)
        return Outcome(record: record, network: network)
      }
      let epoch = EpochRecord(
        epoch: result.epoch, learningRate: result.learningRate, trainLoss: result.loss,
        trainCorrect: result.correct, trainCount: result.processed,
        heldOut: TestResult(evaluation), seconds: reporter.seconds,
        health: result.health?.rounded)
      record.history.append(epoch)
      if settings.heldOut == .test { record.take(evaluation, order: batches.order) }
      let state = trainer.state
      network = state.network
      if isWhole(record) { record.status = .complete }
      try Checkpoint(record: record, state: state).write(in: folder)
      reporter.end(epoch)
      if Interruption.isRequested { break }
    }
    try testAtTheEnd(&record, of: trainer)
    return Outcome(record: record, network: network)
  }

  /// Whether nothing is left to do: all epochs are trained, and the test is made.
  private func isWhole(_ record: RunRecord) -> Bool {
    record.history.count >= settings.epochs
      && (settings.heldOut == .test || record.finalTest != nil)
  }

  /// Uses the test images once, where validation images were watched and all epochs are trained.
  ///
  /// A checkpoint after the last epoch stands already: a run that is stopped here is tested when it
  /// goes on.
  private func testAtTheEnd(_ record: inout RunRecord, of trainer: Trainer) throws {
    guard record.history.count >= settings.epochs, !isWhole(record) else { return }
    let batches = batches(of: images.test, epoch: record.history.count)
    switch try evaluate(batches, with: trainer) {
    case .finished(let evaluation):
      let result = TestResult(evaluation)
      record.finalTest = result
      record.take(evaluation, order: batches.order)
      record.status = .complete
      progress(.noted(result.line()))
    case .stopped: break
    case .diverged:
      record.status = .diverged(
        epoch: record.history.count, batch: batches.count - 1,
        learningRate: record.history.last?.learningRate ?? settings.training.learningRate)
    }
  }

  /// Says what is to be known of the kernels and of the batches before training begins.
  private func warn(_ kernels: ConvolutionKernels, begunWith earlier: ConvolutionKernels?) {
    if let warning = kernels.warning { progress(.warned(warning)) }
    if let earlier, earlier != kernels {
      progress(
        .warned(
          "The run was begun with other kernels of oneDNN (\(earlier.instructions), now"
            + " \(kernels.instructions)): it goes on, but not with the same bits."))
    }
    let warning = settings.training.softmax.lastBatchWarning(
      imageCount: images.training.count, batchSize: settings.training.batchSize)
    if let warning { progress(.warned(warning)) }
  }

  /// How an epoch of training ended.
  private enum EpochEnd {
    case finished(EpochResult)
    case stopped
    case diverged(RunStatus)
  }

  /// How the evaluation after an epoch ended.
  private enum EvaluationEnd {
    case finished(Evaluation)
    case stopped
    case diverged
  }

  private func evaluate(_ batches: Batches, with trainer: Trainer) throws -> EvaluationEnd {
    do {
      return .finished(try trainer.evaluate(batches, isCancelled: { [stop] in stop.isOverdue }))
    } catch {
      switch error {
      case .cancelled: return .stopped
      case .outOfRange, .resultNotFinite: return .diverged
      default: throw error
      }
    }
  }

  private func trainEpoch(
    with trainer: Trainer, reportingTo reporter: inout TrainingProgress
  ) throws -> EpochEnd {
    let source = trainingBatches(trainer.nextEpoch)
    var current = reporter
    defer { reporter = current }
    do {
      let result = try trainer.trainEpoch(over: source) { batch in
        current.batch(batch)
        return Interruption.isRequested ? .stop : .proceed
      } isCancelled: { [stop] in
        stop.isOverdue
      }
      return result.isComplete ? .finished(result) : .stopped
    } catch {
      guard case .lossNotFinite(let epoch, let batch, let rate, _) = error else { throw error }
      return .diverged(.diverged(epoch: epoch, batch: batch, learningRate: rate))
    }
  }

  private func trainingBatches(_ epoch: Int) -> Batches {
    Batches.training(
      images.training, batchSize: settings.training.batchSize,
      seed: settings.training.seed, epoch: epoch, isShuffled: settings.isShuffled,
      transforms: settings.effectiveTransforms)
  }

  /// A pass over images that are not trained on.
  private func batches(of images: LabeledImages, epoch: Int) -> Batches {
    Batches.test(
      images, batchSize: settings.training.batchSize, seed: settings.training.seed,
      epoch: epoch, isShuffled: settings.isShuffled, normalization: settings.normalization)
  }
}

extension RunRecord {
  /// Takes which digit was taken for which in a test.
  fileprivate mutating func take(_ evaluation: Evaluation, order: [Int32]) {
    confusion = evaluation.confusion
    mistakes = Mistake.all(of: evaluation, order: order)
  }
}
