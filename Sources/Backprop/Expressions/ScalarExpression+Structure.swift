extension ScalarExpression {
  /// The operands, from left to right.
  public var operands: [ScalarExpression] {
    switch self {
    case .constant, .symbol: []
    case .negation(let operand), .call(_, let operand): [operand]
    case .sum(let left, let right), .difference(let left, let right),
      .product(let left, let right), .quotient(let left, let right), .power(let left, let right):
      [left, right]
    case .logSumExp(let operands), .maximum(let operands): operands
    }
  }

  /// The quantities read, each once, in the order in which they first appear.
  ///
  /// - Parameter row: Only those read from this row; from any row when left out.
  /// - Returns: The quantities' names.
  public func symbols(from row: Row? = nil) -> [Symbol] {
    var seen: Set<Symbol> = []
    var found: [Symbol] = []
    visit { node in
      guard case .symbol(let symbol, let place) = node, row == nil || row == place,
        seen.insert(symbol).inserted
      else { return }
      found.append(symbol)
    }
    return found
  }

  /// The number of operations, function calls included.
  package var operationCount: Int {
    var count = 0
    visit { count += $0.operands.isEmpty ? 0 : 1 }
    return count
  }

  /// Calls a function with every node, operands before what is made of them.
  package func visit(_ body: (ScalarExpression) -> Void) {
    for operand in operands { operand.visit(body) }
    body(self)
  }

  /// The expression with quantities replaced.
  ///
  /// - Parameter replacement: What stands for a quantity; nil leaves it as it is.
  /// - Returns: An expression of the same form.
  package func substituting(_ replacement: (Symbol, Row) -> ScalarExpression?) -> ScalarExpression {
    switch self {
    case .constant: self
    case .symbol(let symbol, let row): replacement(symbol, row) ?? self
    case .sum(let left, let right):
      .sum(left.substituting(replacement), right.substituting(replacement))
    case .difference(let left, let right):
      .difference(left.substituting(replacement), right.substituting(replacement))
    case .product(let left, let right):
      .product(left.substituting(replacement), right.substituting(replacement))
    case .quotient(let left, let right):
      .quotient(left.substituting(replacement), right.substituting(replacement))
    case .negation(let operand): .negation(operand.substituting(replacement))
    case .power(let base, let exponent):
      .power(base.substituting(replacement), exponent.substituting(replacement))
    case .logSumExp(let operands): .logSumExp(operands.map { $0.substituting(replacement) })
    case .maximum(let operands): .maximum(operands.map { $0.substituting(replacement) })
    case .call(let function, let operand): .call(function, operand.substituting(replacement))
    }
  }

  /// The sum of expressions from left to right; zero for none.
  package static func total(_ terms: some Collection<ScalarExpression>) -> ScalarExpression {
    guard let first = terms.first else { return 0 }
    return terms.dropFirst().reduce(first, +)
  }
}
