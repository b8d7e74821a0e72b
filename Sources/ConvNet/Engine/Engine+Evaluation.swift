import Glibc

extension Engine {
  /// Folds the running statistics into all weights; done once before a series of `infer`.
  func prepareInference() {
    for (stage, plan) in plans.enumerated() {
      norms[stage].takeRunning(parameters: parameters.pointer, statistics: statistics.pointer)
      Folding(plan: plan, dropoutScale: 1).fold(
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
  ///   - source: where the images come from.
  ///   - first: the position of the first image.
  ///   - count: how many images, at most the capacity.
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
    var values = workspace.input.pointer + first * plans[0].sourceImageCount
    var free = [worker.maps[0].pointer, worker.maps[1].pointer]
    for (stage, plan) in plans.enumerated() {
      let map = free.removeFirst()
      try worker.runners[stage].forward(
        source: values, weights: workspace.foldedWeights[stage].pointer,
        bias: workspace.foldedBias[stage].pointer, destination: map)
      worker.clock.lap(.forward)
      if stage > 0 { free.append(values) }
      values = map
      guard plan.stage.isPooled else { continue }
      let pooled = stage > 0 ? free.removeFirst() : worker.maps[1].pointer
      for image in 0..<images {
        maximumForward(
          plan, source: map + image * plan.mapImageCount,
          destination: pooled + image * plan.imageCount,
          winners: workspace.winners[stage].pointer + (first + image) * plan.imageCount)
      }
      worker.clock.lap(.pooling)
      values = pooled
      free = [map]
    }
    let last = plans[plans.count - 1]
    averageForward(
      last, images: images, values: values,
      averages: workspace.averages.pointer + first * last.channels)
  }
}

extension Engine {
  /// Evaluates all images of a source, batch by batch.
  func evaluate(
    _ source: any ImageSource, batchSize: Int, axis: SoftmaxAxis
  ) throws(ConvNetError) -> Evaluation {
    let classes = architecture.classCount
    var result = Evaluation(
      loss: 0, correct: 0, predictions: [], labels: [], confidences: [], logits: [],
      classCount: classes)
    let head = LossHead(axis: axis, classes: classes)
    let stride = plans[plans.count - 1].channels
    prepareInference()
    for first in Swift.stride(from: 0, to: source.imageCount, by: batchSize) {
      let count = min(batchSize, source.imageCount - first)
      try infer(source, from: first, count: count)
      for image in 0..<count {
        for c in 0..<classes { result.logits.append(Float(logits.pointer[image * stride + c])) }
      }
      let loss = head.evaluate(
        count: count, stride: stride, values: logits.pointer, labels: workspace.labels.pointer,
        gradients: nil)
      result.loss += loss.sum
      result.correct += loss.correct
      for image in 0..<count {
        let row = logits.pointer + image * stride
        let prediction = head.firstMaximum(row)
        result.predictions.append(UInt8(prediction))
        result.confidences.append(Float(exp(row[prediction])))
        result.labels.append(UInt8(workspace.labels.pointer[image]))
      }
    }
    result.loss /= Double(source.imageCount)
    return result
  }
}
