extension Engine {
  /// Changes all parameters by one step of the optimizer.
  ///
  /// *Math*, of PyTorch's documentation, with g the gradient and λ the weight decay, g ← g + λ·w first:
  ///
  ///     SGD      v ← μ·v + g,  w ← w − η·v;  with Nesterov  w ← w − η·(g + μ·v)
  ///     Adam     m ← β1·m + (1 − β1)·g,  s ← β2·s + (1 − β2)·g²,
  ///              w ← w − η/(1 − β1ᵗ) · m/(√s/√(1 − β2ᵗ) + ε)
  ///     RMSprop  s ← α·s + (1 − α)·g²,  d = g/(√s + ε),  w ← w − η·d,
  ///              with momentum  v ← μ·v + d,  w ← w − η·v
  ///
  /// - Parameter settings: The optimizer, its rates, and the number of the step.
  func update(_ settings: StepSettings) {
    let rule = settings.rule
    switch rule.optimizer {
    case .sgd:
      descend(
        rate: Float(settings.learningRate), momentum: Float(rule.momentum),
        decay: Float(rule.weightDecay), isNesterov: rule.isNesterov)
    case .adam: adapt(rule, rate: settings.learningRate, step: settings.step + 1)
    case .rmsprop: scale(rule, rate: Float(settings.learningRate))
    }
  }

  private func descend(rate: Float, momentum factor: Float, decay: Float, isNesterov: Bool) {
    let (w, v, g) = (parameters.pointer, momentum.pointer, gradients.pointer)
    guard decay != 0 || isNesterov else {
      for index in 0..<parameters.count {
        v[index] = factor * v[index] + g[index]
        w[index] -= rate * v[index]
      }
      return
    }
    for index in 0..<parameters.count {
      let gradient = g[index] + decay * w[index]
      v[index] = factor * v[index] + gradient
      w[index] -= rate * (isNesterov ? gradient + factor * v[index] : v[index])
    }
  }

  private func adapt(_ rule: UpdateRule, rate: Double, step: Int) {
    let (w, m, s, g) = (
      parameters.pointer, momentum.pointer, squares.pointer, gradients.pointer
    )
    let (beta1, beta2) = (Float(rule.beta1), Float(rule.beta2))
    let (rest1, rest2) = (Float(1 - rule.beta1), Float(1 - rule.beta2))
    let size = Float(rate / (1 - power(rule.beta1, step)))
    let root = Float((1 - power(rule.beta2, step)).squareRoot())
    let (decay, epsilon) = (Float(rule.weightDecay), Float(rule.epsilon))
    for index in 0..<parameters.count {
      let gradient = g[index] + decay * w[index]
      m[index] = beta1 * m[index] + rest1 * gradient
      s[index] = beta2 * s[index] + rest2 * gradient * gradient
      w[index] -= size * m[index] / (s[index].squareRoot() / root + epsilon)
    }
  }

  private func scale(_ rule: UpdateRule, rate: Float) {
    let (w, v, s, g) = (
      parameters.pointer, momentum.pointer, squares.pointer, gradients.pointer
    )
    let (alpha, rest) = (Float(rule.alpha), Float(1 - rule.alpha))
    let (decay, epsilon, factor) = (
      Float(rule.weightDecay), Float(rule.epsilon), Float(rule.momentum)
    )
    for index in 0..<parameters.count {
      let gradient = g[index] + decay * w[index]
      s[index] = alpha * s[index] + rest * gradient * gradient
      v[index] = factor * v[index] + gradient / (s[index].squareRoot() + epsilon)
      w[index] -= rate * v[index]
    }
  }

  /// A power with a whole exponent, by squaring: the same bits on every machine.
  private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, factor, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= factor }
      factor *= factor
      rest >>= 1
    }
    return result
  }
}
