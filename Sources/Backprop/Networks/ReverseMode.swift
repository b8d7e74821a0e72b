/// Carries a derivative backwards through a table's columns: the chain rule over named quantities.
///
/// Columns are visited from the last to the first. Each one passes what it has received to the
/// quantities that it reads. A quantity that several columns read, such as a hidden activation,
/// sums what they pass in the columns' order, which is the order in which a person writes it.
package struct ReverseMode {
  /// The derivative of the result with respect to each quantity that it depends on.
  package private(set) var adjoints: [Symbol: ScalarExpression] = [:]

  /// Differentiates.
  ///
  /// - Parameters:
  ///   - columns: The forward columns; each reads only columns to its left.
  ///   - result: The column to differentiate.
  ///   - writtenDown: Quantities whose derivative stands in a column of its own, with its name; it
  ///     is referred to by that name instead of being written out again.
  ///   - known: Derivatives of a column that are used in place of what differentiation gives: a
  ///     shorter form of the same, or the article's slip.
  package init(
    through columns: [Column], of result: Symbol, writtenDown: [Symbol: Symbol] = [:],
    known: [Symbol: [KnownDerivative]] = [:]
  ) {
    var received: [Symbol: [ScalarExpression]] = [result: [1]]
    for column in columns.reversed() {
      // What arrived last came from the leftmost reader.
      guard let terms = received[column.symbol] else { continue }
      let adjoint = ScalarExpression.gathered(terms.reversed())
      adjoints[column.symbol] = adjoint
      let passed = writtenDown[column.symbol].map { ScalarExpression.current($0) } ?? adjoint
      if let derivatives = known[column.symbol] {
        for derivative in derivatives {
          received[derivative.symbol, default: []].append(.chained(passed, derivative.expression))
        }
      } else {
        for (symbol, term) in column.recurrence.adjoints(passed, named: column.symbol) {
          received[symbol, default: []].append(term)
        }
      }
    }
  }
}

/// The derivative of some column with respect to a quantity that it reads.
package struct KnownDerivative: Hashable, Sendable {
  /// The quantity.
  package let symbol: Symbol
  /// The derivative.
  package let expression: ScalarExpression
}
