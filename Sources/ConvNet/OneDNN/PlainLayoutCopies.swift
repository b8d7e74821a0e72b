/// Copies of a convolution's operands in plain layouts, for kernels that are fast with those only.
///
/// The engine keeps activations in blocks of channels. Processors without AVX2 have fast kernels for
/// some convolutions in blocks and matrix products for the others, which read `[N, C, H, W]`. Copying
/// costs about as much as one more element-wise pass.
///
/// *Shapes*: blocked activations `[images][blocks][spatialSize][block]`, plain ones
/// `[images][channels][spatialSize]`; plain weights `[outputChannels][inputChannels][kernelArea]`.
final class PlainLayoutCopies {
  let source: AlignedBuffer<Float>
  let destination: AlignedBuffer<Float>
  let weights: AlignedBuffer<Float>

  private let shape: ConvolutionShape
  private let layout: WeightLayout

  /// - Parameter shape: The extents.
  init(_ shape: ConvolutionShape) {
    self.shape = shape
    layout = WeightLayout(
      shape, outputChannels: shape.outputChannels, inputChannels: shape.inputChannels)
    source = AlignedBuffer(
      shape.images * shape.inputChannels * shape.height * shape.width)
    destination = AlignedBuffer(
      shape.images * shape.outputChannels * shape.outputHeight * shape.outputWidth)
    weights = AlignedBuffer(shape.weightCount)
  }

  /// Fills `source` from blocks.
  func readSource(_ blocked: UnsafePointer<Float>) {
    unblock(
      blocked, to: source.pointer, channels: shape.inputChannels,
      spatialSize: shape.height * shape.width)
  }

  /// Fills `destination` from blocks.
  func readDestination(_ blocked: UnsafePointer<Float>) {
    unblock(
      blocked, to: destination.pointer, channels: shape.outputChannels,
      spatialSize: shape.outputHeight * shape.outputWidth)
  }

  /// Writes `source` in blocks.
  func writeSource(to blocked: UnsafeMutablePointer<Float>) {
    block(
      source.pointer, to: blocked, channels: shape.inputChannels,
      spatialSize: shape.height * shape.width)
  }

  /// Writes `destination` in blocks.
  func writeDestination(to blocked: UnsafeMutablePointer<Float>) {
    block(
      destination.pointer, to: blocked, channels: shape.outputChannels,
      spatialSize: shape.outputHeight * shape.outputWidth)
  }

  /// Fills `weights` from the layout of the forward pass.
  func readWeights(_ blocked: UnsafePointer<Float>) {
    for (index, offset) in layout.forward.enumerated() {
      weights.pointer[index] = blocked[Int(offset)]
    }
  }

  /// Fills `weights` from the layout of the data gradient.
  func readTransposedWeights(_ blocked: UnsafePointer<Float>) {
    for (index, offset) in layout.backward.enumerated() {
      weights.pointer[index] = blocked[Int(offset)]
    }
  }

  /// Writes `weights` in the layout of the forward pass.
  func writeWeights(to blocked: UnsafeMutablePointer<Float>) {
    for (index, offset) in layout.forward.enumerated() {
      blocked[Int(offset)] = weights.pointer[index]
    }
  }

  /// How many channels of an activation stand side by side: all planes but the images' are in blocks.
  private func width(_ channels: Int) -> Int { channels == 1 ? 1 : shape.block }

  private func unblock(
    _ blocked: UnsafePointer<Float>, to plain: UnsafeMutablePointer<Float>, channels: Int,
    spatialSize: Int
  ) {
    let width = width(channels)
    for row in 0..<shape.images &* channels / width {
      let (from, to) = (row &* width &* spatialSize, row &* width &* spatialSize)
      for lane in 0..<width {
        let plane = plain + (to &+ lane &* spatialSize)
        for place in 0..<spatialSize { plane[place] = blocked[from &+ place &* width &+ lane] }
      }
    }
  }

  private func block(
    _ plain: UnsafePointer<Float>, to blocked: UnsafeMutablePointer<Float>, channels: Int,
    spatialSize: Int
  ) {
    let width = width(channels)
    for row in 0..<shape.images &* channels / width {
      let start = row &* width &* spatialSize
      for lane in 0..<width {
        let plane = plain + (start &+ lane &* spatialSize)
        for place in 0..<spatialSize { blocked[start &+ place &* width &+ lane] = plane[place] }
      }
    }
  }
}
