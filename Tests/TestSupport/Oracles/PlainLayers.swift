import Foundation

/// Numbers `[images][channels][height][width]`, for layers computed one number at a time.
public struct PlainMaps: Sendable, Equatable {
  /// How many images.
  public let images: Int
  /// Channels of an image.
  public let channels: Int
  /// Rows of a channel.
  public let height: Int
  /// Columns of a channel.
  public let width: Int
  /// The numbers, row-major.
  public var values: [Double]

  /// Makes maps of equal numbers.
  public init(
    images: Int, channels: Int, height: Int, width: Int, repeating value: Double = 0
  ) {
    self.images = images
    self.channels = channels
    self.height = height
    self.width = width
    values = [Double](repeating: value, count: images * channels * height * width)
  }

  /// Maps of the same shape that are zero.
  public var zeros: PlainMaps {
    PlainMaps(images: images, channels: channels, height: height, width: width)
  }

  /// The place of a number in `values`.
  public func index(_ n: Int, _ c: Int, _ y: Int, _ x: Int) -> Int {
    ((n * channels + c) * height + y) * width + x
  }

  /// One number.
  public subscript(_ n: Int, _ c: Int, _ y: Int, _ x: Int) -> Double {
    get { values[index(n, c, y, x)] }
    set { values[index(n, c, y, x)] = newValue }
  }

  /// Calls a function for every place, in the order of memory.
  public func forEach(_ body: (_ n: Int, _ c: Int, _ y: Int, _ x: Int) -> Void) {
    for n in 0..<images {
      for c in 0..<channels {
        for y in 0..<height { for x in 0..<width { body(n, c, y, x) } }
      }
    }
  }
}

/// A convolution without bias and padding, straight from its definition.
///
/// *Shapes*: weights `[outputs][inputs][kernel][kernel]`.
public struct PlainConvolution: Sendable {
  /// Channels that go out.
  public let outputs: Int
  /// Height and width of the kernel.
  public let kernel: Int
  /// The weights.
  public var weights: [Double]

  /// Makes a convolution.
  public init(outputs: Int, kernel: Int, weights: [Double]) {
    self.outputs = outputs
    self.kernel = kernel
    self.weights = weights
  }

  private func weightIndex(_ k: Int, _ c: Int, _ i: Int, _ j: Int, inputs: Int) -> Int {
    ((k * inputs + c) * kernel + i) * kernel + j
  }

  /// Computes y[n,k,y,x] = Σ w[k,c,i,j]·x[n,c,y+i,x+j].
  public func forward(_ input: PlainMaps) -> PlainMaps {
    var output = PlainMaps(
      images: input.images, channels: outputs, height: input.height - kernel + 1,
      width: input.width - kernel + 1)
    output.forEach { n, k, y, x in
      var sum = 0.0
      for c in 0..<input.channels {
        for i in 0..<kernel {
          for j in 0..<kernel {
            sum +=
              weights[weightIndex(k, c, i, j, inputs: input.channels)] * input[n, c, y + i, x + j]
          }
        }
      }
      output[n, k, y, x] = sum
    }
    return output
  }

  /// Computes the gradients with respect to input and weights.
  public func backward(
    _ input: PlainMaps, _ dOutput: PlainMaps
  ) -> (dInput: PlainMaps, dWeights: [Double]) {
    var dInput = input.zeros
    var dWeights = [Double](repeating: 0, count: weights.count)
    dOutput.forEach { n, k, y, x in
      let d = dOutput[n, k, y, x]
      for c in 0..<input.channels {
        for i in 0..<kernel {
          for j in 0..<kernel {
            let w = weightIndex(k, c, i, j, inputs: input.channels)
            dInput[n, c, y + i, x + j] += weights[w] * d
            dWeights[w] += input[n, c, y + i, x + j] * d
          }
        }
      }
    }
    return (dInput, dWeights)
  }
}

/// Positive parts, and the gradient through them.
public enum PlainReLU {
  /// Computes max(0, x).
  public static func forward(_ input: PlainMaps) -> PlainMaps {
    var output = input
    output.values = input.values.map { max(0, $0) }
    return output
  }

  /// Lets the gradient pass where the input is positive.
  public static func backward(_ input: PlainMaps, _ dOutput: PlainMaps) -> PlainMaps {
    var dInput = dOutput
    for index in dInput.values.indices where input.values[index] <= 0 { dInput.values[index] = 0 }
    return dInput
  }
}

/// The greatest of each 2×2 square; a last odd row or column is left out.
public enum PlainMaximum {
  /// Computes the maxima.
  public static func forward(_ input: PlainMaps) -> PlainMaps {
    var output = PlainMaps(
      images: input.images, channels: input.channels, height: input.height / 2,
      width: input.width / 2)
    output.forEach { n, c, y, x in
      let (row, column) = winner(input, n, c, y, x)
      output[n, c, y, x] = input[n, c, row, column]
    }
    return output
  }

  /// Hands each gradient to the first place of the greatest.
  public static func backward(_ input: PlainMaps, _ dOutput: PlainMaps) -> PlainMaps {
    var dInput = input.zeros
    dOutput.forEach { n, c, y, x in
      let (row, column) = winner(input, n, c, y, x)
      dInput[n, c, row, column] += dOutput[n, c, y, x]
    }
    return dInput
  }

  private static func winner(
    _ input: PlainMaps, _ n: Int, _ c: Int, _ y: Int, _ x: Int
  ) -> (Int, Int) {
    var best = (2 * y, 2 * x)
    for row in 2 * y...2 * y + 1 {
      for column in 2 * x...2 * x + 1
      where input[n, c, row, column] > input[n, c, best.0, best.1] { best = (row, column) }
    }
    return best
  }
}
