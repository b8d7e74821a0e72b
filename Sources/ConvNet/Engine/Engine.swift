import Synchronization

/// A network in memory, with everything that training and evaluating it needs.
///
/// One training step is one function that all threads run together. They take shards of the batch
/// one by one, and meet at a barrier after every stage, where the last of them forms the sums that
/// the whole batch determines.
final class Engine {
  let architecture: Architecture
  let plans: [StagePlan]
  let workspace: Workspace
  let pool: WorkerPool
  let workers: [Worker]
  let norms: [BatchNorm]
  /// The kernels that compute the convolutions.
  let kernels: ConvolutionKernels
  /// How large the sums of each stage's convolution can become.
  var bounds: [SumBound]

  let parameters: AlignedBuffer<Float>
  /// Velocities of SGD and RMSprop, means of Adam.
  let momentum: AlignedBuffer<Float>
  /// Means of squared gradients, of Adam and RMSprop; empty for SGD.
  let squares: AlignedBuffer<Float>
  let gradients: AlignedBuffer<Float>
  let statistics: AlignedBuffer<Float>

  let nextShard = Atomic<Int>(0)
  /// Whether the caller has stopped the work; the shards that are left are then passed over.
  let isCancelled = Atomic<Bool>(false)
  /// Asked before each shard, by any thread.
  var wantsCancellation: (@Sendable () -> Bool)?
  let failure = Mutex<ConvNetError?>(nil)
  let totals: AlignedBuffer<Double>
  let biasTotals: AlignedBuffer<Double>
  let logits: AlignedBuffer<Double>

  /// Images that a thread works on at a time.
  ///
  /// A constant: sums are formed shard by shard, and must
  /// not depend on the number of threads. Sixteen images of the widest stage fit the second-level
  /// cache of a current processor together with what is made of them.
  static let shardSize = 16

  /// - Parameters:
  ///   - state: The network's numbers.
  ///   - batchCapacity: The most images of a batch.
  ///   - threads: How many threads work.
  ///   - block: Channels side by side in memory; the processor decides if absent.
  ///   - keepsSquares: Whether means of squared gradients are kept.
  /// - Throws: `ConvNetError`.
  init(
    _ state: NetworkState, batchCapacity: Int, threads: Int, block: Int? = nil,
    keepsSquares: Bool = false
  ) throws(ConvNetError) {
    guard state.parameters.count == state.layout.parameterCount,
      state.statistics.count == state.layout.statisticCount
    else {
      throw .unsuitableState(
        reason: "it has \(state.parameters.count) parameters and \(state.statistics.count) "
          + "statistics, and the network has \(state.layout.parameterCount) and "
          + "\(state.layout.statisticCount)")
    }
    architecture = state.architecture
    let block = block ?? OneDNNEngine.channelBlock
    let plans = try StagePlan.plan(architecture, shardSize: Self.shardSize, block: block)
    self.plans = plans
    workspace = Workspace(plans: plans, shardSize: Self.shardSize, batchCapacity: batchCapacity)
    pool = try WorkerPool(threads: threads)
    norms = plans.map { BatchNorm($0) }
    bounds = plans.map { _ in SumBound() }
    parameters = AlignedBuffer(state.layout.parameterCount)
    momentum = AlignedBuffer(state.layout.parameterCount)
    squares = AlignedBuffer(keepsSquares ? state.layout.parameterCount : 0)
    gradients = AlignedBuffer(state.layout.parameterCount)
    statistics = AlignedBuffer(state.layout.statisticCount)
    totals = AlignedBuffer(workspace.weightStride)
    biasTotals = AlignedBuffer(workspace.sumStride)
    logits = AlignedBuffer(workspace.averages.count)
    for (index, value) in state.parameters.enumerated() { parameters.pointer[index] = value }
    for (index, value) in state.statistics.enumerated() { statistics.pointer[index] = value }

    let made = try Self.makeWorkers(pool, plans: plans)
    workers = made.workers
    kernels = ConvolutionKernels(
      instructions: LinkedOneDNN.instructions, implementations: made.implementations)
  }

  /// Makes primitives and workers inside a worker thread, because oneDNN lays out its work for as
  /// many threads as the thread that makes a primitive may use.
  private static func makeWorkers(
    _ pool: WorkerPool, plans: [StagePlan]
  ) throws(ConvNetError) -> (workers: [Worker], implementations: [String]) {
    var made: Result<(workers: [Worker], implementations: [String]), ConvNetError>?
    pool.run { thread in
      guard thread == 0 else { return }
      made = Result { () throws(ConvNetError) in
        let engine = try OneDNNEngine()
        var primitives: [ConvolutionPrimitives] = []
        for (index, plan) in plans.enumerated() {
          primitives.append(
            try ConvolutionPrimitives(plan.shape, needsDataGradient: index > 0, engine: engine))
        }
        var workers: [Worker] = []
        for _ in 0..<pool.count {
          workers.append(
            try Worker(primitives, plans: plans, shardSize: shardSize, engine: engine))
        }
        return (workers, primitives.flatMap(\.implementations))
      }
    }
    guard let made else { throw .threadNotStarted(code: 0) }
    return try made.get()
  }

  /// Gives each shard to one thread; returns when none is left.
  @inline(__always)
  func forEachShard(of count: Int, _ body: (Int, Int) throws(ConvNetError) -> Void) {
    let size = Self.shardSize
    let shards = (count + size - 1) / size
    while true {
      let shard = nextShard.add(1, ordering: .relaxed).oldValue
      guard shard < shards else { return }
      if isCancelled.load(ordering: .relaxed) || wantsCancellation?() == true {
        isCancelled.store(true, ordering: .relaxed)
        continue
      }
      note { () throws(ConvNetError) in try body(shard, min(size, count - shard * size)) }
    }
  }

  /// Runs a piece of work, and keeps its error for `throwFailure` if it is the first.
  @inline(__always)
  func note(_ work: () throws(ConvNetError) -> Void) {
    do {
      try work()
    } catch {
      failure.withLock { $0 = $0 ?? error }
    }
  }

  /// Ends a phase: all threads wait, and the last does `alone`.
  @inline(__always)
  func endPhase(_ worker: Worker, _ alone: () -> Void) {
    pool.barrier.wait {
      worker.clock.lap(.waiting)
      nextShard.store(0, ordering: .relaxed)
      if !isCancelled.load(ordering: .relaxed) { alone() }
      worker.clock.lap(.alone)
    }
    worker.clock.lap(.waiting)
  }

  /// What the threads' time went into since the engine was made.
  var profile: StepProfile {
    var profile = StepProfile()
    for worker in workers { profile.add(worker.clock.spent.pointer) }
    return profile
  }

  /// Throws what a thread could not throw, if anything.
  func throwFailure() throws(ConvNetError) {
    let error = failure.withLock { stored in
      defer { stored = nil }
      return stored
    }
    let wasCancelled = isCancelled.exchange(false, ordering: .relaxed)
    if let error { throw error }
    if wasCancelled { throw .cancelled }
  }

  /// Throws if the sums of a stage can leave the range of single precision.
  ///
  /// - Parameters:
  ///   - stage: The stage.
  ///   - greatest: The greatest magnitude of the numbers that the stage reads.
  /// - Throws: `ConvNetError.outOfRange`.
  func checkRange(_ stage: Int, greatest: Double) throws(ConvNetError) {
    guard bounds[stage].isInRange(greatest: greatest) else {
      throw .outOfRange(stage: plans[stage].stage.name)
    }
  }

  /// Loads the images of a shard.
  func load(
    _ source: any ImageSource, from first: Int, shard: Int, images: Int, worker: Worker
  ) throws(ConvNetError) {
    let (pixelCount, channels) = (architecture.pixelCount, plans[0].shape.inputChannels)
    let place = shard * Self.shardSize
    let positions = first + place..<first + place + images
    let input = workspace.input.pointer + place * pixelCount * channels
    let labels = workspace.labels.pointer + place
    let pixels = channels == 1 ? input : worker.maps[0].pointer
    source.fill(
      positions, pixels: UnsafeMutableBufferPointer(start: pixels, count: images * pixelCount),
      labels: UnsafeMutableBufferPointer(start: labels, count: images))
    for image in 0..<images where !(0..<architecture.classCount).contains(Int(labels[image])) {
      let label = Int(labels[image])
      labels[image] = 0
      throw .labelOutOfRange(
        label: label, position: positions.lowerBound + image, classes: architecture.classCount)
    }
    if channels > 1 {
      for pixel in 0..<images * pixelCount { input[pixel &* channels] = pixels[pixel] }
    }
    worker.clock.lap(.loading)
  }
}
