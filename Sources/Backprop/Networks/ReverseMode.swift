/// Carries a derivative backwards through a table's columns: the chain rule over named quantities.
///
/// Columns are visited from the last to the first. Each one passes what it has received to the
/// quantities that it reads. A quantity that several columns read, such as a hidden activation,
/// sums what they pass in the columns' order, which is the order in which a person writes it.
struct ReverseMode {
  /// The derivative of the result with respect to each quantity that it depends on.
  private(set) var adjoints: [Symbol: ScalarExpression] = [:]

  /// Differentiates.
  ///
  /// - Parameters:
  ///   - columns: the forward columns; each reads only columns to its left.
  ///   - result: the column to differentiate.
  ///   - writtenDown: quantities whose derivative stands in a column of its own and is referred to
  ///     by name, instead of being written out again.
  ///   - slopes: what to use for the slope of an activation in place of the true one.
  init(
    through columns: [Column], of result: Symbol, writtenDown: Set<Symbol>,
    slopes: [Symbol: ScalarExpression]
  ) {
    var received: [Symbol: [ScalarExpression]] = [result: [1]]
    for column in columns.reversed() {
      // What arrived last came from the leftmost reader.
      guard let terms = received[column.symbol] else { continue }
      let adjoint = ScalarExpression.gathered(terms.reversed())
      adjoints[column.symbol] = adjoint
      let passed = writtenDown.contains(column.symbol) ? .current(column.symbol.gradient) : adjoint
      let contributions: [(symbol: Symbol, adjoint: ScalarExpression)]
      if let slope = slopes[column.symbol], let argument = column.recurrence.symbols().first {
        contributions = [(argument, .chained(passed, slope))]
      } else {
        contributions = column.recurrence.adjoints(passed, named: column.symbol)
      }
      for (symbol, term) in contributions { received[symbol, default: []].append(term) }
    }
  }
}
