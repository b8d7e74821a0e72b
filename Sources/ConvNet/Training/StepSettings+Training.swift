extension StepSettings {
  /// The settings of one step of a run.
  ///
  /// - Parameters:
  ///   - settings: The settings of the run.
  ///   - learningRate: The learning rate of the step's epoch.
  ///   - step: The number of the step since training began.
  init(_ settings: TrainingSettings, learningRate: Double, step: Int) {
    self.init(
      axis: settings.softmax, learningRate: learningRate, rule: UpdateRule(settings),
      dropout: settings.dropout,
      gaps: settings.dropout > 0 ? DropoutGaps(rate: settings.dropout) : nil,
      seed: settings.seed, step: step)
  }
}

extension UpdateRule {
  /// The rule of a run.
  ///
  /// - Parameter settings: The settings of the run.
  init(_ settings: TrainingSettings) {
    self.init(
      optimizer: settings.optimizer, momentum: settings.momentum,
      weightDecay: settings.weightDecay, isNesterov: settings.isNesterov, beta1: settings.beta1,
      beta2: settings.beta2, alpha: settings.alpha, epsilon: settings.epsilon)
  }
}
