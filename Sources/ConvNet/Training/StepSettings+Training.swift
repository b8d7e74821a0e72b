extension StepSettings {
  /// The settings of one step of a run.
  ///
  /// - Parameters:
  ///   - settings: The settings of the run.
  ///   - learningRate: The learning rate of the step's epoch.
  ///   - step: The number of the step since training began.
  init(_ settings: TrainingSettings, learningRate: Double, step: Int) {
    self.init(
      axis: settings.softmax, learningRate: learningRate, momentum: settings.momentum,
      dropout: settings.dropout,
      gaps: settings.dropout > 0 ? DropoutGaps(rate: settings.dropout) : nil,
      seed: settings.seed, step: step)
  }
}
