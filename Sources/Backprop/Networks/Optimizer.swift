/// How a step changes the parameters, with PyTorch's conventions and standard settings.
public enum OptimizerMethod: String, NamedMethod {
  /// Gradient descent, with momentum and weight decay where they are not zero.
  case sgd
  /// A running mean of squared gradients divides the step.
  case rmsprop
  /// The sum of all squared gradients divides the step.
  case adagrad
  /// Running means of gradients and of their squares, both freed from their start at zero.
  case adam

  /// What it is set with.
  public var settings: [MethodSetting] {
    switch self {
    case .sgd:
      [
        MethodSetting(
          name: "momentum", symbol: "μ", range: .belowOne, standard: 0,
          meaning: "the part of the last velocity that is kept"),
        MethodSetting(
          name: "nesterov", symbol: "nesterov", range: .flag, standard: 0,
          meaning: "whether the step looks ahead by the velocity"),
        MethodSetting(
          name: "weight decay", symbol: "λ", range: .atLeastZero, standard: 0,
          meaning: "the part of each parameter that is added to its gradient"),
      ]
    case .rmsprop:
      [
        MethodSetting(
          name: "alpha", symbol: "α", range: .belowOne, standard: 0.99,
          meaning: "the part of the last mean of squares that is kept"),
        Self.epsilon(1e-8),
      ]
    case .adagrad: [Self.epsilon(1e-10)]
    case .adam:
      [
        MethodSetting(
          name: "beta1", symbol: "β1", range: .belowOne, standard: 0.9,
          meaning: "the part of the last mean of gradients that is kept"),
        MethodSetting(
          name: "beta2", symbol: "β2", range: .belowOne, standard: 0.999,
          meaning: "the part of the last mean of squares that is kept"),
        Self.epsilon(1e-8),
      ]
    }
  }

  private static func epsilon(_ standard: Double) -> MethodSetting {
    MethodSetting(
      name: "epsilon", symbol: "ε", range: .aboveZero, standard: standard,
      meaning: "what is added to the square root, so that nothing is divided by zero")
  }
}

/// An optimizer with its settings.
public typealias Optimizer = ConfiguredMethod<OptimizerMethod>

extension ConfiguredMethod<OptimizerMethod> {
  /// Plain gradient descent.
  public static let gradientDescent = Optimizer(standard: .sgd)

  /// Whether each step is the learning rate times the gradient, and nothing else.
  public var isPlain: Bool { self == .gradientDescent }
}
