extension Engine {
  /// Folds the running statistics into all weights; done once before a series of `infer`.
  func prepareInference() {
    for (stage, plan) in plans.enumerated() {
      norms[stage].useRunningStatistics(
        parameters: parameters.pointer, statistics: statistics.pointer)
      bounds[stage] = Folding(plan: plan, dropoutScale: 1).fold(
        parameters: parameters.pointer, before: stage > 0 ? norms[stage - 1] : nil,
        weights: workspace.foldedWeights[stage].pointer,
        transposed: workspace.transposedWeights[stage].pointer,
        bias: workspace.foldedBias[stage].pointer)
    }
  }

  /// Computes the logits of images with the running statistics; a thread takes a shard through all
  /// stages at once.
  ///
  /// - Parameters:
  ///   - source: Where the images come from.
  ///   - first: The position of the first image.
  ///   - count: How many images, at most the capacity.
  /// - Throws: `ConvNetError`.
  func infer(
    _ source: any ImageSource, from first: Int, count: Int
  ) throws(ConvNetError) {
    pool.run { thread in
      let worker = workers[thread]
      worker.clock.start()
      forEachShard(of: count) { (shard, images) throws(ConvNetError) in
        try load(source, from: first, shard: shard, images: images, worker: worker)
        try inferShard(shard, images: images, worker: worker)
      }
      endPhase(worker) { formLogits(count: count) }
    }
    try throwFailure()
  }

  private func inferShard(_ shard: Int, images: Int, worker: Worker) throws(ConvNetError) {
    let first = shard * Self.shardSize
    var values = workspace.input.pointer + first * plans[0].sourceElementsPerImage
    var free = [worker.maps[0].pointer, worker.maps[1].pointer]
    for (stage, plan) in plans.enumerated() {
      let map = free.removeFirst()
      try checkRange(
        stage,
        greatest: greatestMagnitude(values, count: images * plan.sourceElementsPerImage))
      try worker.runners[stage].forward(
        source: values, weights: workspace.foldedWeights[stage].pointer,
        bias: workspace.foldedBias[stage].pointer, destination: map)
      worker.clock.lap(.forward)
      if stage > 0 { free.append(values) }
      values = map
      guard plan.stage.isPooled else { continue }
      let pooled = stage > 0 ? free.removeFirst() : worker.maps[1].pointer
      for image in 0..<images {
        maxPoolForward(
          plan, source: map + image * plan.mapElementsPerImage,
          destination: pooled + image * plan.elementsPerImage,
          argmax: workspace.argmax[stage].pointer + (first + image) * plan.elementsPerImage)
      }
      worker.clock.lap(.pooling)
      values = pooled
      free = [map]
    }
    let last = plans[plans.count - 1]
    globalAveragePoolForward(
      last, images: images, values: values,
      averages: workspace.averages.pointer + first * last.channels)
  }
}
