import SeededRandom

/// One pass over a set of images, in batches.
///
/// The order of the images is fixed by the seed and the epoch, what happens to each image by
/// its place in the set as well. Any part of any batch can be prepared by any thread at any time,
/// with the same result.
public struct Batches: Sendable {
  /// The set.
  public let images: LabeledImages
  /// Images in each batch but the last, which has what is left.
  public let batchSize: Int
  /// The places in the set, in the order in which they are used.
  public let order: [Int32]

  private let normalization: Normalization
  private let augmentation: Augmentation?
  private let seed: UInt64
  private let epoch: Int

  /// A pass over training images.
  ///
  /// - Parameters:
  ///   - images: The set.
  ///   - batchSize: Images in each batch but the last.
  ///   - seed: The run's seed.
  ///   - epoch: The epoch, from 1.
  ///   - isShuffled: Whether the images come in random order.
  ///   - transforms: What is changed at random.
  /// - Returns: The pass.
  public static func training(
    _ images: LabeledImages, batchSize: Int, seed: UInt64, epoch: Int, isShuffled: Bool = true,
    transforms: ImageTransforms = .both
  ) -> Batches {
    Batches(
      images, batchSize: batchSize, seed: seed, epoch: epoch,
      shuffling: isShuffled ? .shuffling : nil, normalization: .training,
      augmentation: transforms == .none ? nil : Augmentation(images.size, transforms))
  }

  /// A pass over test images, which are left as they are.
  ///
  /// - Parameters:
  ///   - images: The set.
  ///   - batchSize: Images in each batch but the last.
  ///   - seed: The run's seed.
  ///   - epoch: The epoch, from 1.
  ///   - isShuffled: Whether the images come in random order, as in the article; it matters only
  ///     where the softmax is taken over the batch.
  ///   - normalization: Which mean and deviation the pixels are normalized with.
  /// - Returns: The pass.
  public static func test(
    _ images: LabeledImages, batchSize: Int, seed: UInt64, epoch: Int, isShuffled: Bool = true,
    normalization: TestNormalization = .article
  ) -> Batches {
    Batches(
      images, batchSize: batchSize, seed: seed, epoch: epoch,
      shuffling: isShuffled ? .testShuffling : nil,
      normalization: normalization == .article ? .test : .training, augmentation: nil)
  }

  private init(
    _ images: LabeledImages, batchSize: Int, seed: UInt64, epoch: Int,
    shuffling: SeededGenerator.Purpose?, normalization: Normalization, augmentation: Augmentation?
  ) {
    precondition(batchSize > 0, "a batch of \(batchSize) images")
    self.images = images
    self.batchSize = batchSize
    self.normalization = normalization
    self.augmentation = augmentation
    self.seed = seed
    self.epoch = epoch
    if let shuffling {
      var generator = SeededGenerator(seed: seed, purpose: shuffling, epoch: epoch)
      order = generator.permutation(count: images.count)
    } else {
      order = (0..<images.count).map { Int32($0) }
    }
  }

  /// The number of batches, a short last one included.
  public var count: Int { (images.count + batchSize - 1) / batchSize }

  /// The positions in `order` that make up a batch.
  ///
  /// - Parameter batch: Which batch, from 0.
  /// - Returns: Positions in `order`.
  public func positions(ofBatch batch: Int) -> Range<Int> {
    batch * batchSize..<min((batch + 1) * batchSize, images.count)
  }

  /// Prepares images for the network.
  ///
  /// - Parameters:
  ///   - positions: Positions in `order`: a batch, or a part of one.
  ///   - pixels: Filled with [positions.count, 1, height, width]; room for more is left alone.
  ///   - labels: Filled with [positions.count].
  /// - Complexity: About a microsecond an image.
  public func fill(
    _ positions: Range<Int>, pixels: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    let size = images.size.pixelCount
    precondition(
      pixels.count >= positions.count * size && labels.count >= positions.count,
      "\(positions.count) images do not fit into \(pixels.count) pixels, \(labels.count) labels")
    guard let target = pixels.baseAddress else { return }
    images.pixels.withUnsafeBufferPointer { source in
      normalization.table.withUnsafeBufferPointer { table in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size) { scratch in
          guard let source = source.baseAddress, let changed = scratch.baseAddress else { return }
          for (row, position) in positions.enumerated() {
            let index = Int(order[position])
            var image = source + index * size
            if let augmentation {
              let change = augmentation.change(seed: seed, epoch: epoch, index: index)
              augmentation.apply(change, from: image, to: changed)
              image = UnsafePointer(changed)
            }
            let numbers = target + row * size
            for pixel in 0..<size { numbers[pixel] = table[Int(image[pixel])] }
            labels[row] = Int32(images.labels[index])
          }
        }
      }
    }
  }

  /// The images of a batch as a person sees them, changed but not yet turned into numbers.
  ///
  /// - Parameter positions: Positions in `order`.
  /// - Returns: The images with their labels.
  package func augmentedImages(at positions: Range<Int>) -> LabeledImages {
    let indices = positions.map { Int(order[$0]) }
    return LabeledImages(
      pixels: indices.flatMap { index in
        let image = images.image(index)
        guard let augmentation else { return image }
        let change = augmentation.change(seed: seed, epoch: epoch, index: index)
        return augmentation.apply(change, to: image)
      },
      labels: indices.map { images.labels[$0] }, size: images.size,
      classCount: images.classCount)
  }
}
