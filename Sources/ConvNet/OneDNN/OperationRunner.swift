import COneDNN

/// Runs one operation in one thread.
///
/// *C function*: `dnnl_primitive_execute`.
final class OperationRunner {
  /// Whether the operands have to be in plain layouts.
  let isPlain: Bool
  private let primitive: Primitive
  private let stream: OneDNNStream
  private let operands: [OneDNNMemory]
  private let scratchpad: OneDNNMemory
  private let arguments: UnsafeMutableBufferPointer<dnnl_exec_arg_t>

  /// - Parameters:
  ///   - primitive: The operation.
  ///   - operands: OneDNN's number of each operand, and its layout.
  ///   - isPlain: Whether the layouts are plain.
  ///   - stream: The thread's queue.
  ///   - scratch: The thread's scratch memory.
  ///   - engine: The processor.
  /// - Throws: `ConvNetError.oneDNN`.
  init(
    _ primitive: Primitive, operands: [(Int32, OneDNNLayout)], isPlain: Bool,
    stream: OneDNNStream, scratch: UnsafeMutableRawPointer, engine: OneDNNEngine
  ) throws(ConvNetError) {
    self.primitive = primitive
    self.isPlain = isPlain
    self.stream = stream
    var memories: [OneDNNMemory] = []
    for (_, layout) in operands { memories.append(try OneDNNMemory(layout, engine: engine)) }
    self.operands = memories
    scratchpad = try OneDNNMemory(scratchOf: primitive, engine: engine)
    try scratchpad.point(at: scratch)
    arguments = .allocate(capacity: operands.count + 1)
    for (index, (number, _)) in operands.enumerated() {
      arguments.initializeElement(
        at: index, to: dnnl_exec_arg_t(arg: number, memory: memories[index].handle))
    }
    arguments.initializeElement(
      at: operands.count,
      to: dnnl_exec_arg_t(arg: DNNL_ARG_SCRATCHPAD, memory: scratchpad.handle))
  }

  deinit { arguments.deallocate() }

  /// Runs the operation.
  ///
  /// - Parameters:
  ///   - pointers: The operands, in the order in which they were listed; oneDNN writes the result
  ///     to the one that the operation produces.
  ///   - shape: The convolution, for messages.
  /// - Throws: `ConvNetError.oneDNN`.
  @inline(__always)
  func run(
    _ pointers: [UnsafePointer<Float>], shape: ConvolutionShape
  ) throws(ConvNetError) {
    for (memory, pointer) in zip(operands, pointers) {
      try memory.point(at: UnsafeMutableRawPointer(mutating: pointer))
    }
    try check(
      dnnl_primitive_execute(
        primitive.handle, stream.handle, Int32(arguments.count), arguments.baseAddress),
      "run a convolution of the shape \(shape)")
  }
}
