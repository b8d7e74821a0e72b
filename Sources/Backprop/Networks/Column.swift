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
    guard case .constant(let value) = initial else { return nil }
    return value
  }

  /// What kind of quantity a column holds; columns of a role share a colour.
  public enum Role: String, Hashable, Sendable, CaseIterable {
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
    /// The error of one output.
    case error
    /// The sum of the errors.
    case totalError
    /// The derivative of the total error with respect to a hidden activation.
    case sensitivity
    /// The derivative of the total error with respect to a weight or a bias.
    case gradient
    /// The central difference of the total error over a parameter, which checks its gradient.
    case check
    /// A second derivative of the total error: an entry of the Hessian.
    case curvature
  }
}
