/// A stage's batch norm for one batch: z = a·x + b, channel by channel.
final class BatchNorm: @unchecked Sendable {
  // Sendable because only the last thread at a barrier writes, before the others go on.
  let mean: AlignedBuffer<Double>
  /// The factor 1/√(variance + ε).
  let inverseDeviation: AlignedBuffer<Double>
  /// a = γ/√(variance + ε); 0 for channels that only fill a block.
  let scale: AlignedBuffer<Double>
  /// b = β − a·mean; 0 for channels that only fill a block.
  let shift: AlignedBuffer<Double>
  /// The constants of `batchNormReLUBackward`, once for each lane.
  let backwardConstant: AlignedBuffer<Float>
  let backwardFactor: AlignedBuffer<Float>

  private let plan: StagePlan

  /// What is added to a variance before its root is taken, as in PyTorch.
  static let epsilon = Architecture.batchNormEpsilon
  /// How much of a batch's statistics enters the running ones, as in PyTorch.
  static let momentum = Architecture.batchNormMomentum

  init(_ plan: StagePlan) {
    self.plan = plan
    mean = AlignedBuffer(plan.channels)
    inverseDeviation = AlignedBuffer(plan.channels)
    scale = AlignedBuffer(plan.channels)
    shift = AlignedBuffer(plan.channels)
    backwardConstant = AlignedBuffer(plan.blocks * 16)
    backwardFactor = AlignedBuffer(plan.blocks * 16)
  }

  /// Takes the statistics of a batch from the shards' sums, and keeps the running ones.
  ///
  /// *Math*: the batch is normalized with the variance over M numbers; the running variance takes
  /// the unbiased one, M/(M − 1) times as large.
  ///
  /// - Parameters:
  ///   - shards: How many shards' sums there are.
  ///   - images: Images of the batch, so that M = images · spatialSize.
  ///   - sums: The shards' sums, `[shard][block][16]`.
  ///   - squares: The shards' sums of squares.
  ///   - stride: Numbers from one shard's sums to the next's.
  ///   - parameters: All parameters.
  ///   - statistics: All running statistics, which are changed.
  /// - Returns: A bound of the magnitude of every number that was summed: the root of the greatest
  ///   sum of squares of a channel.
  func useBatchStatistics(
    shards: Int, images: Int, sums: UnsafePointer<Double>, squares: UnsafePointer<Double>,
    stride: Int, parameters: UnsafePointer<Float>, statistics: UnsafeMutablePointer<Float>
  ) -> Double {
    let count = Double(images * plan.spatialSize)
    var greatest = 0.0
    for channel in 0..<plan.stage.outputChannels {
      let total = channelSum(channel, shards: shards, sums: sums, stride: stride)
      let square = channelSum(channel, shards: shards, sums: squares, stride: stride)
      greatest = max(greatest, square.isNaN ? .infinity : square)
      let mean = total / count
      let variance = max(0, square / count - mean * mean)
      set(channel, mean: mean, variance: variance, parameters: parameters)
      let unbiased = variance * count / max(1, count - 1)
      blend(mean, into: &statistics[plan.meanOffset + channel])
      blend(unbiased, into: &statistics[plan.varianceOffset + channel])
    }
    return greatest.squareRoot()
  }

  /// Takes the running statistics, for evaluation.
  func useRunningStatistics(parameters: UnsafePointer<Float>, statistics: UnsafePointer<Float>) {
    for channel in 0..<plan.stage.outputChannels {
      set(
        channel, mean: Double(statistics[plan.meanOffset + channel]),
        variance: Double(statistics[plan.varianceOffset + channel]), parameters: parameters)
    }
  }

  /// Adds up what the shards found for one channel, in the order of the shards.
  func channelSum(
    _ channel: Int, shards: Int, sums: UnsafePointer<Double>, stride: Int
  ) -> Double {
    let lane = channel / plan.block * 16 + channel % plan.block
    var total = 0.0
    for shard in 0..<shards {
      total += sums[shard * stride + lane]
      if plan.block == 8 { total += sums[shard * stride + lane + 8] }
    }
    return total
  }

  /// Takes the gradients of γ and β, and works out what they mean for the numbers below.
  ///
  /// *Math*: dx = a·(dz − dβ/M − x̂·dγ/M) with x̂ = (x − mean)/√(variance + ε); the part beside
  /// a·dz is −c0 − c1·x with c1 = a·dγ/(M·√(variance + ε)) and c0 = a·dβ/M − c1·mean.
  func takeGradients(channel: Int, dScale: Double, dShift: Double, images: Int) {
    let count = Double(images * plan.spatialSize)
    let a = scale.pointer[channel]
    let factor = a * inverseDeviation.pointer[channel] * dScale / count
    let constant = a * dShift / count - factor * mean.pointer[channel]
    let lane = channel / plan.block * 16 + channel % plan.block
    for copy in stride(from: lane, to: lane + 17 - plan.block, by: plan.block) {
      backwardConstant.pointer[copy] = Float(constant)
      backwardFactor.pointer[copy] = Float(factor)
    }
  }

  private func set(
    _ channel: Int, mean: Double, variance: Double, parameters: UnsafePointer<Float>
  ) {
    let inverse = 1 / (variance + Self.epsilon).squareRoot()
    let a = Double(parameters[plan.scaleOffset + channel]) * inverse
    self.mean.pointer[channel] = mean
    inverseDeviation.pointer[channel] = inverse
    scale.pointer[channel] = a
    shift.pointer[channel] = Double(parameters[plan.shiftOffset + channel]) - a * mean
  }

  private func blend(_ value: Double, into running: inout Float) {
    running = Float(Double(running) * (1 - Self.momentum) + value * Self.momentum)
  }
}
