public import Backprop

/// How large a learning rate may be for its steps to stay where they are: what the sharpness says for
/// an optimizer.
///
/// Along an eigenvector of the Hessian with eigenvalue λ the loss is a parabola, and a step multiplies
/// the distance from its lowest point by a number that depends on ηλ. Plain gradient descent multiplies
/// by 1 - ηλ, so that it comes closer for ηλ < 2. With momentum β the bound is 2(1 + β) (B. T. Polyak,
/// Some methods of speeding up the convergence of iteration methods, 1964), and
/// 2(1 + β) / (1 + 2β) where the step looks ahead as Nesterov's does. Weight decay adds to every
/// eigenvalue.
public struct StabilityRule: Hashable, Sendable {
  /// The bound of ηλ; nil where the sharpness alone bounds nothing.
  public let factor: Double?
  /// What weight decay adds to λ.
  public let decay: Double
  /// The rate of the limit as a formula, such as `2/λ`; nil where there is none.
  public let formula: String?
  /// Why there is no limit; nil where there is one.
  public let absence: String?
  /// How the rate that is set changes from epoch to epoch.
  public let schedule: Schedule

  /// Finds the rule of a training.
  ///
  /// - Parameter training: How a network is trained.
  public init(_ training: Network.Training) {
    self.init(training.optimizer, schedule: training.schedule)
  }

  /// Finds the rule of an optimizer.
  ///
  /// - Parameters:
  ///   - optimizer: How a step changes the parameters.
  ///   - schedule: How the rate that is set changes from epoch to epoch.
  public init(_ optimizer: Optimizer, schedule: Schedule = .constant) {
    self.schedule = schedule
    guard optimizer.method == .sgd else {
      factor = nil
      decay = 0
      formula = nil
      absence =
        "\(optimizer.method.rawValue) divides the gradient of each parameter by a size of its own, so "
        + "that the sharpness alone does not tell how large a step may be."
      return
    }
    let momentum = optimizer["momentum"]
    let isNesterov = momentum > 0 && optimizer["nesterov"] == 1
    decay = optimizer["weight decay"]
    factor = 2 * (1 + momentum) / (isNesterov ? 1 + 2 * momentum : 1)
    let sharpness = decay > 0 ? "(λ + weight decay)" : "λ"
    formula =
      momentum == 0
      ? "2/\(sharpness)"
      : isNesterov ? "2(1+β)/((1+2β)\(sharpness))" : "2(1+β)/\(sharpness)"
    absence = nil
  }

  /// What a step is held against ``factor`` by: the rate of its epoch times the curvature that it
  /// sees, ηλ.
  ///
  /// - Parameters:
  ///   - rate: The rate that is set.
  ///   - sharpness: The largest eigenvalue λ of the Hessian.
  ///   - epoch: The epoch, counted from 1, whose rate the schedule gives.
  /// - Returns: The product; weight decay adds to λ.
  package func product(rate: Double, sharpness: Double, epoch: Int) -> Double {
    schedule.rate(rate, inEpoch: epoch) * (sharpness + decay)
  }

  /// The largest rate whose steps are stable at a sharpness.
  ///
  /// - Parameter sharpness: The largest eigenvalue λ of the Hessian.
  /// - Returns: The rate; nil where there is no limit: the loss curves downwards everywhere, λ is
  ///   not finite, or the optimizer has none.
  public func limit(_ sharpness: Double) -> Double? {
    let curvature = sharpness + decay
    guard let factor, curvature > 0, curvature.isFinite else { return nil }
    return factor / curvature
  }
}
