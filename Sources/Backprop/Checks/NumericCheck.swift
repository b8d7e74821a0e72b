/// A gradient, computed in three ways.
public struct NumericCheck: Hashable, Sendable {
  /// The gradient's own expression.
  public let symbolic: Double
  /// The central difference of the total error.
  public let centralDifference: Double
  /// The derivative that dual numbers carry through the forward pass.
  public let dual: Double

  /// How far the symbolic gradient is from the central difference.
  public var disagreement: Double { (symbolic - centralDifference).magnitude }
}

extension TableDescription {
  /// The step by which the checks move a parameter to either side.
  ///
  /// Smaller steps would lose more digits to cancellation than they gain: at 10⁻⁴ both errors of a
  /// central difference are below about 10⁻¹⁰ for values of the article's size.
  public static let checkStep = 1e-4

  /// The largest number of operations of a check expression; one with more is left out.
  public static let checkOperationLimit = 400

  /// The largest number of parameters that check columns are made for.
  public static let checkParameterLimit = 128

  /// The central difference of the total error over a parameter, as an expression over the row.
  ///
  /// It reads the row's inputs, targets, parameters and whatever does not depend on the parameter,
  /// and repeats the forward pass for the rest: `(E(w+h) - E(w-h)) / ((w+h) - (w-h))`. It can
  /// stand in a spreadsheet cell, and shares nothing with the gradient that it checks.
  ///
  /// - Parameters:
  ///   - parameter: a weight or a bias.
  ///   - step: how far to move it to either side; a number or a setting.
  ///   - limit: the number of operations that the expression may have.
  /// - Returns: nil where the expression would have more operations, as in deep, wide networks.
  public func centralDifference(
    of parameter: Symbol, step: Expression = .constant(checkStep),
    limit: Int = checkOperationLimit
  ) -> Expression? {
    let here = Expression.current(parameter)
    let above = here + step
    let below = here - step
    guard let high = totalError(replacing: parameter, by: above, limit: limit / 2),
      let low = totalError(replacing: parameter, by: below, limit: limit / 2)
    else { return nil }
    return (high - low) / (above - below)
  }

  /// A column for each gradient that computes it by central differences over its row.
  ///
  /// The step is the setting `h`. Gradients whose expression would be longer than
  /// `checkOperationLimit` have no column, nor has a network with more parameters than
  /// `checkParameterLimit`.
  public var checkColumns: [Column] {
    guard parameters.count <= Self.checkParameterLimit else { return [] }
    return parameters.compactMap { parameter in
      centralDifference(of: parameter, step: .setting(.checkStep)).map {
        .computed(parameter.differenceQuotient, .check, $0)
      }
    }
  }

  /// The total error after a parameter was replaced, with all that depends on it written out.
  private func totalError(
    replacing parameter: Symbol, by replacement: Expression, limit: Int
  ) -> Expression? {
    var moved: [Symbol: Expression] = [parameter: replacement]
    var sizes: [Symbol: Int] = [parameter: 1]
    for column in columns {
      let read = column.next.symbols(from: .same).filter { moved[$0] != nil }
      guard !read.isEmpty else { continue }
      // Every column reads each quantity at most once.
      let size = column.next.operationCount + read.reduce(0) { $0 + (sizes[$1] ?? 0) }
      guard size <= limit else { return nil }
      let expression = column.next.substituting { symbol, row in
        row == .same ? moved[symbol] : nil
      }
      if column.symbol == .totalError { return expression }
      moved[column.symbol] = expression
      sizes[column.symbol] = size
    }
    return 0
  }

  /// Computes a gradient in three ways in one row of a table.
  ///
  /// - Parameters:
  ///   - parameter: a weight or a trained bias.
  ///   - table: the computed table.
  ///   - row: the row, counted from zero.
  /// - Returns: nil where the table has no gradient of this quantity.
  public func check(_ parameter: Symbol, in table: Table, row: Int) -> NumericCheck? {
    guard let gradient = index(of: parameter.gradient) else { return nil }
    func total<N: ExpressionNumber>(_ seed: N) -> N {
      var values: [Symbol: N] = [:]
      for (index, column) in columns.enumerated() {
        if column.symbol == parameter {
          values[column.symbol] = seed
        } else if column.next.symbols(from: .before).isEmpty {
          values[column.symbol] = column.next.value { symbol, _ in
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
