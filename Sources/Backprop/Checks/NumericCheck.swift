/// A gradient, computed in three ways.
package struct NumericCheck: Hashable, Sendable {
  /// The gradient's own expression.
  package let symbolic: Double
  /// The central difference of the loss.
  package let centralDifference: Double
  /// The derivative that dual numbers carry through the forward pass.
  package let dual: Double

  /// How far the symbolic gradient is from the central difference.
  package var disagreement: Double { (symbolic - centralDifference).magnitude }
}

extension TableDescription {
  /// Computes a gradient in three ways in one row of a table.
  ///
  /// - Parameters:
  ///   - parameter: A weight or a trained bias.
  ///   - table: The computed table.
  ///   - row: The row, counted from zero.
  /// - Returns: Nil where the table has no gradient of this quantity.
  package func check(_ parameter: Symbol, in table: Table, row: Int) -> NumericCheck? {
    guard let gradient = index(of: parameter.gradient) else { return nil }
    func total<N: ExpressionNumber>(_ seed: N) -> N {
      var values: [Symbol: N] = [:]
      for (index, column) in columns.enumerated() where !column.role.isBackward {
        if column.symbol == parameter {
          values[column.symbol] = seed
        } else if column.recurrence.symbols(from: .before).isEmpty {
          values[column.symbol] = column.recurrence.value { symbol, _ in
            values[symbol] ?? N(constant: .nan)
          }
        } else {
          values[column.symbol] = N(constant: table[row, index])
        }
        if column.symbol == .totalError { break }
      }
      return values[.totalError] ?? N(constant: .nan)
    }
    let value = index(of: parameter).map { table[row, $0] } ?? .nan
    let above = value + Self.checkStep
    let below = value - Self.checkStep
    return NumericCheck(
      symbolic: table[row, gradient],
      centralDifference: (total(above) - total(below)) / (above - below),
      dual: total(DualNumber(value, derivative: 1)).derivative)
  }
}
