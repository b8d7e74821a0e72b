/// The extents of one convolution without padding and with stride 1, as oneDNN sees it.
///
/// *Shapes*: source `[images, inputs, height, width]`, destination `[images, outputs, H', W']`
/// with `H' = height − kernel + 1`, `W' = width − kernel + 1`.
struct ConvolutionShape: Sendable, Hashable {
  /// Images in one call.
  var images: Int
  /// Input channels in memory: 1 for a plain plane, else a multiple of `block`.
  var inputs: Int
  /// Output channels in memory: a multiple of `block`.
  var outputs: Int
  var height: Int
  var width: Int
  /// Height and width of the kernel.
  var kernel: Int
  /// How many channels stand side by side: 16 or 8.
  var block: Int

  var outputHeight: Int { height - kernel + 1 }
  var outputWidth: Int { width - kernel + 1 }
  /// Whether the source is one plane of pixels rather than blocks of channels.
  var hasPlainInput: Bool { inputs == 1 }
  /// Numbers in the source of one call.
  var sourceCount: Int { images * inputs * height * width }
  /// Numbers in the destination of one call.
  var destinationCount: Int { images * outputs * outputHeight * outputWidth }
  /// Numbers in the weights.
  var weightCount: Int { outputs * inputs * kernel * kernel }
  /// Multiplications with addition in one call.
  var multiplyAdds: Int { destinationCount * inputs * kernel * kernel }
}

/// Where the weight from input `i` to output `o` at (row, column) stands in oneDNN's layouts.
///
/// Weights lie in blocks `[o / B][i / B][row][column]` of B×B numbers. Forward and weight gradient
/// have the output as the fast index (`OIhw16i16o`), the data gradient the input (`OIhw16o16i`).
/// With a plain input plane the block is a row of B outputs.
struct WeightLayout: Sendable {
  let inputs: Int
  let kernel: Int
  let block: Int

  init(_ shape: ConvolutionShape) {
    inputs = shape.inputs
    kernel = shape.kernel
    block = shape.block
  }

  /// Start of the block that holds (o, i) at (row, column), and the strides of o and i inside it.
  @inline(__always)
  func forwardIndex(_ o: Int, _ i: Int, _ tap: Int) -> Int {
    if inputs == 1 { return (o / block * kernel * kernel + tap) * block + o % block }
    return blockStart(o, i, tap) + i % block * block + o % block
  }

  @inline(__always)
  func backwardIndex(_ o: Int, _ i: Int, _ tap: Int) -> Int {
    blockStart(o, i, tap) + o % block * block + i % block
  }

  @inline(__always)
  private func blockStart(_ o: Int, _ i: Int, _ tap: Int) -> Int {
    ((o / block * (inputs / block) + i / block) * kernel * kernel + tap) * block * block
  }
}
