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

/// Where each weight stands in oneDNN's layouts.
///
/// Weights lie in blocks `[o / B][i / B][row][column]` of B×B numbers. Forward and weight gradient
/// have the output as the fast index (`OIhw16i16o`), the data gradient the input (`OIhw16o16i`).
/// With a plain input plane the block is a row of B outputs.
struct WeightLayout: Sendable {
  /// Places for forward and weight gradient, of the weights `[outputs][inputs][taps]` in turn.
  let forward: [Int32]
  /// Places for the data gradient; none with a plain input plane.
  let backward: [Int32]

  /// - Parameters:
  ///   - shape: the extents, with channels that only fill blocks.
  ///   - outputs: output channels without those.
  ///   - inputs: input channels without those.
  init(_ shape: ConvolutionShape, outputs: Int, inputs: Int) {
    let (block, taps) = (shape.block, shape.kernel * shape.kernel)
    var forward: [Int32] = []
    var backward: [Int32] = []
    for o in 0..<outputs {
      for i in 0..<inputs {
        for tap in 0..<taps {
          if shape.hasPlainInput {
            forward.append(Int32((o / block * taps + tap) * block + o % block))
            continue
          }
          let blocks = (o / block * (shape.inputs / block) + i / block) * taps + tap
          let start = blocks * block * block
          forward.append(Int32(start + i % block * block + o % block))
          backward.append(Int32(start + o % block * block + i % block))
        }
      }
    }
    self.forward = forward
    self.backward = backward
  }
}
