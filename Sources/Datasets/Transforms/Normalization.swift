/// Pixels as numbers round zero: (pixel / 255 − mean) / deviation, in single precision.
package struct Normalization: Sendable, Equatable {
  /// What the article uses for training images.
  package static let training = Normalization(mean: 0.1307, deviation: 0.3081)
  /// What the article uses for test images: not the same.
  package static let test = Normalization(mean: 0.1325, deviation: 0.3104)

  /// What is subtracted.
  package let mean: Float
  /// What is divided by.
  package let deviation: Float
  /// The number for each of the 256 values of a pixel.
  package let table: [Float]

  /// Prepares the numbers.
  ///
  /// - Parameters:
  ///   - mean: What is subtracted, where white is 1.
  ///   - deviation: What is divided by.
  package init(mean: Float, deviation: Float) {
    self.mean = mean
    self.deviation = deviation
    table = (0..<256).map { (Float($0) / 255 - mean) / deviation }
  }

  /// The numbers of an image.
  ///
  /// - Parameter image: Pixels.
  /// - Returns: As many numbers.
  package func apply(to image: [UInt8]) -> [Float] {
    image.map { table[Int($0)] }
  }
}
