import Backprop

/// The defined names of the workbook: its settings, which formulas read.
enum StepName: String, CaseIterable {
  case softmaxOverBatch = "softmax_over_batch"
  case learningRate = "initial_learning_rate"
  case momentum
  case stepSize = "step_size"
  case gamma
  case dropout = "dropout_rate"
  case epsilon = "batch_norm_epsilon"
  case batchNormMomentum = "batch_norm_momentum"
  case pixelMean = "pixel_mean"
  case pixelDeviation = "pixel_deviation"
  /// The number of the parameter that is moved.
  case nudgedNumber = "nudged_number"
  /// How far it is moved.
  case nudgeWidth = "nudge_width"

  /// The name of a setting that expressions read; nil for one that is none.
  init?(setting: Symbol) {
    switch setting {
    case StepSymbol.softmaxOverBatch: self = .softmaxOverBatch
    case .initialLearningRate: self = .learningRate
    case StepSymbol.momentum: self = .momentum
    case StepSymbol.stepSize: self = .stepSize
    case StepSymbol.gamma: self = .gamma
    case StepSymbol.dropout: self = .dropout
    case StepSymbol.epsilon: self = .epsilon
    case StepSymbol.batchNormMomentum: self = .batchNormMomentum
    case StepSymbol.pixelMean: self = .pixelMean
    case StepSymbol.pixelDeviation: self = .pixelDeviation
    default: return nil
    }
  }
}
