import SeededRandom

/// Which elements dropout keeps in one step of a run, as the engine draws them.
package struct DropoutMask: Sendable, Equatable {
  /// For each element in the order `[N, C, H, W]`, whether it is kept.
  package let isKept: [Bool]

  /// Draws the mask of one stage.
  ///
  /// - Parameters:
  ///   - rate: The probability of being dropped, in [0, 1).
  ///   - seed: The seed of the run.
  ///   - step: The number of the step since training began, from 0.
  ///   - stage: The stage, from 0.
  ///   - images: Images of the batch.
  ///   - elementsPerImage: Elements of an image after the stage's ReLU and max pool.
  package init(
    rate: Double, seed: UInt64, step: Int, stage: Int, images: Int, elementsPerImage: Int
  ) {
    var isKept = [Bool](repeating: true, count: images * elementsPerImage)
    if rate > 0 {
      let gaps = DropoutGaps(rate: rate)
      for shard in 0..<(images + Engine.shardSize - 1) / Engine.shardSize {
        let first = shard * Engine.shardSize
        let count = min(Engine.shardSize, images - first) * elementsPerImage
        var generator = Self.generator(seed: seed, step: step, stage: stage, shard: shard)
        gaps.forEachDropped(of: count, &generator) { position in
          isKept[first * elementsPerImage + position] = false
        }
      }
    }
    self.isKept = isKept
  }

  /// The generator of one shard's gaps.
  static func generator(seed: UInt64, step: Int, stage: Int, shard: Int) -> SeededGenerator {
    SeededGenerator(
      seed: seed, purpose: .dropout, epoch: step, index: stage << 32 | shard)
  }
}
