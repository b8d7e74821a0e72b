public import Backprop

/// The step after which a training failed, with the numbers around it.
///
/// It is what a reader can follow: one parameter, its update with numbers, the neuron that it feeds, and
/// what the next gradient makes of it.
public struct FailingStep: Hashable, Sendable {
  /// The row whose gradients the step took, counted from zero; nil where the training began there.
  public let row: Int?
  /// The number of steps of an epoch.
  public let stepsPerEpoch: Int
  /// The parameter that shows what the step did.
  public let parameter: Symbol
  /// The parameter's update with numbers in place of names; nil where there was no step.
  public let update: ScalarExpression?
  /// The parameter after the step.
  public let value: Double
  /// The parameter's change by the step; zero where there was none.
  public let change: Double
  /// The neuron that the parameter feeds, after the step.
  public let neuron: Neuron
  /// The parameter's gradient that the step took; nil where there was no step.
  public let gradientBefore: Double?
  /// The parameter's gradient after the step.
  public let gradient: Double
  /// The parameter after one more step; nil where the training ended before.
  public let next: Double?
  /// Whether a layer passes nothing back from there on; else the step led to a higher loss.
  public let isDead: Bool
  /// The row from which on no neuron of the layer passes anything back, where it is a later one; else
  /// nil.
  public let deadFrom: Int?

  /// A neuron in one row and one sample.
  public struct Neuron: Hashable, Sendable {
    /// The name of its weighted sum.
    public let sum: Symbol
    /// The weighted sum.
    public let sumValue: Double
    /// The name of its activation.
    public let activation: Symbol
    /// The activation.
    public let value: Double
    /// What it makes of its weighted sum.
    public let function: Activation
    /// The slope of the activation.
    public let slope: Double
    /// Whether its layer has other slopes, none of them steeper.
    public let isSteepest: Bool
    /// What the activation should be; nil in a hidden layer.
    public let target: Double?
  }
}
