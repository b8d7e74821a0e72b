import Publishing
import ConvNet
import Datasets

/// Trains a network in a run's folder, from the beginning or from where it was stopped.
struct TrainingJob {
  /// The result, for as many epochs as were finished.
  struct Outcome {
    var record: RunRecord
    var network: NetworkState
  }

  let settings: RunSettings
  let dataset: LoadedDataset
  /// The run's folder, where the checkpoint is kept.
  let folder: String
  /// Where training begins, if not with drawn parameters.
  let initial: NetworkState?
  let threads: Int
  /// The program and its libraries, for the record.
  let provenance: Provenance
  let progress: ProgressHandler

  /// Trains until all epochs are done, the person stops it, or the loss is infinite or NaN.
  ///
  /// - Parameter checkpoint: Where to continue.
  /// - Returns: The result; its record's status says how training ended.
  /// - Throws: `ConvNetError`, or `ReportError` of category `cannotWrite`.
  func run(from checkpoint: Checkpoint?) throws -> Outcome {
    let first = checkpoint?.state ?? initial.map { TrainingState($0) }
    let trainer = try Trainer(settings: settings.training, state: first, threads: threads)
    var record =
      checkpoint?.record
      ?? RunRecord(settings: settings, dataset: DatasetRecord(dataset), threads: threads)
    record.settings = settings
    // A run that was stopped after its last epoch has nothing left to train.
    record.status = record.history.count < settings.epochs ? .interrupted : .complete
    record.threads = threads
    record.libraries = provenance.libraries
    var reporter = TrainingProgress(epochs: settings.epochs, handler: progress)
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
      let batches = testBatches(result.epoch)
      let evaluation = try trainer.evaluate(batches)
      let epoch = EpochRecord(
        epoch: result.epoch, learningRate: result.learningRate, trainLoss: result.loss,
        trainCorrect: result.correct, trainCount: result.processed, testLoss: evaluation.loss,
        testCorrect: evaluation.correct, testCount: evaluation.count, seconds: reporter.seconds)
      record.history.append(epoch)
      record.confusion = evaluation.confusion
      record.mistakes = Mistake.all(of: evaluation, order: batches.order)
      let state = trainer.state
      network = state.network
      if record.history.count == settings.epochs { record.status = .complete }
      try Checkpoint(record: record, state: state).write(in: folder)
      reporter.end(epoch)
      if Interruption.isRequested { break }
    }
    return Outcome(record: record, network: network)
  }

  /// How an epoch of training ended.
  private enum EpochEnd {
    case finished(EpochResult)
    case stopped
    case diverged(RunStatus)
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
      }
      return result.isComplete ? .finished(result) : .stopped
    } catch {
      guard case .lossNotFinite(let epoch, let batch, let rate, _) = error else { throw error }
      return .diverged(.diverged(epoch: epoch, batch: batch, learningRate: rate))
    }
  }

  private func trainingBatches(_ epoch: Int) -> Batches {
    Batches.training(
      dataset.data.training, batchSize: settings.training.batchSize,
      seed: settings.training.seed, epoch: epoch, isShuffled: settings.isShuffled,
      isAugmented: settings.isAugmented)
  }

  private func testBatches(_ epoch: Int) -> Batches {
    Batches.test(
      dataset.data.test, batchSize: settings.training.batchSize, seed: settings.training.seed,
      epoch: epoch, isShuffled: settings.isShuffled)
  }
}
