import COneDNN

/// The three primitives of one convolution: forward with bias and ReLU, weight gradient, and data
/// gradient.
///
/// Made once for a shape and shared by all threads; each thread has its own `ConvolutionRunner`.
///
/// *C functions*: in version 2 `dnnl_convolution_…_desc_init` and `dnnl_primitive_desc_create`, in
/// version 3 `dnnl_convolution_…_primitive_desc_create`; the module's shim chooses.
final class ConvolutionPrimitives: @unchecked Sendable {
  // Sendable because primitives are immutable, and every thread gives its own scratchpad.
  let shape: ConvolutionShape
  let forward: Primitive
  let weightGradient: Primitive
  /// Nothing for a convolution on the images themselves, whose gradient nobody needs.
  let dataGradient: Primitive?

  let source: OneDNNLayout
  let destination: OneDNNLayout
  let weights: OneDNNLayout
  let transposedWeights: OneDNNLayout
  let bias: OneDNNLayout

  /// Compiles a convolution.
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
    let wide = shape.block == 16
    let blocked = wide ? dnnl_nChw16c : dnnl_nChw8c
    let kernel = [shape.outputChannels, shape.inputChannels, shape.kernel, shape.kernel]
    let source = try OneDNNLayout(
      [shape.images, shape.inputChannels, shape.height, shape.width],
      shape.hasPlainInput ? dnnl_nchw : blocked)
    let destination = try OneDNNLayout(
      [shape.images, shape.outputChannels, shape.outputHeight, shape.outputWidth], blocked)
    let plain = wide ? dnnl_Ohwi16o : dnnl_Ohwi8o
    let weights = try OneDNNLayout(
      kernel, shape.hasPlainInput ? plain : wide ? dnnl_OIhw16i16o : dnnl_OIhw8i8o)
    let transposed = try OneDNNLayout(
      kernel, shape.hasPlainInput ? plain : wide ? dnnl_OIhw16o16i : dnnl_OIhw8o8i)
    let bias = try OneDNNLayout([shape.outputChannels], dnnl_x)

    let rectified = try Attributes(rectified: true)
    let bare = try Attributes(rectified: false)
    let forward = try Primitive("a convolution") {
      gradbook_forward_create(
        &$0, engine.handle, source.handle, weights.handle, bias.handle, destination.handle,
        rectified.handle)
    }
    weightGradient = try Primitive("a convolution's weight gradient") {
      gradbook_weight_gradient_create(
        &$0, engine.handle, source.handle, weights.handle, destination.handle,
        forward.description, bare.handle)
    }
    dataGradient =
      needsDataGradient
      ? try Primitive("a convolution's data gradient") {
        gradbook_data_gradient_create(
          &$0, engine.handle, source.handle, transposed.handle, destination.handle,
          forward.description, bare.handle)
      } : nil
    (self.source, self.destination, self.bias) = (source, destination, bias)
    (self.weights, transposedWeights) = (weights, transposed)
    self.forward = forward
  }

  /// Bytes of scratch memory that a thread needs to run any of the three.
  var scratchBytes: Int {
    max(forward.scratchBytes, weightGradient.scratchBytes, dataGradient?.scratchBytes ?? 0)
  }
}
