/// The article's random changes to training pictures.
///
/// One picture in ten is cut to its middle 22 × 22 pixels and enlarged again; every picture is
/// turned by up to 15 degrees. What happens to a picture depends on seed, epoch and the picture's
/// place in its set alone: neither on the batch it is in nor on the thread that prepares it.
public struct Augmentation: Sendable {
  /// What is done to one picture.
  public struct Change: Sendable, Equatable {
    /// Whether it is cut to its middle and enlarged.
    public var isCropped: Bool
    /// The angle it is turned by, in degrees, counter-clockwise.
    public var degrees: Double

    /// Says what is to be done to a picture.
    ///
    /// - Parameters:
    ///   - isCropped: whether it is cut to its middle and enlarged.
    ///   - degrees: the angle it is turned by, counter-clockwise.
    public init(isCropped: Bool, degrees: Double) {
      self.isCropped = isCropped
      self.degrees = degrees
    }
  }

  /// The share of pictures that are cut.
  public static let cropProbability = 0.1
  /// The largest angle, in degrees.
  public static let largestAngle = 15.0

  private let crop = CropAndResize()

  /// Prepares the enlargement.
  public init() {}

  /// What happens to a picture.
  ///
  /// - Parameters:
  ///   - seed: the run's seed.
  ///   - epoch: the epoch, from 1.
  ///   - index: the picture's place in its set.
  /// - Returns: the change.
  public static func change(seed: UInt64, epoch: Int, index: Int) -> Change {
    var generator = SeededGenerator(
      seed: seed, purpose: .augmentation, epoch: epoch, index: index)
    return Change(
      isCropped: generator.uniform() < cropProbability,
      degrees: generator.uniform(in: -largestAngle...largestAngle))
  }

  /// Changes a picture.
  ///
  /// - Parameters:
  ///   - change: what to do.
  ///   - picture: [28, 28], row-major.
  /// - Returns: [28, 28], row-major.
  public func apply(_ change: Change, to picture: [UInt8]) -> [UInt8] {
    precondition(picture.count == LabelledImages.pixelCount, "\(picture.count) pixels, not 784")
    return picture.withUnsafeBufferPointer { source in
      [UInt8](unsafeUninitializedCapacity: LabelledImages.pixelCount) { target, count in
        if let from = source.baseAddress, let to = target.baseAddress {
          apply(change, from: from, to: to)
        }
        count = LabelledImages.pixelCount
      }
    }
  }

  /// Changes a picture in memory.
  func apply(
    _ change: Change, from source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
  ) {
    guard change.isCropped else {
      Rotation.apply(from: source, to: target, degrees: change.degrees)
      return
    }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: LabelledImages.pixelCount) { middle in
      guard let enlarged = middle.baseAddress else { return }
      crop.apply(from: source, to: enlarged)
      Rotation.apply(from: enlarged, to: target, degrees: change.degrees)
    }
  }
}
