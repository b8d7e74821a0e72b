/// Trains and evaluates a network.
///
/// The trainer reads no files and prints nothing: it reports every batch to a function and gives
/// its state as a value. With equal settings, images and first state it computes the same
/// bits, however many threads work and wherever training was stopped and continued.
///
/// Not thread-safe; it has threads of its own.
public final class Trainer {
  /// What a caller wants after a batch.
  public enum Decision: Sendable {
    /// Go on.
    case proceed
    /// Return after this batch.
    case stop
  }

  /// The settings.
  public let settings: TrainingSettings
  /// How many threads work.
  public let threads: Int

  private let engine: Engine
  private let layout: ParameterLayout
  private var epoch: Int
  private var step: Int
  private var batchesTracked: Int

  /// Prepares training.
  ///
  /// - Parameters:
  ///   - settings: What determines the run.
  ///   - state: Where to begin or to continue; first parameters drawn from the seed if absent.
  ///   - architecture: The network, if no state is given.
  ///   - threads: How many threads work; as many as there are processors if absent.
  /// - Throws: `ConvNetError`.
  public init(
    settings: TrainingSettings = TrainingSettings(), state: TrainingState? = nil,
    architecture: Architecture = .article, threads: Int? = nil
  ) throws(ConvNetError) {
    try settings.validate()
    let state = state ?? TrainingState(NetworkState(architecture, seed: settings.seed))
    let threads = threads ?? Processors.available
    guard threads >= 1 else {
      throw .invalidSetting(name: "number of threads", value: "\(threads)", expected: "at least 1")
    }
    guard state.momentum.count == state.network.parameters.count else {
      throw .unsuitableState(
        reason: "it has \(state.momentum.count) velocities for "
          + "\(state.network.parameters.count) parameters")
    }
    self.settings = settings
    self.threads = threads
    guard state.squares.isEmpty || state.squares.count == state.network.parameters.count else {
      throw .unsuitableState(
        reason: "it has \(state.squares.count) mean squares for "
          + "\(state.network.parameters.count) parameters")
    }
    engine = try Engine(
      state.network, batchCapacity: settings.batchSize, threads: threads,
      keepsSquares: settings.optimizer.keepsSquares)
    if settings.optimizer.keepsSquares {
      for (index, value) in state.squares.enumerated() { engine.squares.pointer[index] = value }
    }
    for (index, value) in state.momentum.enumerated() { engine.momentum.pointer[index] = value }
    layout = state.network.layout
    epoch = state.epoch
    step = state.step
    batchesTracked = state.network.batchesTracked
  }

  /// The present state, from which training can be continued.
  public var state: TrainingState {
    var network = NetworkState(engine.architecture, seed: settings.seed)
    network.parameters = engine.parameters.array
    network.statistics = engine.statistics.array
    network.batchesTracked = batchesTracked
    var state = TrainingState(network)
    state.momentum = engine.momentum.array
    state.squares = engine.squares.array
    state.epoch = epoch
    state.step = step
    return state
  }

  /// The kernels that compute the convolutions.
  public var kernels: ConvolutionKernels { engine.kernels }

  /// The epoch that `trainEpoch` would train, counted from 1.
  public var nextEpoch: Int { epoch + 1 }

  /// Bytes that the trainer's buffers take.
  @_spi(Benchmarking) public var bufferBytes: Int { engine.workspace.byteCount }

  /// What the threads' time went into since the trainer was made.
  @_spi(Benchmarking) public var profile: StepProfile { engine.profile }

  /// What looking at the health of the layers has taken since the trainer was made.
  @_spi(Benchmarking) public private(set) var healthTime = Duration.zero

  /// Trains one epoch.
  ///
  /// - Parameters:
  ///   - source: The epoch's images, in the order in which they are to be used.
  ///   - report: Called after every batch, on the calling thread; may stop the epoch there.
  ///   - isCancelled: Asked several times a batch, by any thread; if true, the batch is abandoned
  ///     without a trace and the epoch ends there.
  ///   - learningRate: The learning rate of each batch, counted from 0, in place of the schedule's.
  /// - Returns: The result of the epoch.
  /// - Throws: `ConvNetError.lossNotFinite` if a batch's loss is not finite, and others.
  public func trainEpoch(
    over source: any ImageSource, report: (BatchProgress) -> Decision = { _ in .proceed },
    isCancelled: (@Sendable () -> Bool)? = nil, learningRate: ((Int) -> Double)? = nil
  ) throws(ConvNetError) -> EpochResult {
    try check(source)
    engine.wantsCancellation = isCancelled
    defer { engine.wantsCancellation = nil }
    let batchCount = (source.imageCount + settings.batchSize - 1) / settings.batchSize
    var rate = settings.learningRate(epoch: nextEpoch, batch: 0, batchCount: batchCount)
    var result = EpochResult(
      epoch: nextEpoch, learningRate: rate, loss: 0, correct: 0, processed: 0, isComplete: false)
    var lossSum = 0.0
    var stepSettings = StepSettings(settings, learningRate: rate, step: step)
    for batch in 0..<batchCount {
      let first = batch * settings.batchSize
      let count = min(settings.batchSize, source.imageCount - first)
      rate =
        learningRate?(batch)
        ?? settings.learningRate(epoch: nextEpoch, batch: batch, batchCount: batchCount)
      stepSettings.learningRate = rate
      if let momentum = settings.cycledMomentum(
        epoch: nextEpoch, batch: batch, batchCount: batchCount)
      {
        stepSettings.rule.cycle(momentum)
      }
      let isSampled = batch == batchCount / 2
      let clock = ContinuousClock()
      var looking = clock.now
      let before = isSampled ? engine.parameters.array : []
      if isSampled { healthTime += clock.now - looking }
      let loss: BatchLoss
      do {
        loss = try engine.train(
          on: source, from: first, count: count, settings: stepSettings)
      } catch .cancelled {
        return result
      } catch .outOfRange {
        throw .lossNotFinite(
          epoch: nextEpoch, batch: batch, learningRate: rate, loss: .nan)
      }
      stepSettings.step += 1
      let mean = loss.sum / Double(count)
      guard mean.isFinite, engine.isFinite else {
        throw .lossNotFinite(
          epoch: nextEpoch, batch: batch, learningRate: rate, loss: mean.isFinite ? .nan : mean)
      }
      step += 1
      batchesTracked += 1
      lossSum += mean
      result.correct += loss.correct
      result.processed += count
      if isSampled {
        looking = clock.now
        result.health = engine.health(before: before, count: count)
        healthTime += clock.now - looking
      }
      let decision = report(
        BatchProgress(
          epoch: nextEpoch, batch: batch, batchCount: batchCount, loss: mean,
          correct: result.correct, processed: result.processed, imageCount: source.imageCount,
          learningRate: rate))
      result.loss = lossSum / Double(batch + 1)
      if decision == .stop && batch + 1 < batchCount { return result }
    }
    result.isComplete = true
    epoch += 1
    return result
  }

  /// Evaluates images with the running statistics, batch by batch.
  ///
  /// - Parameters:
  ///   - source: The images.
  ///   - isCancelled: Asked several times a batch, by any thread; if true, the evaluation is given up.
  /// - Returns: Loss, predictions and confidences.
  /// - Throws: `ConvNetError`; `.cancelled` if the evaluation was given up.
  public func evaluate(
    _ source: any ImageSource, isCancelled: (@Sendable () -> Bool)? = nil
  ) throws(ConvNetError) -> Evaluation {
    try check(source)
    engine.wantsCancellation = isCancelled
    defer { engine.wantsCancellation = nil }
    return try engine.evaluate(
      source, batchSize: settings.batchSize, axis: settings.softmax)
  }

  private func check(_ source: any ImageSource) throws(ConvNetError) {
    guard source.imageCount > 0 else { throw .unsuitableImages(reason: "there are none") }
    guard source.pixelCount == engine.architecture.pixelCount else {
      throw .unsuitableImages(
        reason: "they have \(source.pixelCount) pixels, and the network reads "
          + "\(engine.architecture.pixelCount)")
    }
  }
}
