import ConvNet
import SafeTensors
import TestSupport

/// PyTorch's double-precision results of one training step from each of five states.
struct ParityFixture {
  let file: TensorFile

  init() throws {
    file = try TensorFile(contentsOfFile: Fixture.path("convnet-parity.safetensors"))
  }

  func state(_ snapshot: Int) throws -> TrainingState {
    var state = TrainingState(try NetworkState(from: file, prefix: "\(snapshot)/before/"))
    state.momentum = try state.network.layout.parameters.flatMap {
      try file.finiteFloats("\(snapshot)/momentum_before/\($0.name)", shape: $0.shape)
    }
    return state
  }

  func images(_ snapshot: Int) throws -> PlainImages {
    let pixels: [UInt8] = try file.values("\(snapshot)/images", shape: [16, 28, 28])
    let labels: [UInt8] = try file.values("\(snapshot)/labels", shape: [16])
    return PlainImages(
      pixels: pixels.map { (Float($0) / 255 - 0.1307) / 0.3081 }, labels: labels.map(Int32.init),
      pixelCount: 784)
  }

  func floats(_ name: String) throws -> [Float] { try file.values(name) }

  func double(_ name: String) throws -> Double {
    let values: [Double] = try file.values(name, shape: [1])
    return values[0]
  }

  func count(_ name: String) throws -> Int {
    let values: [Int64] = try file.values(name, shape: [1])
    return Int(values[0])
  }
}

/// Images whose numbers are given.
struct PlainImages: ImageSource {
  var pixels: [Float]
  var labels: [Int32]
  var pixelCount: Int
  var imageCount: Int { labels.count }

  func fill(
    _ positions: Range<Int>, pixels: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    for (row, position) in positions.enumerated() {
      for pixel in 0..<pixelCount {
        pixels[row * pixelCount + pixel] = self.pixels[position * pixelCount + pixel]
      }
      labels[row] = self.labels[position]
    }
  }
}
