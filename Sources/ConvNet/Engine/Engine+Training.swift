extension Engine {
  /// Trains on one batch: forward, loss, backward, update.
  ///
  /// - Parameters:
  ///   - source: Where the images come from.
  ///   - first: The position of the batch's first image.
  ///   - count: Images of the batch, at most the capacity.
  ///   - settings: Rates and seeds.
  ///   - updates: Whether parameters are changed; else only gradients are formed.
  /// - Returns: The summed loss and the correct count.
  /// - Throws: `ConvNetError`.
  func train(
    on source: any ImageSource, from first: Int, count: Int, settings: StepSettings,
    updates: Bool = true
  ) throws(ConvNetError) -> BatchLoss {
    let scale = 1 / (1 - settings.dropout)
    let last = plans.count - 1
    var loss = BatchLoss(sum: 0, correct: 0)
    let statisticsBefore = statistics.array
    fold(0, scale: scale)
    pool.run { thread in
      let worker = workers[thread]
      worker.clock.start()
      for stage in plans.indices {
        forEachShard(of: count) { (shard, images) throws(ConvNetError) in
          if stage == 0 {
            try load(
              source, from: first, shard: shard, images: images, worker: worker)
            let values = sourceValues(0, shard: shard)
            try checkRange(
              0,
              greatest: greatestMagnitude(
                values, count: images * plans[0].sourceElementsPerImage))
          }
          try forward(stage, shard: shard, images: images, worker: worker, settings: settings)
        }
        endPhase(worker) {
          let greatest = updateStatistics(stage, count: count)
          if stage < last {
            fold(stage + 1, scale: scale)
            note { () throws(ConvNetError) in try checkRange(stage + 1, greatest: greatest) }
          } else {
            loss = evaluateLoss(count: count, axis: settings.axis)
          }
        }
      }
      for stage in plans.indices.reversed() {
        forEachShard(of: count) { (shard, images) throws(ConvNetError) in
          try backward(stage, shard: shard, images: images, worker: worker)
        }
        endPhase(worker) {
          takeGradients(stage, count: count, scale: scale)
          if stage == 0 && updates {
            update(settings)
          }
        }
      }
    }
    do {
      try throwFailure()
    } catch {
      // A step that was stopped leaves no trace.
      if error == .cancelled {
        for (index, value) in statisticsBefore.enumerated() { statistics.pointer[index] = value }
      }
      throw error
    }
    return loss
  }

  private func fold(_ stage: Int, scale: Double) {
    bounds[stage] = Folding(plan: plans[stage], dropoutScale: scale).fold(
      parameters: parameters.pointer, before: stage > 0 ? norms[stage - 1] : nil,
      weights: workspace.foldedWeights[stage].pointer,
      transposed: workspace.transposedWeights[stage].pointer,
      bias: workspace.foldedBias[stage].pointer)
  }

  /// What a stage reads, for one shard.
  private func sourceValues(_ stage: Int, shard: Int) -> UnsafeMutablePointer<Float> {
    let buffer = stage == 0 ? workspace.input : workspace.activations[stage - 1]
    return buffer.pointer + shard * Self.shardSize * plans[stage].sourceElementsPerImage
  }

  private func forward(
    _ stage: Int, shard: Int, images: Int, worker: Worker, settings: StepSettings
  ) throws(ConvNetError) {
    let plan = plans[stage]
    let start = shard * Self.shardSize * plan.elementsPerImage
    let values = workspace.activations[stage].pointer + start
    let map = plan.stage.isPooled ? worker.maps[0].pointer : values
    try worker.runners[stage].forward(
      source: sourceValues(stage, shard: shard), weights: workspace.foldedWeights[stage].pointer,
      bias: workspace.foldedBias[stage].pointer, destination: map)
    worker.clock.lap(.forward)
    if plan.stage.isPooled {
      for image in 0..<images {
        maxPoolForward(
          plan, source: map + image * plan.mapElementsPerImage,
          destination: values + image * plan.elementsPerImage,
          argmax: workspace.argmax[stage].pointer + start + image * plan.elementsPerImage)
      }
      worker.clock.lap(.pooling)
    }
    if let gaps = settings.gaps {
      var generator = DropoutMask.generator(
        seed: settings.seed, step: settings.step, stage: stage, shard: shard)
      gaps.dropOut(values, images: images, order: plan.order, generator: &generator)
      worker.clock.lap(.dropout)
    }
    let place = shard * workspace.sumStride
    batchNormSums(
      plan, images: images, values: values, sums: workspace.shardSums.pointer + place,
      squares: workspace.shardSquares.pointer + place)
    worker.clock.lap(.statistics)
    if stage == plans.count - 1 {
      globalAveragePoolForward(
        plan, images: images, values: values,
        averages: workspace.averages.pointer + shard * Self.shardSize * plan.channels)
      worker.clock.lap(.pooling)
    }
  }

  /// - Returns: A bound of the magnitude of the stage's numbers.
  private func updateStatistics(_ stage: Int, count: Int) -> Double {
    norms[stage].useBatchStatistics(
      shards: (count + Self.shardSize - 1) / Self.shardSize, images: count,
      sums: workspace.shardSums.pointer, squares: workspace.shardSquares.pointer,
      stride: workspace.sumStride, parameters: parameters.pointer,
      statistics: statistics.pointer)
  }

  /// The last stage's batch norm on the averages, the loss, and the gradients of the batch norm.
  private func evaluateLoss(count: Int, axis: SoftmaxAxis) -> BatchLoss {
    let stage = plans.count - 1
    let (plan, norm) = (plans[stage], norms[stage])
    let stride = plan.channels
    formLogits(count: count)
    let head = LogSoftmaxLoss(axis: axis, classes: architecture.classCount)
    let loss = head.evaluate(
      count: count, stride: stride, values: logits.pointer, labels: workspace.labels.pointer,
      gradients: workspace.logitGradients.pointer)
    for channel in 0..<plan.stage.outputChannels {
      var (dScale, dShift) = (0.0, 0.0)
      for image in 0..<count {
        let gradient = workspace.logitGradients.pointer[image * stride + channel]
        let average = Double(workspace.averages.pointer[image * stride + channel])
        dShift += gradient
        dScale += gradient * (average - norm.mean.pointer[channel])
      }
      dScale *= norm.inverseDeviation.pointer[channel]
      gradients.pointer[plan.scaleOffset + channel] = Float(dScale)
      gradients.pointer[plan.shiftOffset + channel] = Float(dShift)
      norm.takeGradients(channel: channel, dScale: dScale, dShift: dShift, images: count)
    }
    return loss
  }

  /// Computes logits[n, c] = a[c]·average[n, c] + b[c].
  func formLogits(count: Int) {
    let (plan, norm) = (plans[plans.count - 1], norms[plans.count - 1])
    for image in 0..<count {
      for channel in 0..<plan.stage.outputChannels {
        let place = image * plan.channels + channel
        let average = Double(workspace.averages.pointer[place])
        logits.pointer[place] =
          norm.scale.pointer[channel] * average + norm.shift.pointer[channel]
      }
    }
  }

  private func backward(
    _ stage: Int, shard: Int, images: Int, worker: Worker
  ) throws(ConvNetError) {
    let (plan, norm) = (plans[stage], norms[stage])
    let first = shard * Self.shardSize
    let start = first * plan.elementsPerImage
    let gradient = workspace.gradients[stage % 2].pointer + start
    if stage == plans.count - 1 {
      globalAveragePoolBackward(
        plan, images: images,
        logitGradients: workspace.logitGradients.pointer + first * plan.channels,
        factors: norm.scale.pointer, gradient: gradient)
      worker.clock.lap(.pooling)
    }
    batchNormReLUBackward(
      plan, images: images, gradient: gradient,
      values: workspace.activations[stage].pointer + start,
      constants: norm.backwardConstant.pointer, factors: norm.backwardFactor.pointer,
      sums: workspace.shardSums.pointer + shard * workspace.sumStride)
    worker.clock.lap(.masking)

    var map = gradient
    var mapElementsPerImage = plan.elementsPerImage
    if plan.stage.isPooled {
      map = worker.maps[0].pointer
      mapElementsPerImage = plan.mapElementsPerImage
      for image in 0..<images {
        maxPoolBackward(
          plan, gradient: gradient + image * plan.elementsPerImage,
          argmax: workspace.argmax[stage].pointer + start + image * plan.elementsPerImage,
          map: map + image * mapElementsPerImage)
      }
      worker.clock.lap(.pooling)
    }
    // The images that a short shard lacks take no part in the sums.
    (map + images * mapElementsPerImage).update(
      repeating: 0, count: (Self.shardSize - images) * mapElementsPerImage)
    try worker.runners[stage].weightGradient(
      source: sourceValues(stage, shard: shard), dDestination: map,
      dWeights: workspace.shardWeightGradients.pointer + shard * workspace.weightStride)
    worker.clock.lap(.weightGradient)
    guard stage > 0 else { return }
    try worker.runners[stage].dataGradient(
      dDestination: map, weights: workspace.transposedWeights[stage].pointer,
      dSource: workspace.gradients[(stage - 1) % 2].pointer + first * plan.sourceElementsPerImage)
    worker.clock.lap(.dataGradient)
  }

  /// Adds up the shards' gradients, in the order of the shards, and makes the parameters' of them.
  private func takeGradients(_ stage: Int, count: Int, scale: Double) {
    let plan = plans[stage]
    let shards = (count + Self.shardSize - 1) / Self.shardSize
    let total = totals.pointer
    total.update(repeating: 0, count: plan.shape.weightCount)
    for shard in 0..<shards {
      let part = workspace.shardWeightGradients.pointer + shard * workspace.weightStride
      for index in 0..<plan.shape.weightCount { total[index] += Double(part[index]) }
    }
    for channel in 0..<plan.stage.outputChannels {
      biasTotals.pointer[channel] = norms[stage].channelSum(
        channel, shards: shards, sums: workspace.shardSums.pointer, stride: workspace.sumStride)
    }
    Folding(plan: plan, dropoutScale: scale).unfold(
      dFolded: total, dBias: biasTotals.pointer, parameters: parameters.pointer,
      before: stage > 0 ? norms[stage - 1] : nil, below: stage > 0 ? plans[stage - 1] : nil,
      images: count, gradients: gradients.pointer)
  }
}
