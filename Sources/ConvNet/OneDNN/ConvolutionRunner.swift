import COneDNN

/// One thread's way of running the primitives of a convolution.
///
/// Holds views of memory that are pointed at the caller's buffers before each call, so that the
/// training loop allocates nothing. *C function*: `dnnl_primitive_execute`.
final class ConvolutionRunner {
  private let primitives: ConvolutionPrimitives
  private let stream: OneDNNStream
  private let source: OneDNNMemory
  private let destination: OneDNNMemory
  private let weights: OneDNNMemory
  private let transposedWeights: OneDNNMemory
  private let bias: OneDNNMemory
  private let scratchpads: [OneDNNMemory]
  private let forwardArguments: UnsafeMutableBufferPointer<dnnl_exec_arg_t>
  private let weightArguments: UnsafeMutableBufferPointer<dnnl_exec_arg_t>
  private let dataArguments: UnsafeMutableBufferPointer<dnnl_exec_arg_t>

  /// - Parameters:
  ///   - primitives: What is to be run.
  ///   - stream: The thread's queue.
  ///   - scratch: The thread's scratch memory, of at least `primitives.scratchBytes` bytes.
  ///   - engine: The processor.
  /// - Throws: `ConvNetError.oneDNN`.
  init(
    _ primitives: ConvolutionPrimitives, stream: OneDNNStream, scratch: UnsafeMutableRawPointer,
    engine: OneDNNEngine
  ) throws(ConvNetError) {
    self.primitives = primitives
    self.stream = stream
    source = try OneDNNMemory(primitives.source, engine: engine)
    destination = try OneDNNMemory(primitives.destination, engine: engine)
    weights = try OneDNNMemory(primitives.weights, engine: engine)
    transposedWeights = try OneDNNMemory(primitives.transposedWeights, engine: engine)
    bias = try OneDNNMemory(primitives.bias, engine: engine)
    let data = primitives.dataGradient ?? primitives.forward
    var scratchpads: [OneDNNMemory] = []
    for primitive in [primitives.forward, primitives.weightGradient, data] {
      let memory = try OneDNNMemory(scratchOf: primitive, engine: engine)
      try memory.point(at: scratch)
      scratchpads.append(memory)
    }
    self.scratchpads = scratchpads
    forwardArguments = arguments([
      (DNNL_ARG_SRC, source), (DNNL_ARG_WEIGHTS, weights), (DNNL_ARG_BIAS, bias),
      (DNNL_ARG_DST, destination), (DNNL_ARG_SCRATCHPAD, scratchpads[0]),
    ])
    weightArguments = arguments([
      (DNNL_ARG_SRC, source), (DNNL_ARG_DIFF_WEIGHTS, weights), (DNNL_ARG_DIFF_DST, destination),
      (DNNL_ARG_SCRATCHPAD, scratchpads[1]),
    ])
    dataArguments = arguments([
      (DNNL_ARG_DIFF_SRC, source), (DNNL_ARG_WEIGHTS, transposedWeights),
      (DNNL_ARG_DIFF_DST, destination), (DNNL_ARG_SCRATCHPAD, scratchpads[2]),
    ])
  }

  deinit {
    forwardArguments.deallocate()
    weightArguments.deallocate()
    dataArguments.deallocate()
  }

  /// Computes destination ← max(0, source ∗ weights + bias).
  func forward(
    source x: UnsafePointer<Float>, weights w: UnsafePointer<Float>,
    bias b: UnsafePointer<Float>, destination y: UnsafeMutablePointer<Float>
  ) throws(ConvNetError) {
    try point(source, x)
    try point(weights, w)
    try point(bias, b)
    try point(destination, UnsafePointer(y))
    try run(primitives.forward, forwardArguments)
  }

  /// Computes dWeights ← the sum over images and places of source · dDestination.
  func weightGradient(
    source x: UnsafePointer<Float>, dDestination dy: UnsafePointer<Float>,
    dWeights dw: UnsafeMutablePointer<Float>
  ) throws(ConvNetError) {
    try point(source, x)
    try point(destination, dy)
    try point(weights, UnsafePointer(dw))
    try run(primitives.weightGradient, weightArguments)
  }

  /// Computes dSource ← dDestination ∗ transposed weights.
  func dataGradient(
    dDestination dy: UnsafePointer<Float>, weights w: UnsafePointer<Float>,
    dSource dx: UnsafeMutablePointer<Float>
  ) throws(ConvNetError) {
    guard let primitive = primitives.dataGradient else { return }
    try point(destination, dy)
    try point(transposedWeights, w)
    try point(source, UnsafePointer(dx))
    try run(primitive, dataArguments)
  }

  @inline(__always)
  private func point(
    _ memory: OneDNNMemory, _ pointer: UnsafePointer<Float>
  ) throws(ConvNetError) {
    try memory.point(at: UnsafeMutableRawPointer(mutating: pointer))
  }

  @inline(__always)
  private func run(
    _ primitive: Primitive, _ arguments: UnsafeMutableBufferPointer<dnnl_exec_arg_t>
  ) throws(ConvNetError) {
    try check(
      dnnl_primitive_execute(
        primitive.handle, stream.handle, Int32(arguments.count), arguments.baseAddress),
      "run a convolution of the shape \(primitives.shape)")
  }
}

private func arguments(
  _ list: [(Int32, OneDNNMemory)]
) -> UnsafeMutableBufferPointer<dnnl_exec_arg_t> {
  let buffer = UnsafeMutableBufferPointer<dnnl_exec_arg_t>.allocate(capacity: list.count)
  _ = buffer.initialize(
    from: list.map { dnnl_exec_arg_t(arg: $0.0, memory: $0.1.handle) })
  return buffer
}
