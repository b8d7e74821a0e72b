package import ConvNet
import Numerals

/// A trained network for evaluation, each batch norm folded into the convolution after it.
///
/// *Math*: a batch norm with running statistics is z = a·x + b with a = γ/√(variance + ε) and
/// b = β − a·mean; a convolution without padding reads it as
///
///     W ∗ z = (W·a) ∗ x + Σ W·b
///
/// exactly. The last one acts on the averages.
package struct FoldedNetwork: Sendable, Equatable {
  /// The network.
  package let architecture: Architecture
  /// The stages.
  package let stages: [Stage]
  /// What each average is multiplied by.
  package let scale: [Double]
  /// What is added then.
  package let shift: [Double]

  /// One stage.
  package struct Stage: Sendable, Equatable {
    /// The name of its convolution.
    package let name: String
    /// Channels that come in.
    package let inputs: Int
    /// Height and width of the kernel.
    package let kernel: Int
    /// Whether a 2×2 max pool follows.
    package let isPooled: Bool
    /// The folded weights of each output, `[outputs][kernel·inputs rows][kernel columns]`, row
    /// `y·inputs + i` as in an interleaved map.
    package let weights: [[Double]]
    /// The folded bias of each output.
    package let biases: [Double]
  }

  /// One layer of maps: a convolution with its ReLU, or a max pool.
  package enum Layer: Sendable, Equatable {
    /// The convolution of a stage, counted from 0.
    case convolution(Int)
    /// The max pool of a stage.
    case pool(Int)
  }

  /// The layers, in the order in which they are computed.
  package var layers: [Layer] {
    stages.indices.flatMap { stage -> [Layer] in
      stages[stage].isPooled ? [.convolution(stage), .pool(stage)] : [.convolution(stage)]
    }
  }

  /// The digits that folded numbers keep: as many as single precision has.
  private static let digits = 7

  /// Folds a network.
  ///
  /// - Parameter state: Parameters and running statistics.
  package init(_ state: NetworkState) {
    architecture = state.architecture
    func numbers(_ name: String) -> [Double] { (state.values(name) ?? []).map(Double.init) }
    func rounded(_ value: Double) -> Double {
      Double(NumberText.significant(value, Self.digits)) ?? value
    }
    var (scale, shift) = ([1.0], [0.0])
    var stages: [Stage] = []
    for stage in state.architecture.stages {
      let weights = numbers("\(stage.name).weight")
      let (inputs, kernel) = (stage.inputChannels, stage.kernel)
      var folded: [[Double]] = []
      var biases: [Double] = []
      for output in 0..<stage.outputChannels {
        var block = [Double](repeating: 0, count: kernel * inputs * kernel)
        var bias = 0.0
        for input in 0..<inputs {
          for y in 0..<kernel {
            for x in 0..<kernel {
              let weight = weights[((output * inputs + input) * kernel + y) * kernel + x]
              block[(y * inputs + input) * kernel + x] = rounded(weight * scale[input])
              bias += weight * shift[input]
            }
          }
        }
        folded.append(block)
        biases.append(rounded(bias))
      }
      stages.append(
        Stage(
          name: stage.name, inputs: inputs, kernel: kernel, isPooled: stage.isPooled,
          weights: folded, biases: biases))
      let norm = stage.normName
      let factors = zip(numbers("\(norm).weight"), numbers("\(norm).running_var")).map {
        $0 / ($1 + Architecture.batchNormEpsilon).squareRoot()
      }
      let summands = zip(
        zip(numbers("\(norm).bias"), numbers("\(norm).running_mean")), factors
      ).map { $0.0 - $1 * $0.1 }
      (scale, shift) = (factors, summands)
    }
    self.stages = stages
    self.scale = scale.map(rounded)
    self.shift = shift.map(rounded)
  }

  /// How many numbers the layers have for one image.
  package static func cellCount(_ architecture: Architecture) -> Int {
    let extents = (try? architecture.extents()) ?? []
    return zip(architecture.stages, extents).reduce(0) { total, pair in
      let (stage, extent) = pair
      let pooled = stage.isPooled ? extent.outputHeight * extent.outputWidth : 0
      return total + stage.outputChannels * (extent.mapHeight * extent.mapWidth + pooled)
    }
  }
}

extension FoldedNetwork {
  /// What a layer makes of a map.
  func applied(_ layer: Layer, to map: InterleavedMap) -> InterleavedMap {
    switch layer {
    case .convolution(let stage): stages[stage].convolved(map)
    case .pool(let stage): stages[stage].pooled(map)
    }
  }
}

extension FoldedNetwork.Stage {
  /// What the convolution and its ReLU make of a map.
  func convolved(_ input: InterleavedMap) -> InterleavedMap {
    var output = InterleavedMap(
      channels: weights.count, height: input.height - kernel + 1, width: input.width - kernel + 1)
    for row in 0..<output.rows {
      let (y, channel) = row.quotientAndRemainder(dividingBy: output.channels)
      let block = weights[channel]
      for x in 0..<output.width {
        var sum = 0.0
        for tap in 0..<kernel * inputs {
          let start = (y * inputs + tap) * input.width + x
          for column in 0..<kernel {
            sum += input.values[start + column] * block[tap * kernel + column]
          }
        }
        output[row, x] = max(0, sum + biases[channel])
      }
    }
    return output
  }

  /// The greatest of each 2×2 square of each channel.
  func pooled(_ input: InterleavedMap) -> InterleavedMap {
    var output = InterleavedMap(
      channels: input.channels, height: input.height / 2, width: input.width / 2)
    for row in 0..<output.rows {
      let (y, channel) = row.quotientAndRemainder(dividingBy: output.channels)
      let upper = 2 * y * input.channels + channel
      for x in 0..<output.width {
        output[row, x] = max(
          max(input[upper, 2 * x], input[upper, 2 * x + 1]),
          max(input[upper + input.channels, 2 * x], input[upper + input.channels, 2 * x + 1]))
      }
    }
    return output
  }
}
