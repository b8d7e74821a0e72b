/// One pass over a set of pictures, in batches.
///
/// The order of the pictures is fixed by the seed and the epoch, what happens to each picture by
/// its place in the set as well. Any part of any batch can be prepared by any thread at any time,
/// with the same result.
public struct Batches: Sendable {
  /// The set.
  public let images: LabelledImages
  /// Pictures in each batch but the last, which has what is left.
  public let batchSize: Int
  /// The places in the set, in the order in which they are used.
  public let order: [Int32]

  private let normalisation: Normalisation
  private let augmentation: Augmentation?
  private let seed: UInt64
  private let epoch: Int

  /// A pass over training pictures.
  ///
  /// - Parameters:
  ///   - images: the set.
  ///   - batchSize: pictures in each batch but the last.
  ///   - seed: the run's seed.
  ///   - epoch: the epoch, from 1.
  ///   - isShuffled: whether the pictures come in random order.
  ///   - isAugmented: whether they are cut and turned at random.
  /// - Returns: the pass.
  public static func training(
    _ images: LabelledImages, batchSize: Int, seed: UInt64, epoch: Int, isShuffled: Bool = true,
    isAugmented: Bool = true
  ) -> Batches {
    Batches(
      images, batchSize: batchSize, seed: seed, epoch: epoch,
      shuffling: isShuffled ? .shuffling : nil, normalisation: .training,
      augmentation: isAugmented ? Augmentation() : nil)
  }

  /// A pass over test pictures, which are left as they are.
  ///
  /// - Parameters:
  ///   - images: the set.
  ///   - batchSize: pictures in each batch but the last.
  ///   - seed: the run's seed.
  ///   - epoch: the epoch, from 1.
  ///   - isShuffled: whether the pictures come in random order, as in the article; it matters only
  ///     where the softmax is taken over the batch.
  /// - Returns: the pass.
  public static func test(
    _ images: LabelledImages, batchSize: Int, seed: UInt64, epoch: Int, isShuffled: Bool = true
  ) -> Batches {
    Batches(
      images, batchSize: batchSize, seed: seed, epoch: epoch,
      shuffling: isShuffled ? .testShuffling : nil, normalisation: .test, augmentation: nil)
  }

  private init(
    _ images: LabelledImages, batchSize: Int, seed: UInt64, epoch: Int,
    shuffling: SeededGenerator.Purpose?, normalisation: Normalisation, augmentation: Augmentation?
  ) {
    precondition(batchSize > 0, "a batch of \(batchSize) pictures")
    self.images = images
    self.batchSize = batchSize
    self.normalisation = normalisation
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
  /// - Parameter batch: which batch, from 0.
  /// - Returns: positions in `order`.
  public func positions(ofBatch batch: Int) -> Range<Int> {
    batch * batchSize..<min((batch + 1) * batchSize, images.count)
  }

  /// Prepares pictures for the network.
  ///
  /// - Parameters:
  ///   - positions: positions in `order`: a batch, or a part of one.
  ///   - pixels: filled with [positions.count, 1, 28, 28]; room for more is left alone.
  ///   - labels: filled with [positions.count].
  /// - Complexity: about a microsecond a picture.
  public func fill(
    _ positions: Range<Int>, pixels: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    let size = LabelledImages.pixelCount
    precondition(
      pixels.count >= positions.count * size && labels.count >= positions.count,
      "\(positions.count) pictures do not fit into \(pixels.count) pixels, \(labels.count) labels")
    guard let target = pixels.baseAddress else { return }
    images.pixels.withUnsafeBufferPointer { source in
      normalisation.table.withUnsafeBufferPointer { table in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size) { scratch in
          guard let source = source.baseAddress, let changed = scratch.baseAddress else { return }
          for (row, position) in positions.enumerated() {
            let index = Int(order[position])
            var picture = source + index * size
            if let augmentation {
              let change = Augmentation.change(seed: seed, epoch: epoch, index: index)
              augmentation.apply(change, from: picture, to: changed)
              picture = UnsafePointer(changed)
            }
            let numbers = target + row * size
            for pixel in 0..<size { numbers[pixel] = table[Int(picture[pixel])] }
            labels[row] = Int32(images.labels[index])
          }
        }
      }
    }
  }

  /// The pictures of a batch as a person sees them, changed but not yet turned into numbers.
  ///
  /// - Parameter positions: positions in `order`.
  /// - Returns: the pictures with their labels.
  public func pictures(_ positions: Range<Int>) -> LabelledImages {
    let indices = positions.map { Int(order[$0]) }
    return LabelledImages(
      pixels: indices.flatMap { index in
        let picture = images.picture(index)
        guard let augmentation else { return picture }
        let change = Augmentation.change(seed: seed, epoch: epoch, index: index)
        return augmentation.apply(change, to: picture)
      },
      labels: indices.map { images.labels[$0] })
  }
}
