import SeededRandom

/// The article's random changes to training images.
///
/// One image in ten is cut to its middle 22 × 22 of 28 × 28 pixels and enlarged again; every image is
/// turned by up to 15 degrees. What happens to an image depends on seed, epoch and the image's
/// place in its set alone: neither on the batch it is in nor on the thread that prepares it.
package struct Augmentation: Sendable {
  /// What is done to one image.
  package struct Change: Sendable, Equatable {
    /// Whether it is cut to its middle and enlarged.
    package var isCropped: Bool
    /// The angle it is turned by, in degrees, counter-clockwise.
    package var degrees: Double

    /// Says what is to be done to an image.
    ///
    /// - Parameters:
    ///   - isCropped: Whether it is cut to its middle and enlarged.
    ///   - degrees: The angle it is turned by, counter-clockwise.
    package init(isCropped: Bool, degrees: Double) {
      self.isCropped = isCropped
      self.degrees = degrees
    }
  }

  /// The share of images that are cut.
  package static let cropProbability = 0.1
  /// The largest angle, in degrees.
  package static let largestAngle = 15.0

  private let size: ImageSize
  private let transforms: ImageTransforms
  private let crop: CropAndResize

  /// Prepares the enlargement.
  ///
  /// - Parameters:
  ///   - size: Rows and columns of an image.
  ///   - transforms: What is changed.
  package init(_ size: ImageSize = .usual, _ transforms: ImageTransforms = .both) {
    self.size = size
    self.transforms = transforms
    crop = CropAndResize(size)
  }

  /// What happens to an image; what is left out changes nothing about the rest.
  ///
  /// - Parameters:
  ///   - seed: The run's seed.
  ///   - epoch: The epoch, from 1.
  ///   - index: The image's place in its set.
  /// - Returns: The change.
  func change(seed: UInt64, epoch: Int, index: Int) -> Change {
    var change = Self.change(seed: seed, epoch: epoch, index: index)
    if transforms != .both, transforms != .crop { change.isCropped = false }
    if transforms != .both, transforms != .rotation { change.degrees = 0 }
    return change
  }

  /// What happens to an image where everything is changed.
  ///
  /// - Parameters:
  ///   - seed: The run's seed.
  ///   - epoch: The epoch, from 1.
  ///   - index: The image's place in its set.
  /// - Returns: The change.
  package static func change(seed: UInt64, epoch: Int, index: Int) -> Change {
    var generator = SeededGenerator(
      seed: seed, purpose: .augmentation, epoch: epoch, index: index)
    return Change(
      isCropped: generator.uniform() < cropProbability,
      degrees: generator.uniform(in: -largestAngle...largestAngle))
  }

  /// Changes an image.
  ///
  /// - Parameters:
  ///   - change: What to do.
  ///   - image: [height, width], row-major.
  /// - Returns: [height, width], row-major.
  package func apply(_ change: Change, to image: [UInt8]) -> [UInt8] {
    precondition(
      image.count == size.pixelCount, "\(image.count) pixels, not \(size.pixelCount)")
    return image.withUnsafeBufferPointer { source in
      [UInt8](unsafeUninitializedCapacity: size.pixelCount) { target, count in
        if let from = source.baseAddress, let to = target.baseAddress {
          apply(change, from: from, to: to)
        }
        count = size.pixelCount
      }
    }
  }

  /// Changes an image in memory.
  func apply(
    _ change: Change, from source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
  ) {
    guard change.isCropped else {
      Rotation.apply(from: source, to: target, size: size, degrees: change.degrees)
      return
    }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size.pixelCount) { middle in
      guard let enlarged = middle.baseAddress else { return }
      crop.apply(from: source, to: enlarged)
      Rotation.apply(from: enlarged, to: target, size: size, degrees: change.degrees)
    }
  }
}
