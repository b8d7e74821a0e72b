extension TrainingSettings {
  /// Chooses an optimizer, with the learning rate and the momentum that it usually has: the article's
  /// for SGD, PyTorch's for the others.
  ///
  /// - Parameter optimizer: The optimizer.
  package mutating func choose(_ optimizer: OptimizerKind) {
    guard optimizer != self.optimizer else { return }
    self.optimizer = optimizer
    let standard = TrainingSettings()
    switch optimizer {
    case .sgd: (learningRate, momentum) = (standard.learningRate, standard.momentum)
    case .adam: (learningRate, momentum) = (0.001, 0)
    case .rmsprop: (learningRate, momentum) = (0.01, 0)
    }
  }
}
