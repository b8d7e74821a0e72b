import COneDNN

/// How the operands of a convolution lie in memory.
final class ConvolutionLayouts {
  /// Whether all are in plain layouts, `[N, C, H, W]` and `[O, I, H, W]`, instead of blocks.
  let isPlain: Bool
  let source: OneDNNLayout
  let destination: OneDNNLayout
  let weights: OneDNNLayout
  /// The weights as the data gradient reads them.
  let transposedWeights: OneDNNLayout
  let bias: OneDNNLayout

  /// - Parameters:
  ///   - shape: The extents.
  ///   - isPlain: Whether all are in plain layouts.
  /// - Throws: `ConvNetError.oneDNN`.
  init(_ shape: ConvolutionShape, isPlain: Bool) throws(ConvNetError) {
    self.isPlain = isPlain
    let wide = shape.block == 16
    let activations = isPlain ? dnnl_nchw : wide ? dnnl_nChw16c : dnnl_nChw8c
    let (forward, backward): (dnnl_format_tag_t, dnnl_format_tag_t)
    if isPlain {
      (forward, backward) = (dnnl_oihw, dnnl_oihw)
    } else if shape.hasPlainInput {
      (forward, backward) = wide ? (dnnl_Ohwi16o, dnnl_Ohwi16o) : (dnnl_Ohwi8o, dnnl_Ohwi8o)
    } else if wide {
      (forward, backward) = (dnnl_OIhw16i16o, dnnl_OIhw16o16i)
    } else {
      (forward, backward) = (dnnl_OIhw8i8o, dnnl_OIhw8o8i)
    }
    let kernel = [shape.outputChannels, shape.inputChannels, shape.kernel, shape.kernel]
    source = try OneDNNLayout(
      [shape.images, shape.inputChannels, shape.height, shape.width],
      shape.hasPlainInput ? dnnl_nchw : activations)
    destination = try OneDNNLayout(
      [shape.images, shape.outputChannels, shape.outputHeight, shape.outputWidth], activations)
    weights = try OneDNNLayout(kernel, forward)
    transposedWeights = try OneDNNLayout(kernel, backward)
    bias = try OneDNNLayout([shape.outputChannels], dnnl_x)
  }
}
