extension SoftmaxAxis {
  /// What to know of a pass whose last batch has a single image; nil if it has more.
  ///
  /// Over the batch, the softmax of a single image is 1 whatever the network computes: its loss is 0,
  /// and its gradient, too.
  ///
  /// - Parameters:
  ///   - imageCount: Images of the pass.
  ///   - batchSize: Images of a batch.
  /// - Returns: A sentence that says what to choose.
  package func lastBatchWarning(imageCount: Int, batchSize: Int) -> String? {
    guard self == .batch, imageCount % batchSize == 1 else { return nil }
    return "The last of the batches of \(batchSize) has a single image of \(imageCount). With"
      + " softmax over the batch its loss is 0 and nothing is learned from it: choose another batch"
      + " size, or softmax over the classes."
  }
}
