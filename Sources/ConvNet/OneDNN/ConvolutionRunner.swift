import COneDNN

/// Runs the operations of a convolution in one thread.
///
/// Holds views of memory that are pointed at the caller's buffers before each call.
final class ConvolutionRunner {
  private let shape: ConvolutionShape
  private let forward: OperationRunner
  private let weightGradient: OperationRunner
  private let dataGradient: OperationRunner?
  private let copies: PlainLayoutCopies?

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
    shape = primitives.shape
    func runner(
      _ operation: ConvolutionPrimitives.Operation,
      _ operands: [(Int32, OneDNNLayout)]
    ) throws(ConvNetError) -> OperationRunner {
      try OperationRunner(
        operation.primitive, operands: operands, isPlain: operation.layouts.isPlain,
        stream: stream, scratch: scratch, engine: engine)
    }
    let (f, w) = (primitives.forward, primitives.weightGradient)
    forward = try runner(
      f,
      [
        (DNNL_ARG_SRC, f.layouts.source), (DNNL_ARG_WEIGHTS, f.layouts.weights),
        (DNNL_ARG_BIAS, f.layouts.bias), (DNNL_ARG_DST, f.layouts.destination),
      ])
    weightGradient = try runner(
      w,
      [
        (DNNL_ARG_SRC, w.layouts.source), (DNNL_ARG_DIFF_WEIGHTS, w.layouts.weights),
        (DNNL_ARG_DIFF_DST, w.layouts.destination),
      ])
    if let d = primitives.dataGradient {
      dataGradient = try runner(
        d,
        [
          (DNNL_ARG_DIFF_SRC, d.layouts.source), (DNNL_ARG_WEIGHTS, d.layouts.transposedWeights),
          (DNNL_ARG_DIFF_DST, d.layouts.destination),
        ])
    } else {
      dataGradient = nil
    }
    copies = primitives.usesCopies ? PlainLayoutCopies(primitives.shape) : nil
  }

  /// Computes destination ← max(0, source ∗ weights + bias).
  func forward(
    source x: UnsafePointer<Float>, weights w: UnsafePointer<Float>,
    bias b: UnsafePointer<Float>, destination y: UnsafeMutablePointer<Float>
  ) throws(ConvNetError) {
    guard forward.isPlain, let copies else {
      try run(forward, [x, w, b, UnsafePointer(y)])
      return
    }
    copies.readSource(x)
    copies.readWeights(w)
    try run(
      forward,
      [
        UnsafePointer(copies.source.pointer), UnsafePointer(copies.weights.pointer), b,
        UnsafePointer(copies.destination.pointer),
      ])
    copies.writeDestination(to: y)
  }

  /// Computes dWeights ← the sum over images and places of source · dDestination.
  func weightGradient(
    source x: UnsafePointer<Float>, dDestination dy: UnsafePointer<Float>,
    dWeights dw: UnsafeMutablePointer<Float>
  ) throws(ConvNetError) {
    guard weightGradient.isPlain, let copies else {
      try run(weightGradient, [x, UnsafePointer(dw), dy])
      return
    }
    copies.readSource(x)
    copies.readDestination(dy)
    try run(
      weightGradient,
      [
        UnsafePointer(copies.source.pointer), UnsafePointer(copies.weights.pointer),
        UnsafePointer(copies.destination.pointer),
      ])
    copies.writeWeights(to: dw)
  }

  /// Computes dSource ← dDestination ∗ transposed weights.
  func dataGradient(
    dDestination dy: UnsafePointer<Float>, weights w: UnsafePointer<Float>,
    dSource dx: UnsafeMutablePointer<Float>
  ) throws(ConvNetError) {
    guard let dataGradient else { return }
    guard dataGradient.isPlain, let copies else {
      try run(dataGradient, [UnsafePointer(dx), w, dy])
      return
    }
    copies.readDestination(dy)
    copies.readTransposedWeights(w)
    try run(
      dataGradient,
      [
        UnsafePointer(copies.source.pointer), UnsafePointer(copies.weights.pointer),
        UnsafePointer(copies.destination.pointer),
      ])
    copies.writeSource(to: dx)
  }

  @inline(__always)
  private func run(
    _ operation: OperationRunner, _ operands: [UnsafePointer<Float>]
  ) throws(ConvNetError) {
    try operation.run(operands, shape: shape)
  }
}
