public import Datasets

/// Where the images of one pass come from, in the order in which they are used.
///
/// Threads call `fill` at the same time and in any order: what it gives for a position may depend on
/// nothing but the position. That makes augmentation part of the training threads' work, spread over
/// them with the rest, and its result the same for any number of threads.
public protocol ImageSource: Sendable {
  /// How many images there are.
  var imageCount: Int { get }
  /// Pixels of an image.
  var pixelCount: Int { get }

  /// Prepares images for the network.
  ///
  /// - Parameters:
  ///   - positions: Which images, in 0..<imageCount.
  ///   - pixels: Filled with `[positions.count, pixelCount]` normalized numbers.
  ///   - labels: Filled with `[positions.count]` classes.
  func fill(
    _ positions: Range<Int>, pixels: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>)
}

extension Batches: ImageSource {
  /// The size of the set.
  public var imageCount: Int { images.count }
  /// Pixels of an image.
  public var pixelCount: Int { images.size.pixelCount }
}
