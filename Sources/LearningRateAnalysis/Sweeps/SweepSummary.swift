/// The results of the training with one learning rate: the evidence for a verdict.
///
/// Epochs are counted from 1, as in the workbook: epoch 1 has the initial weights.
public struct SweepSummary: Sendable, Hashable {
  /// The part of the first loss below which a rise is rounding noise, and not counted.
  public static let noise = 1e-9

  /// The learning rate.
  public let learningRate: Double
  /// The number of epochs computed.
  public let epochs: Int
  /// The loss of the first epoch.
  public let first: Double
  /// The loss of the last epoch.
  public let last: Double
  /// The smallest loss; infinite where no epoch has a finite one.
  public let smallest: Double
  /// The first epoch that has the smallest loss.
  public let smallestEpoch: Int
  /// The first epoch whose loss is at most a tenth of the first epoch's.
  public let epochTo10Percent: Int?
  /// The first epoch whose loss is at most a hundredth of the first epoch's.
  public let epochTo1Percent: Int?
  /// How many epochs ended above the epoch before, and above the rounding noise.
  public let rises: Int
  /// The last such epoch.
  public let lastRise: Int?
  /// The largest loss that is finite.
  public let largest: Double
  /// The loss in ``recentEpoch(of:)``, with which the last one is compared.
  public let recent: Double
  /// The first epoch whose loss is not a finite number.
  public let overflowEpoch: Int?
  /// The largest magnitude of a weighted sum of an output neuron in the last epoch.
  public let outputMagnitude: Double
  /// The largest magnitude of a weighted sum of a hidden neuron in the last epoch; zero without one.
  public let hiddenMagnitude: Double
  /// The steepest slope of an output activation in the last epoch.
  public let outputSlope: Double
  /// For the hidden layer that passes least, the steepest slope of its activations in the last
  /// epoch; one where there is no hidden layer.
  public let hiddenSlope: Double
  /// The length of the gradient in the first epoch.
  public let firstGradientNorm: Double
  /// The length of the gradient in the last epoch.
  public let lastGradientNorm: Double
  /// The part of all samples that are classified right in the last row; nil where the network tells
  /// no classes apart.
  public internal(set) var accuracy: Double?
  /// What the sharpness says of the learning rate, by the optimizer.
  public let stability: StabilityRule
  /// The sharpness along the training, where it was computed.
  public var sharpness: Sharpness?
  /// The step after which the training failed, where it did and was looked for.
  public internal(set) var failingStep: FailingStep?

  /// The epoch that begins the last fifth of a training.
  ///
  /// - Parameter epochs: The number of epochs.
  /// - Returns: An epoch, counted from 1.
  public static func recentEpoch(of epochs: Int) -> Int { max(1, epochs - max(1, epochs / 5)) }
}

/// The loss for many learning rates and epochs.
public struct LossMatrix: Sendable, Hashable {
  /// The learning rates, one a column.
  public let learningRates: [Double]
  /// The number of epochs, one a row.
  public let epochs: Int
  /// The losses, row by row: `values[row * learningRates.count + column]`.
  public let values: [Double]

  /// The loss in a row (epoch, counted from zero) for a rate (counted from zero).
  public subscript(row: Int, rate: Int) -> Double { values[row * learningRates.count + rate] }

  /// The losses of one rate by epoch.
  public func losses(rate: Int) -> [Double] { (0..<epochs).map { self[$0, rate] } }
}
