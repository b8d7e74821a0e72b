/// All memory that training steps use, set aside once.
///
/// A batch is cut into shards of a fixed number of images, whatever the number of threads, so that
/// every sum is formed in the same order and every run gives the same bits. The last shard of a
/// batch may be short; its other images are computed on leftovers and count nowhere.
final class Workspace: Sendable {
  let plans: [StagePlan]
  let shardSize: Int
  let shardCapacity: Int
  /// The images as numbers, `[image][H·W]` (or in blocks, if oneDNN reads no plain planes fast).
  let input: AlignedBuffer<Float>
  let labels: AlignedBuffer<Int32>
  /// What each stage leaves after ReLU, max pool and dropout, and before its batch norm.
  let activations: [AlignedBuffer<Float>]
  /// Which of the four was the greatest, for stages with a max pool.
  let argmax: [AlignedBuffer<Float>]
  /// Gradients with respect to `activations`, of one stage and the next in turn.
  let gradients: [AlignedBuffer<Float>]
  /// Each stage's weights with the batch norm before and the dropout after folded in.
  let foldedWeights: [AlignedBuffer<Float>]
  /// The same, as the data gradient wants them.
  let transposedWeights: [AlignedBuffer<Float>]
  let foldedBias: [AlignedBuffer<Float>]
  /// Weight gradients of each shard, with respect to the folded weights.
  let shardWeightGradients: AlignedBuffer<Float>
  /// Two sums of each shard for each channel, 16 lanes a block.
  let shardSums: AlignedBuffer<Double>
  let shardSquares: AlignedBuffer<Double>
  /// What the last stage leaves, averaged over its map: `[image][channel]`.
  let averages: AlignedBuffer<Float>
  /// Gradient of the loss with respect to the logits: `[image][class]`.
  let logitGradients: AlignedBuffer<Double>

  /// Numbers of weight gradients that a shard takes.
  let weightStride: Int
  /// Numbers of sums that a shard takes.
  let sumStride: Int

  init(plans: [StagePlan], shardSize: Int, batchCapacity: Int) {
    self.plans = plans
    self.shardSize = shardSize
    let shards = (batchCapacity + shardSize - 1) / shardSize
    let images = shards * shardSize
    shardCapacity = shards
    input = AlignedBuffer(images * plans[0].sourceElementsPerImage)
    labels = AlignedBuffer(images)
    activations = plans.map { AlignedBuffer(images * $0.elementsPerImage) }
    argmax = plans.map { AlignedBuffer($0.stage.isPooled ? images * $0.elementsPerImage : 0) }
    let largest = plans.map(\.elementsPerImage).max() ?? 0
    gradients = [AlignedBuffer(images * largest), AlignedBuffer(images * largest)]
    foldedWeights = plans.map { AlignedBuffer($0.shape.weightCount) }
    transposedWeights = plans.map { AlignedBuffer($0.shape.weightCount) }
    foldedBias = plans.map { AlignedBuffer($0.channels) }
    weightStride = ((plans.map(\.shape.weightCount).max() ?? 0) + 15) / 16 * 16
    shardWeightGradients = AlignedBuffer(shards * weightStride)
    sumStride = (plans.map(\.blocks).max() ?? 0) * 16
    shardSums = AlignedBuffer(shards * sumStride)
    shardSquares = AlignedBuffer(shards * sumStride)
    let classes = plans.last?.channels ?? 0
    averages = AlignedBuffer(images * classes)
    logitGradients = AlignedBuffer(images * classes)
  }

  /// Bytes that are set aside.
  var byteCount: Int {
    let floats =
      [input.count, shardWeightGradients.count, averages.count]
      + (activations + argmax + gradients).map(\.count)
      + (foldedWeights + transposedWeights + foldedBias).map(\.count)
    let doubles = shardSums.count + shardSquares.count + logitGradients.count
    return floats.reduce(0, +) * 4 + doubles * 8
  }
}
