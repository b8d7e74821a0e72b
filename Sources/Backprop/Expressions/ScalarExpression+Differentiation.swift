extension ScalarExpression {
  /// What the chain rule hands to each quantity of the same row that this expression reads.
  ///
  /// Reverse mode: the derivative of some result with respect to this expression is passed from
  /// the root to the leaves, and multiplied on its way by the derivative of each operation. A
  /// quantity that is read more than once gets the sum of what arrives, in order of appearance.
  ///
  /// - Parameters:
  ///   - adjoint: The derivative of the result with respect to this expression; 1 gives the
  ///     expression's own derivatives.
  ///   - name: The quantity that holds this expression's value, if there is one. The slope of
  ///     `a = σ(h)` is then written `a * (1 - a)` instead of computing σ(h) again.
  /// - Returns: One entry a quantity, in the order in which they first appear.
  public func adjoints(
    _ adjoint: ScalarExpression = 1, named name: Symbol? = nil
  ) -> [(symbol: Symbol, adjoint: ScalarExpression)] {
    var order: [Symbol] = []
    var terms: [Symbol: [ScalarExpression]] = [:]
    propagate(adjoint, value: name.map(ScalarExpression.current)) { symbol, term in
      if terms[symbol] == nil { order.append(symbol) }
      terms[symbol, default: []].append(term)
    }
    return order.map { (symbol: $0, adjoint: .gathered(terms[$0] ?? [])) }
  }

  /// The derivative with respect to one quantity of the same row.
  ///
  /// - Parameters:
  ///   - symbol: The quantity.
  ///   - name: The quantity that holds this expression's value, if there is one.
  /// - Returns: The derivative; zero where the expression does not read the quantity.
  public func derivative(by symbol: Symbol, named name: Symbol? = nil) -> ScalarExpression {
    adjoints(1, named: name).first { $0.symbol == symbol }?.adjoint ?? 0
  }

  /// The factors by which a function multiplies a derivative on its way to the argument.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - argument: What it is applied to.
  ///   - value: What its result is called.
  /// - Returns: The function's derivative at the argument.
  static func slope(
    of function: Function, at argument: ScalarExpression, value: ScalarExpression
  ) -> ScalarExpression {
    switch function {
    case .square: 2 * argument
    case .exponential: value
    case .sigmoid: value * (1 - value)
    case .tanh: 1 - value.squared
    case .relu: .call(.step, argument)
    case .step, .floor: 0
    case .leakyRelu:
      .constant(Function.leak) + .constant(1 - Function.leak) * .call(.step, argument)
    case .logSigmoid: .call(.sigmoid, -argument)
    case .squareRoot: 0.5 / value
    case .cosPi: -.constant(.pi) * .call(.cosPi, 0.5 - argument)
    }
  }

  /// Passes a derivative down the tree and hands what arrives at each quantity to a function.
  private func propagate(
    _ adjoint: ScalarExpression, value: ScalarExpression?,
    to receive: (Symbol, ScalarExpression) -> Void
  ) {
    guard adjoint != 0 else { return }
    switch self {
    case .constant: break
    case .symbol(let symbol, let row):
      if row == .same { receive(symbol, adjoint) }
    case .sum(let left, let right):
      left.propagate(adjoint, value: nil, to: receive)
      right.propagate(adjoint, value: nil, to: receive)
    case .difference(let left, let right):
      left.propagate(adjoint, value: nil, to: receive)
      right.propagate(.opposite(adjoint), value: nil, to: receive)
    case .product(let left, let right):
      left.propagate(.chained(adjoint, right), value: nil, to: receive)
      right.propagate(.chained(adjoint, left), value: nil, to: receive)
    case .quotient(let left, let right):
      left.propagate(.quotient(adjoint, right), value: nil, to: receive)
      let ratio = ScalarExpression.quotient(value ?? self, right)
      right.propagate(.opposite(.chained(adjoint, ratio)), value: nil, to: receive)
    case .negation(let operand):
      operand.propagate(.opposite(adjoint), value: nil, to: receive)
    case .power(let base, let exponent):
      let slope = exponent * .power(base, exponent - 1)
      base.propagate(.chained(adjoint, slope), value: nil, to: receive)
    case .logSumExp(let operands):
      for operand in operands {
        let share = ScalarExpression.call(.exponential, operand - (value ?? self))
        operand.propagate(.chained(adjoint, share), value: nil, to: receive)
      }
    case .maximum(let operands):
      // One where the operand is the first that reaches the maximum, else zero.
      let distances = operands.map { ScalarExpression.call(.step, (value ?? self) - $0) }
      for (index, operand) in operands.enumerated() {
        var share = ScalarExpression.constant(1)
        for distance in distances[..<index] { share = .chained(share, distance) }
        if index < operands.count - 1 { share = .chained(share, 1 - distances[index]) }
        operand.propagate(.chained(adjoint, share), value: nil, to: receive)
      }
    case .call(let function, let operand):
      let slope = ScalarExpression.slope(of: function, at: operand, value: value ?? self)
      operand.propagate(.chained(adjoint, slope), value: nil, to: receive)
    }
  }
}
