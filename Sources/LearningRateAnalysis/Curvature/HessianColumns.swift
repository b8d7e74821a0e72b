public import Backprop

extension Symbol {
  /// The second derivative of the loss with respect to this quantity and another:
  /// `∂²E/∂w1∂w2`.
  ///
  /// - Parameter other: The other quantity; the same one gives an entry of the diagonal.
  /// - Returns: The name.
  public func curvature(with other: Symbol) -> Symbol { Symbol("∂²E/∂\(name)∂\(other.name)") }
}

extension TableDescription {
  /// The largest number of parameters whose second derivatives are written out as expressions.
  public static let hessianParameterLimit = 24

  /// The largest number of operations of one such expression.
  public static let hessianOperationLimit = 2_000

  /// A column for each entry of the Hessian on and below the diagonal, row by row.
  ///
  /// The gradients' expressions are differentiated once more by the chain rule, in reverse mode
  /// through the columns. In published mode it is still the second derivative of the error and not
  /// of the article's slip.
  ///
  /// - Returns: The columns, of role ``Column/Role/curvature``; none where the network has more
  ///   parameters than ``hessianParameterLimit``, or an expression more operations than
  ///   ``hessianOperationLimit``.
  public var hessianColumns: [Column] {
    guard (1...Self.hessianParameterLimit).contains(parameters.count) else { return [] }
    let columns = (try? TableDescription(network))?.columns ?? self.columns
    var entries: [Column] = []
    for (row, parameter) in parameters.enumerated() {
      let adjoints = ReverseMode(
        through: columns, of: parameter.gradient
      ).adjoints
      for other in parameters[...row] {
        let entry = adjoints[other] ?? 0
        guard entry.operationCount <= Self.hessianOperationLimit else { return [] }
        entries.append(.computed(parameter.curvature(with: other), .curvature, entry))
      }
    }
    return entries
  }
}
