/// What a batch of training came to.
public struct BatchProgress: Sendable, Equatable {
  /// The epoch, counted from 1.
  public var epoch: Int
  /// The batch within the epoch, counted from 0.
  public var batch: Int
  /// Batches of the epoch.
  public var batchCount: Int
  /// The batch's mean loss.
  public var loss: Double
  /// Images of the epoch so far that were classified correctly.
  public var correct: Int
  /// Images of the epoch so far.
  public var processed: Int
  /// Images of the epoch.
  public var imageCount: Int
  /// The learning rate.
  public var learningRate: Double

  /// Images of the epoch so far that were classified correctly, in percent.
  public var accuracy: Double { 100 * Double(correct) / Double(max(1, processed)) }
}

/// What an epoch of training came to.
public struct EpochResult: Sendable, Equatable {
  /// The epoch, counted from 1.
  public var epoch: Int
  /// The learning rate.
  public var learningRate: Double
  /// The mean of the batches' mean losses, as the article records it.
  public var loss: Double
  /// Images that were classified correctly while training.
  public var correct: Int
  /// Images that were trained on.
  public var processed: Int
  /// Whether all batches were trained on; if not, the epoch was cut short and does not count.
  public var isComplete: Bool

  /// Images that were classified correctly, in percent.
  public var accuracy: Double { 100 * Double(correct) / Double(max(1, processed)) }
}

/// What a set of images came to in evaluation.
public struct Evaluation: Sendable, Equatable {
  /// The summed loss divided by the number of images.
  public var loss: Double
  /// Images that were classified correctly.
  public var correct: Int
  /// The class that was predicted for each image, in the order of the source.
  public var predictions: [UInt8]
  /// The class of each image, in the order of the source.
  public var labels: [UInt8]
  /// How much of the softmax falls to each prediction, in the order of the source.
  ///
  /// Over the classes it is a probability, over the batch the image's share in its batch.
  public var confidences: [Float]
  /// The logits of each image, `[images][classes]`.
  public var logits: [Float]
  /// The number of classes.
  public var classCount: Int

  /// Images.
  public var count: Int { labels.count }
  /// Images that were classified correctly, in percent.
  public var accuracy: Double { 100 * Double(correct) / Double(max(1, count)) }

  /// How often each class (row) was taken for each class (column).
  public var confusion: [[Int]] {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: classCount)
    for (label, prediction) in zip(labels, predictions) {
      counts[Int(label)][Int(prediction)] += 1
    }
    return counts
  }

  /// The positions of the images that were classified wrongly.
  public var mistakes: [Int] {
    labels.indices.filter { labels[$0] != predictions[$0] }
  }
}
