/// Pixels as numbers round zero: (pixel / 255 − mean) / deviation, in single precision.
public struct Normalisation: Sendable, Equatable {
  /// What the article uses for training pictures.
  public static let training = Normalisation(mean: 0.1307, deviation: 0.3081)
  /// What the article uses for test pictures: not the same.
  public static let test = Normalisation(mean: 0.1325, deviation: 0.3104)

  /// What is subtracted.
  public let mean: Float
  /// What is divided by.
  public let deviation: Float
  /// The number for each of the 256 values of a pixel.
  public let table: [Float]

  /// Prepares the numbers.
  ///
  /// - Parameters:
  ///   - mean: what is subtracted, where white is 1.
  ///   - deviation: what is divided by.
  public init(mean: Float, deviation: Float) {
    self.mean = mean
    self.deviation = deviation
    table = (0..<256).map { (Float($0) / 255 - mean) / deviation }
  }

  /// The numbers of a picture.
  ///
  /// - Parameter picture: pixels.
  /// - Returns: as many numbers.
  public func apply(to picture: [UInt8]) -> [Float] {
    picture.map { table[Int($0)] }
  }
}
