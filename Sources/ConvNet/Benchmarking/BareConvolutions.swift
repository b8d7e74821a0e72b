/// A training step's convolutions and nothing else: what a step is measured against.
///
/// Forward with ReLU, weight gradient and data gradient of every convolution, in the layout that
/// training uses; no data gradient of the first, which training does not need.
///
/// Not thread-safe; it has threads of its own.
@_spi(Benchmarking) public final class BareConvolutions {
  /// How a batch is handed to oneDNN.
  public enum Division: Sendable {
    /// As in training: shards of a fixed size, each computed by one thread.
    case shards
    /// In one piece, which oneDNN divides among its own threads.
    case wholeBatch
  }

  /// Images of a batch.
  public let batchSize: Int

  private let engine: Engine
  private let whole: Worker

  /// Sets memory aside and compiles the convolutions.
  ///
  /// - Parameters:
  ///   - architecture: The network.
  ///   - batchSize: Images of a batch; a multiple of the size of a shard.
  ///   - threads: How many threads work on shards; as many as there are processors if absent.
  /// - Throws: `ConvNetError`.
  public init(
    _ architecture: Architecture = .article, batchSize: Int = 512, threads: Int? = nil
  ) throws(ConvNetError) {
    guard batchSize > 0, batchSize.isMultiple(of: Engine.shardSize) else {
      throw .invalidSetting(
        name: "batch size", value: "\(batchSize)",
        expected: "a multiple of \(Engine.shardSize)")
    }
    self.batchSize = batchSize
    engine = try Engine(
      NetworkState(architecture, seed: 1), batchCapacity: batchSize,
      threads: max(1, threads ?? Processors.available))
    let processor = try OneDNNEngine()
    var primitives: [ConvolutionPrimitives] = []
    for (index, plan) in engine.plans.enumerated() {
      var shape = plan.shape
      shape.images = batchSize
      primitives.append(
        try ConvolutionPrimitives(shape, needsDataGradient: index > 0, engine: processor))
    }
    whole = try Worker(primitives, plans: engine.plans, shardSize: batchSize, engine: processor)
    fillWithNumbers()
  }

  /// Multiplications with addition that a run takes, counted without the channels that only fill
  /// blocks.
  public var multiplyAdds: Int {
    let forward = engine.plans.map { plan in
      plan.stage.outputChannels * plan.stage.inputChannels * plan.kernelArea * plan.mapSpatialSize
        * batchSize
    }
    return 3 * forward.reduce(0, +) - (forward.first ?? 0)
  }

  /// Computes all convolutions of a batch once.
  ///
  /// - Parameter division: How the batch is handed to oneDNN.
  /// - Throws: `ConvNetError.oneDNN`.
  public func run(_ division: Division) throws(ConvNetError) {
    switch division {
    case .wholeBatch:
      for stage in engine.plans.indices { try forward(stage, image: 0, worker: whole) }
      for stage in engine.plans.indices.reversed() {
        try backward(stage, image: 0, worker: whole)
      }
    case .shards:
      engine.pool.run { thread in
        let worker = engine.workers[thread]
        for stage in engine.plans.indices {
          engine.forEachShard(of: batchSize) { (shard, _) throws(ConvNetError) in
            try forward(stage, image: shard * Engine.shardSize, worker: worker)
          }
          engine.endPhase(worker) {}
        }
        for stage in engine.plans.indices.reversed() {
          engine.forEachShard(of: batchSize) { (shard, _) throws(ConvNetError) in
            try backward(stage, image: shard * Engine.shardSize, worker: worker)
          }
          engine.endPhase(worker) {}
        }
      }
      try engine.throwFailure()
    }
  }

  private func source(_ stage: Int, image: Int) -> UnsafeMutablePointer<Float> {
    let workspace = engine.workspace
    let buffer = stage == 0 ? workspace.input : workspace.activations[stage - 1]
    return buffer.pointer + image * engine.plans[stage].sourceElementsPerImage
  }

  private func forward(_ stage: Int, image: Int, worker: Worker) throws(ConvNetError) {
    let (plan, workspace) = (engine.plans[stage], engine.workspace)
    try worker.runners[stage].forward(
      source: source(stage, image: image), weights: workspace.foldedWeights[stage].pointer,
      bias: workspace.foldedBias[stage].pointer,
      destination: plan.stage.isPooled
        ? worker.maps[0].pointer
        : workspace.activations[stage].pointer + image * plan.elementsPerImage)
  }

  private func backward(_ stage: Int, image: Int, worker: Worker) throws(ConvNetError) {
    let (plan, workspace) = (engine.plans[stage], engine.workspace)
    let gradient =
      plan.stage.isPooled
      ? worker.maps[0].pointer
      : workspace.gradients[stage % 2].pointer + image * plan.elementsPerImage
    try worker.runners[stage].weightGradient(
      source: source(stage, image: image), dDestination: gradient,
      dWeights: workspace.shardWeightGradients.pointer
        + image / Engine.shardSize * workspace.weightStride)
    try worker.runners[stage].dataGradient(
      dDestination: gradient, weights: workspace.transposedWeights[stage].pointer,
      dSource: workspace.gradients[(stage + 1) % 2].pointer + image * plan.sourceElementsPerImage)
  }

  /// Numbers of the size that training has, so that none is infinite or subnormal.
  private func fillWithNumbers() {
    let workspace = engine.workspace
    let all =
      [workspace.input] + workspace.gradients + workspace.foldedWeights
      + workspace.transposedWeights
    for buffer in all {
      for index in 0..<buffer.count { buffer.pointer[index] = Float(index % 7 - 3) / 16 }
    }
  }
}
