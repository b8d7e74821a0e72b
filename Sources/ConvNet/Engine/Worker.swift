/// What one thread has to itself: ways to run the convolutions, and scratch memory.
final class Worker: @unchecked Sendable {
  // Sendable because exactly one thread uses it at a time.
  let runners: [ConvolutionRunner]
  /// Two maps of a shard as large as the largest after any convolution.
  let maps: [AlignedBuffer<Float>]
  /// What the thread's time went into.
  let clock = WorkClock()
  private let scratch: AlignedBuffer<UInt8>

  init(
    _ primitives: [ConvolutionPrimitives], plans: [StagePlan], shardSize: Int,
    engine: OneDNNEngine
  ) throws(ConvNetError) {
    let stream = try OneDNNStream(engine)
    scratch = AlignedBuffer(primitives.map(\.scratchBytes).max() ?? 0)
    var runners: [ConvolutionRunner] = []
    for primitive in primitives {
      runners.append(
        try ConvolutionRunner(
          primitive, stream: stream, scratch: UnsafeMutableRawPointer(scratch.pointer),
          engine: engine))
    }
    self.runners = runners
    let largest = plans.map(\.mapElementsPerImage).max() ?? 0
    maps = [AlignedBuffer(shardSize * largest), AlignedBuffer(shardSize * largest)]
  }
}
