import ConvNet
import TestSupport
import Testing

/// Central differences of a function of many numbers.
func centralDifferences(
  _ values: [Double], step: Double = 1e-6, _ function: ([Double]) -> Double
) -> [Double] {
  values.indices.map { index in
    var (above, below) = (values, values)
    above[index] += step
    below[index] -= step
    return (function(above) - function(below)) / (2 * step)
  }
}

/// The oracle of the other tests is itself checked against its own definition.
@Suite("The plain layers' gradients agree with central differences")
struct PlainLayerTests {
  var generator = SeededNumbers(seed: 5)

  mutating func maps(_ images: Int, _ channels: Int, _ height: Int, _ width: Int) -> PlainMaps {
    var maps = PlainMaps(images: images, channels: channels, height: height, width: width)
    for index in maps.values.indices {
      maps.values[index] = Double.random(in: -1...1, using: &generator)
    }
    return maps
  }

  /// The sum of a layer's output times fixed numbers, of which a gradient can be taken.
  func weighted(_ output: PlainMaps, _ factors: PlainMaps) -> Double {
    zip(output.values, factors.values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  func close(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-8 * max(1, abs($1)) }
  }

  func replaced(_ maps: PlainMaps, _ values: [Double]) -> PlainMaps {
    var maps = maps
    maps.values = values
    return maps
  }

  @Test("Convolution", arguments: [(1, 1, 3), (2, 3, 1), (3, 2, 2)])
  mutating func convolution(inputs: Int, outputs: Int, kernel: Int) {
    let x = maps(2, inputs, 5, 4)
    let layer = PlainConvolution(
      outputs: outputs, kernel: kernel,
      weights: maps(outputs, inputs, kernel, kernel).values)
    let factors = maps(2, outputs, 6 - kernel, 5 - kernel)
    let (dx, dw) = layer.backward(x, factors)
    let numericX = centralDifferences(x.values) {
      weighted(layer.forward(replaced(x, $0)), factors)
    }
    #expect(close(dx.values, numericX))
    let numericW = centralDifferences(layer.weights) {
      weighted(PlainConvolution(outputs: outputs, kernel: kernel, weights: $0).forward(x), factors)
    }
    #expect(close(dw, numericW))
  }

  @Test("ReLU and maximum, with an odd row and column")
  mutating func rectifiedMaximum() {
    let x = maps(2, 3, 5, 7)
    let factors = maps(2, 3, 2, 3)
    let rectified = PlainReLU.forward(x)
    let dx = PlainReLU.backward(x, PlainMaximum.backward(rectified, factors))
    let numeric = centralDifferences(x.values) {
      weighted(PlainMaximum.forward(PlainReLU.forward(replaced(x, $0))), factors)
    }
    #expect(close(dx.values, numeric))
  }

  @Test("Batch norm")
  mutating func batchNorm() {
    let x = maps(3, 2, 2, 3)
    let layer = PlainBatchNorm(scale: [0.7, -1.3], shift: [0.1, 0.4])
    let factors = maps(3, 2, 2, 3)
    let (dx, dScale, dShift) = layer.backward(x, factors)
    let numericX = centralDifferences(x.values, step: 1e-5) {
      weighted(layer.forward(replaced(x, $0)), factors)
    }
    #expect(zip(dx.values, numericX).allSatisfy { abs($0 - $1) < 1e-7 })
    let numericScale = centralDifferences(layer.scale) {
      weighted(PlainBatchNorm(scale: $0, shift: layer.shift).forward(x), factors)
    }
    #expect(close(dScale, numericScale))
    let numericShift = centralDifferences(layer.shift) {
      weighted(PlainBatchNorm(scale: layer.scale, shift: $0).forward(x), factors)
    }
    #expect(close(dShift, numericShift))
  }

  @Test("Log-softmax and loss, over the batch and over the classes", arguments: [true, false])
  mutating func loss(isOverBatch: Bool) {
    let logits = maps(1, 1, 4, 3).values
    let loss = PlainLoss(isOverBatch: isOverBatch, labels: [2, 0, 2, 1])
    func rows(_ values: [Double]) -> [[Double]] {
      (0..<4).map { Array(values[$0 * 3..<$0 * 3 + 3]) }
    }
    let numeric = centralDifferences(logits) { loss.loss(rows($0)) }
    #expect(close(loss.backward(rows(logits)).flatMap { $0 }, numeric))
  }

  @Test("A whole network")
  mutating func network() {
    let state = NetworkState(OddShapes.small, seed: 3)
    var network = PlainNetworkOfLayers(state)
    let images = maps(3, 1, OddShapes.small.height, OddShapes.small.width)
    let loss = PlainLoss(isOverBatch: true, labels: [1, 0, 2])
    let analytic = network.gradient(images, loss)
    let numeric = centralDifferences(network.parameters, step: 1e-7) {
      network.parameters = $0
      return network.loss(images, loss)
    }
    let worst = zip(analytic, numeric).map { abs($0 - $1) }.max() ?? .infinity
    #expect(worst < 1e-6, "\(worst)")
  }
}

/// Networks whose extents are nobody's multiples.
enum OddShapes {
  static let small = Architecture(
    height: 9, width: 8,
    stages: [
      .init(
        name: "a", normName: "an", inputChannels: 1, outputChannels: 3, kernel: 3, isPooled: true),
      .init(name: "b", normName: "bn", inputChannels: 3, outputChannels: 3, kernel: 2),
    ])

  static let all = [
    small,
    Architecture(
      height: 11, width: 14,
      stages: [
        .init(name: "a", normName: "an", inputChannels: 1, outputChannels: 17, kernel: 3),
        .init(
          name: "b", normName: "bn", inputChannels: 17, outputChannels: 5, kernel: 1, isPooled: true
        ),
        .init(name: "c", normName: "cn", inputChannels: 5, outputChannels: 9, kernel: 2),
        .init(name: "d", normName: "dn", inputChannels: 9, outputChannels: 33, kernel: 2),
        .init(name: "e", normName: "en", inputChannels: 33, outputChannels: 4, kernel: 1),
      ]),
    Architecture(
      height: 7, width: 7,
      stages: [.init(name: "a", normName: "an", inputChannels: 1, outputChannels: 6, kernel: 5)]),
    Architecture(
      height: 17, width: 22,
      stages: [
        .init(
          name: "a", normName: "an", inputChannels: 1, outputChannels: 7, kernel: 5, isPooled: true),
        .init(name: "b", normName: "bn", inputChannels: 7, outputChannels: 40, kernel: 4),
        .init(name: "c", normName: "cn", inputChannels: 40, outputChannels: 64, kernel: 1),
      ]),
  ]
}
