import Backprop
import ConvNet
import Datasets

/// The settings that expressions of a step read, which are cells of the workbook.
enum StepSymbol {
  /// One for a softmax over the batch, zero for one over the classes.
  static let softmaxOverBatch: Symbol = "softmax_over_batch"
  /// The probability of being dropped.
  static let dropout: Symbol = "p"
  /// What a batch norm adds to the variance.
  static let epsilon: Symbol = "ε"
  /// How much of a batch's statistics enters the running ones.
  static let batchNormMomentum: Symbol = "batch_norm_momentum"
  /// The momentum of the update.
  static let momentum: Symbol = "μ"
  /// What the learning rate is multiplied by when it falls.
  static let gamma: Symbol = "γ"
  /// Steps after which it falls.
  static let stepSize: Symbol = "step_size"
  /// What is subtracted from a pixel from 0 to 1.
  static let pixelMean: Symbol = "pixel_mean"
  /// What the difference is divided by.
  static let pixelDeviation: Symbol = "pixel_deviation"

  /// The numbers of the settings.
  static func values(_ settings: ConvolutionSettings) -> [Symbol: Double] {
    [
      softmaxOverBatch: settings.softmax == .batch ? 1 : 0, dropout: settings.dropout,
      epsilon: Architecture.batchNormEpsilon, batchNormMomentum: Architecture.batchNormMomentum,
      momentum: settings.momentum, .initialLearningRate: settings.learningRate,
      gamma: settings.gamma, stepSize: Double(settings.stepSize),
      pixelMean: decimal(Normalization.training.mean),
      pixelDeviation: decimal(Normalization.training.deviation),
    ]
  }

  /// The decimal number that a single-precision one stands for.
  private static func decimal(_ value: Float) -> Double { Double("\(value)") ?? Double(value) }
}
