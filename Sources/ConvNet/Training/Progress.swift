/// The result of one batch of training.
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

/// The result of one epoch of training.
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
  /// How the step in the middle of the epoch went; nil where the epoch was cut short before it.
  public var health: NetworkHealth?
}
