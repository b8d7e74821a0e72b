/// How training goes in a network and in each of its stages, from one step of an epoch.
public struct NetworkHealth: Sendable, Equatable {
  /// How it goes in one stage.
  public struct Stage: Sendable, Equatable {
    /// The name of the stage's convolution.
    public var name: String
    /// The Euclidean norm of the gradient with respect to the convolution's weights.
    public var gradientNorm: Double
    /// The norm of what the step adds to the convolution's weights, divided by the weights' norm
    /// before it; 0 where all weights are 0.
    public var updateRatio: Double
    /// The share of the channels whose ReLU is dead, 0 … 1: it lets nothing pass, at no place of any
    /// image that was looked at.
    public var deadShare: Double

    /// Describes a stage.
    ///
    /// - Parameters:
    ///   - name: The name of its convolution.
    ///   - gradientNorm: The norm of the gradient with respect to the weights.
    ///   - updateRatio: The norm of the step divided by that of the weights.
    ///   - deadShare: The share of the channels whose ReLU is dead.
    public init(name: String, gradientNorm: Double, updateRatio: Double, deadShare: Double) {
      self.name = name
      self.gradientNorm = gradientNorm
      self.updateRatio = updateRatio
      self.deadShare = deadShare
    }
  }

  /// The Euclidean norm of the gradient with respect to all parameters, without weight decay.
  public var gradientNorm: Double
  /// The norm of what the step adds to the weights of all convolutions, divided by the weights' norm
  /// before it.
  public var updateRatio: Double
  /// The share of all channels whose ReLU is dead, 0 … 1.
  public var deadShare: Double
  /// The stages, in the order in which an image passes them.
  public var stages: [Stage]

  /// Describes a network.
  ///
  /// - Parameters:
  ///   - gradientNorm: The norm of the gradient with respect to all parameters.
  ///   - updateRatio: The norm of the step divided by that of the weights.
  ///   - deadShare: The share of all channels whose ReLU is dead.
  ///   - stages: The stages in their order.
  public init(gradientNorm: Double, updateRatio: Double, deadShare: Double, stages: [Stage]) {
    self.gradientNorm = gradientNorm
    self.updateRatio = updateRatio
    self.deadShare = deadShare
    self.stages = stages
  }
}
