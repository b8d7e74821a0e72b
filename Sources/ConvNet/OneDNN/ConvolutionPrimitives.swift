import COneDNN

/// The three operations of one convolution: forward with bias and ReLU, weight gradient, and data
/// gradient.
///
/// Made once for a shape and shared by all threads; each thread has its own `ConvolutionRunner`.
final class ConvolutionPrimitives: @unchecked Sendable {
  // Sendable because primitives are immutable, and every thread gives its own scratchpad.
  /// One operation, with the layouts that its kernel reads and writes.
  struct Operation {
    let primitive: Primitive
    let layouts: ConvolutionLayouts
  }

  let shape: ConvolutionShape
  let forward: Operation
  let weightGradient: Operation
  /// Nothing for a convolution on the images themselves, whose gradient nobody needs.
  let dataGradient: Operation?

  /// Compiles a convolution.
  ///
  /// Each operation takes the engine's blocked layouts where oneDNN has a fast kernel for them, and
  /// plain ones where it has a fast kernel only for those.
  ///
  /// - Parameters:
  ///   - shape: The extents.
  ///   - needsDataGradient: Whether the gradient with respect to the source is ever asked for.
  ///   - engine: The processor.
  /// - Throws: `ConvNetError.oneDNN`.
  init(
    _ shape: ConvolutionShape, needsDataGradient: Bool, engine: OneDNNEngine
  ) throws(ConvNetError) {
    self.shape = shape
    let blocked = try Candidates(shape, isPlain: false, needsDataGradient, engine)
    let choice: [Candidates]
    if blocked.all.contains(where: { ConvolutionKernels.isReference($0.implementation) }) {
      choice = [blocked, try Candidates(shape, isPlain: true, needsDataGradient, engine)]
    } else {
      choice = [blocked]
    }
    /// The first that is fast; if none is, the one in the engine's layouts.
    func best(_ primitive: (Candidates) -> Primitive?) -> Operation? {
      let operations = choice.compactMap { candidate in
        primitive(candidate).map { Operation(primitive: $0, layouts: candidate.layouts) }
      }
      return operations.first {
        !ConvolutionKernels.isReference($0.primitive.implementation)
      } ?? operations.first
    }
    guard let forward = best({ $0.forward }), let weightGradient = best({ $0.weightGradient })
    else { throw .oneDNN(operation: "choose a convolution", status: "no kernel") }
    self.forward = forward
    self.weightGradient = weightGradient
    dataGradient = best { $0.dataGradient }
  }

  /// All operations.
  var operations: [Operation] { [forward, weightGradient] + [dataGradient].compactMap(\.self) }

  /// oneDNN's names of the implementations, in the order of `operations`.
  var implementations: [String] { operations.map(\.primitive.implementation) }

  /// Whether an operation works on copies in plain layouts.
  var usesCopies: Bool { operations.contains { $0.layouts.isPlain } }

  /// Bytes of scratch memory that a thread needs to run any of the three.
  var scratchBytes: Int { operations.map(\.primitive.scratchBytes).max() ?? 0 }

  /// The three operations in one kind of layouts.
  ///
  /// *C functions*: in version 2 `dnnl_convolution_…_desc_init` and `dnnl_primitive_desc_create`, in
  /// version 3 `dnnl_convolution_…_primitive_desc_create`; the module's shim chooses.
  private struct Candidates {
    let layouts: ConvolutionLayouts
    let forward: Primitive
    let weightGradient: Primitive
    let dataGradient: Primitive?

    var all: [Primitive] { [forward, weightGradient] + [dataGradient].compactMap(\.self) }

    init(
      _ shape: ConvolutionShape, isPlain: Bool, _ needsDataGradient: Bool, _ engine: OneDNNEngine
    ) throws(ConvNetError) {
      let layouts = try ConvolutionLayouts(shape, isPlain: isPlain)
      let rectified = try Attributes(rectified: true)
      let bare = try Attributes(rectified: false)
      let forward = try Primitive("a convolution") {
        gradbook_forward_create(
          &$0, engine.handle, layouts.source.handle, layouts.weights.handle, layouts.bias.handle,
          layouts.destination.handle, rectified.handle)
      }
      weightGradient = try Primitive("a convolution's weight gradient") {
        gradbook_weight_gradient_create(
          &$0, engine.handle, layouts.source.handle, layouts.weights.handle,
          layouts.destination.handle, forward.description, bare.handle)
      }
      dataGradient =
        needsDataGradient
        ? try Primitive("a convolution's data gradient") {
          gradbook_data_gradient_create(
            &$0, engine.handle, layouts.source.handle, layouts.transposedWeights.handle,
            layouts.destination.handle, forward.description, bare.handle)
        } : nil
      self.layouts = layouts
      self.forward = forward
    }
  }
}
