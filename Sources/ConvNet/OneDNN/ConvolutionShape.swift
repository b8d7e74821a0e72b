/// The extents of one convolution without padding and with stride 1, as oneDNN sees it.
///
/// *Shapes*: source `[images, inputChannels, height, width]`, destination
/// `[images, outputChannels, H', W']` with `H' = height − kernel + 1`, `W' = width − kernel + 1`.
struct ConvolutionShape: Sendable, Hashable {
  /// Images in one call.
  var images: Int
  /// Input channels in memory: 1 for a plain plane, else a multiple of `block`.
  var inputChannels: Int
  /// Output channels in memory: a multiple of `block`.
  var outputChannels: Int
  var height: Int
  var width: Int
  /// Height and width of the kernel.
  var kernel: Int
  /// How many channels stand side by side: 16 or 8.
  var block: Int

  var outputHeight: Int { height - kernel + 1 }
  var outputWidth: Int { width - kernel + 1 }
  /// Whether the source is one plane of pixels rather than blocks of channels.
  var hasPlainInput: Bool { inputChannels == 1 }
  /// Numbers in the weights.
  var weightCount: Int { outputChannels * inputChannels * kernel * kernel }
}

/// Where each weight stands in oneDNN's layouts.
///
/// Weights lie in blocks `[o / B][i / B][row][column]` of B×B numbers. Forward and weight gradient
/// have the output as the fast index (`OIhw16i16o`), the data gradient the input (`OIhw16o16i`).
/// With a plain input plane the block is a row of B outputs.
struct WeightLayout: Sendable {
  /// Offsets for forward and weight gradient, of the weights
  /// `[outputChannels][inputChannels][kernelArea]` in turn.
  let forward: [Int32]
  /// Offsets for the data gradient; none with a plain input plane.
  let backward: [Int32]

  /// - Parameters:
  ///   - shape: The extents, with channels that only fill blocks.
  ///   - outputChannels: Output channels without those.
  ///   - inputChannels: Input channels without those.
  init(_ shape: ConvolutionShape, outputChannels: Int, inputChannels: Int) {
    let (block, kernelArea) = (shape.block, shape.kernel * shape.kernel)
    var forward: [Int32] = []
    var backward: [Int32] = []
    for o in 0..<outputChannels {
      for i in 0..<inputChannels {
        for place in 0..<kernelArea {
          if shape.hasPlainInput {
            forward.append(Int32((o / block * kernelArea + place) * block + o % block))
            continue
          }
          let blocks = (o / block * (shape.inputChannels / block) + i / block) * kernelArea + place
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
