import COneDNN

/// The three primitives of one convolution: forward with bias and ReLU, weight gradient, and data
/// gradient.
///
/// Made once for a shape and shared by all threads; each thread has its own `ConvolutionRunner`.
/// All that version 3 of oneDNN would change (it drops the operation descriptors) is in this file.
///
/// *C functions*: `dnnl_convolution_forward_desc_init`, `…_backward_data_…`,
/// `…_backward_weights_…`, `dnnl_primitive_desc_create`, `dnnl_primitive_create`.
final class ConvolutionPrimitives: @unchecked Sendable {
  // Sendable because primitives are immutable, and every thread gives its own scratchpad.
  let shape: ConvolutionShape
  let forward: Primitive
  let weightGradient: Primitive
  /// Nothing for a convolution on the images themselves, whose gradient nobody needs.
  let dataGradient: Primitive?

  let source: dnnl_memory_desc_t
  let destination: dnnl_memory_desc_t
  let weights: dnnl_memory_desc_t
  let transposedWeights: dnnl_memory_desc_t
  let bias: dnnl_memory_desc_t

  /// - Parameters:
  ///   - shape: the extents.
  ///   - needsDataGradient: whether the gradient with respect to the source is ever asked for.
  ///   - engine: the processor.
  /// - Throws: `ConvNetError.oneDNN`.
  init(
    _ shape: ConvolutionShape, needsDataGradient: Bool, engine: OneDNNEngine
  ) throws(ConvNetError) {
    self.shape = shape
    let wide = shape.block == 16
    let k = shape.kernel
    source = try describe(
      [shape.images, shape.inputs, shape.height, shape.width],
      shape.hasPlainInput ? dnnl_nchw : wide ? dnnl_nChw16c : dnnl_nChw8c)
    destination = try describe(
      [shape.images, shape.outputs, shape.outputHeight, shape.outputWidth],
      wide ? dnnl_nChw16c : dnnl_nChw8c)
    let forwardTag =
      shape.hasPlainInput
      ? (wide ? dnnl_Ohwi16o : dnnl_Ohwi8o) : (wide ? dnnl_OIhw16i16o : dnnl_OIhw8i8o)
    weights = try describe([shape.outputs, shape.inputs, k, k], forwardTag)
    transposedWeights = try describe(
      [shape.outputs, shape.inputs, k, k],
      shape.hasPlainInput ? forwardTag : wide ? dnnl_OIhw16o16i : dnnl_OIhw8o8i)
    bias = try describe([shape.outputs], dnnl_x)

    var source = source
    var destination = destination
    var weights = weights
    var transposedWeights = transposedWeights
    var bias = bias
    let strides: [dnnl_dim_t] = [1, 1]
    let padding: [dnnl_dim_t] = [0, 0]
    var operation = dnnl_convolution_desc_t()

    try check(
      dnnl_convolution_forward_desc_init(
        &operation, dnnl_forward_training, dnnl_convolution_direct, &source, &weights, &bias,
        &destination, strides, padding, padding),
      "describe a convolution")
    forward = try Primitive(&operation, rectified: true, hint: nil, engine: engine)

    try check(
      dnnl_convolution_backward_weights_desc_init(
        &operation, dnnl_convolution_direct, &source, &weights, nil, &destination, strides,
        padding, padding),
      "describe a convolution's weight gradient")
    weightGradient = try Primitive(&operation, rectified: false, hint: forward, engine: engine)

    guard needsDataGradient else {
      dataGradient = nil
      return
    }
    try check(
      dnnl_convolution_backward_data_desc_init(
        &operation, dnnl_convolution_direct, &source, &transposedWeights, &destination, strides,
        padding, padding),
      "describe a convolution's data gradient")
    dataGradient = try Primitive(&operation, rectified: false, hint: forward, engine: engine)
  }

  /// Bytes of scratch memory that a thread needs to run any of the three.
  var scratchBytes: Int {
    max(forward.scratchBytes, weightGradient.scratchBytes, dataGradient?.scratchBytes ?? 0)
  }
}

/// Extents and layout of single-precision numbers.
///
/// *C function*: `dnnl_memory_desc_init_by_tag`.
private func describe(
  _ extents: [Int], _ tag: dnnl_format_tag_t
) throws(ConvNetError) -> dnnl_memory_desc_t {
  var description = dnnl_memory_desc_t()
  let dimensions = extents.map { dnnl_dim_t($0) }
  try check(
    dnnl_memory_desc_init_by_tag(&description, Int32(extents.count), dimensions, dnnl_f32, tag),
    "describe a buffer of the shape \(extents)")
  return description
}
