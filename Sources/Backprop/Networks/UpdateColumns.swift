/// How a step changes a parameter: the update, and the columns that an optimizer remembers things in.
///
/// The formulas are those of PyTorch's `torch.optim`: the first velocity is the gradient itself, ε
/// stands outside the root, and Adam's means are divided by what their start at zero leaves out.
struct UpdateColumns {
  private let optimizer: Optimizer
  /// The rate that the update reads from the row above.
  private let rate: ScalarExpression
  /// The number of the row's step.
  private let count: ScalarExpression

  init(_ training: Network.Training, count: ScalarExpression) {
    optimizer = training.optimizer
    rate =
      training.schedule == .constant ? .setting(.learningRate) : .previous(.learningRate)
    self.count = count
  }

  /// A parameter's next value, from the row above.
  func next(of parameter: Symbol) -> ScalarExpression {
    .previous(parameter) - rate * direction(of: parameter)
  }

  /// What the rate is multiplied by, from the row above.
  private func direction(of parameter: Symbol) -> ScalarExpression {
    let gradient = gradient(of: parameter, .before)
    switch optimizer.method {
    case .sgd:
      guard hasMomentum else { return gradient }
      let velocity = ScalarExpression.previous(parameter.velocity)
      return optimizer["nesterov"] == 1
        ? gradient + .setting("μ") * velocity : velocity
    case .rmsprop, .adagrad:
      let root = ScalarExpression.call(.squareRoot, .previous(parameter.meanSquare))
      return gradient / (root + .setting("ε"))
    case .adam: return .previous(parameter.corrected)
    }
  }

  private var hasMomentum: Bool { optimizer["momentum"] > 0 }

  /// The gradient of the loss, with the weight decay's part of the parameter.
  private func gradient(of parameter: Symbol, _ row: ScalarExpression.Row) -> ScalarExpression {
    let gradient = ScalarExpression.symbol(parameter.gradient, row)
    guard optimizer.method == .sgd, optimizer["weight decay"] > 0 else { return gradient }
    return gradient + .setting("λ") * .symbol(parameter, row)
  }

  /// What the optimizer remembers of a parameter's gradients.
  func columns(of parameter: Symbol) -> [Column] {
    let gradient = gradient(of: parameter, .same)
    switch optimizer.method {
    case .sgd:
      guard hasMomentum else { return [] }
      return [
        Column(
          parameter.velocity, role: .optimizer, initial: gradient,
          recurrence: .setting("μ") * .previous(parameter.velocity) + gradient)
      ]
    case .rmsprop: return [mean(parameter.meanSquare, keeping: "α", of: gradient.squared)]
    case .adagrad:
      return [
        Column(
          parameter.meanSquare, role: .optimizer, initial: gradient.squared,
          recurrence: .previous(parameter.meanSquare) + gradient.squared)
      ]
    case .adam:
      let mean = mean(parameter.mean, keeping: "β1", of: gradient)
      let square = self.mean(parameter.meanSquare, keeping: "β2", of: gradient.squared)
      return [mean, square, .computed(parameter.corrected, .optimizer, corrected(parameter))]
    }
  }

  /// A running mean that starts at zero.
  private func mean(
    _ symbol: Symbol, keeping part: Symbol, of value: ScalarExpression
  ) -> Column {
    let new = (1 - .setting(part)) * value
    return Column(
      symbol, role: .optimizer, initial: new,
      recurrence: .setting(part) * .previous(symbol) + new)
  }

  /// Adam's quotient, both means divided by the weight that their values have together.
  private func corrected(_ parameter: Symbol) -> ScalarExpression {
    func corrected(_ symbol: Symbol, _ part: Symbol) -> ScalarExpression {
      .current(symbol) / (1 - .power(.setting(part), count))
    }
    let root = ScalarExpression.call(.squareRoot, corrected(parameter.meanSquare, "β2"))
    return corrected(parameter.mean, "β1") / (root + .setting("ε"))
  }
}

extension Symbol {
  /// A parameter's velocity: `v(w1)`.
  package var velocity: Symbol { Symbol("v(\(name))") }
  /// The running mean of a parameter's gradients: `m(w1)`.
  package var mean: Symbol { Symbol("m(\(name))") }
  /// The running mean, or the sum, of a parameter's squared gradients: `s(w1)`.
  package var meanSquare: Symbol { Symbol("s(\(name))") }
  /// What a parameter is updated with after the correction of both means: `u(w1)`.
  package var corrected: Symbol { Symbol("u(\(name))") }
}
