/// One column of the table: a name, what it is, and how each of its cells is computed.
public struct Column: Hashable, Sendable {
  /// The name, which stands in the header.
  public let symbol: Symbol
  /// What kind of quantity it is.
  public let role: Role
  /// The cell of the first row: a number, or an expression over the same row.
  public let initial: ScalarExpression
  /// The cells below: an expression over the same row, or over the row above.
  public let recurrence: ScalarExpression

  /// Describes a column.
  ///
  /// - Parameters:
  ///   - symbol: The name.
  ///   - role: What kind of quantity it is.
  ///   - initial: The cell of the first row.
  ///   - recurrence: The cells below it.
  public init(_ symbol: Symbol, role: Role, initial: ScalarExpression, recurrence: ScalarExpression)
  {
    self.symbol = symbol
    self.role = role
    self.initial = initial
    self.recurrence = recurrence
  }

  /// The number in the first row, where it is given and not computed.
  public var initialValue: Double? {
    guard role != .step, case .constant(let value) = initial else { return nil }
    return value
  }

  /// What kind of quantity a column holds; columns of a role share a color.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// Which step of the training a row is: its epoch, its number, its samples.
    case step
    /// The learning rate of a row, where it changes.
    case rate
    /// A value that an output should have.
    case target
    /// A value that enters the network.
    case input
    /// A weight.
    case weight
    /// A bias.
    case bias
    /// The weighted sum that a neuron receives.
    case preactivation
    /// What a neuron makes of it.
    case activation
    /// The logarithm of the sum of the exponentials of a softmax's sums.
    case logSumExp
    /// The error of one output, or of one sample.
    case error
    /// The loss: the sum of the errors, or their mean over the samples of a step.
    case totalError
    /// Whether a sample is classified right, and which part of all samples is.
    case accuracy
    /// The derivative of the error with respect to a hidden activation or a weighted sum.
    case sensitivity
    /// The derivative of the loss with respect to a weight or a bias.
    case gradient
    /// The central difference of the loss over a parameter, which checks its gradient.
    case check
    /// What an optimizer remembers of the gradients, or makes of them.
    case optimizer
    /// A second derivative of the loss: an entry of the Hessian.
    case curvature

    /// Whether a quantity is not computed on the way to the loss, but beside it or from it.
    package var isBackward: Bool {
      switch self {
      case .accuracy, .sensitivity, .gradient, .check, .optimizer, .curvature: true
      default: false
      }
    }
  }
}
