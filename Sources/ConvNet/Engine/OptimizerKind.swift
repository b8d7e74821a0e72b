/// How a step makes parameters of gradients, with PyTorch's conventions.
public enum OptimizerKind: String, Sendable, Equatable, CaseIterable {
  /// Stochastic gradient descent, with momentum and perhaps Nesterov's.
  case sgd
  /// Adam: means of the gradient and of its square, freed of their bias.
  case adam
  /// RMSprop: the gradient divided by the root of the mean of its square.
  case rmsprop

  /// Whether a mean of squared gradients is kept for each parameter.
  var keepsSquares: Bool { self != .sgd }
}
