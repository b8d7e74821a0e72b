import Backprop
import ConvNet

extension StepGraph {
  /// The gradients of the loss, from the loss back to the input, by reverse mode.
  static func backward(of forward: [StepTensor]) -> [StepTensor] {
    var columns: [Column] = []
    var names: [Symbol: Symbol] = [:]
    for tensor in forward {
      let expressions: [ScalarExpression] =
        switch tensor.first {
        case .given: Array(repeating: 0, count: tensor.count)
        case .computed(let expressions): expressions
        }
      for (symbol, expression) in zip(tensor.symbols, expressions) {
        columns.append(
          Column(symbol, role: .activation, initial: expression, recurrence: expression))
        if tensor.kind.hasGradient { names[symbol] = Symbol("grad.\(symbol.name)") }
      }
    }
    let adjoints = ReverseMode(through: columns, of: "loss", writtenDown: names).adjoints
    return forward.filter(\.kind.hasGradient).reversed().map { tensor in
      let gradients = tensor.symbols.map { adjoints[$0] ?? 0 }
      return StepTensor(
        "grad.\(tensor.name)", tensor.shape, .gradient, stage: tensor.stage,
        first: .computed(gradients), next: .computed(gradients))
    }
  }

  /// The gradients by what each batch norm reads once more, in the closed form that programs use.
  ///
  /// *Math*: dx = γ/σ · (dy − Σdy/M − x̂·Σ(dy·x̂)/M), where Σdy is β's gradient and Σ(dy·x̂) is γ's.
  ///
  /// Source: S. Ioffe, C. Szegedy, "Batch Normalization", 2015, section 3, collected.
  static func collapsed(
    _ architecture: Architecture, _ forward: [StepTensor]
  ) -> [StepTensor] {
    architecture.stages.enumerated().reversed().compactMap { index, stage in
      guard let source = forward.first(where: { $0.name == "\(stage.name).dropout" }) else {
        return nil
      }
      let norm = stage.normName
      let shape = source.shape
      let count = ScalarExpression.constant(Double(shape[0] * shape[2] * shape[3]))
      let gradients: [ScalarExpression] = StepTensor.indices(of: shape).map { at in
        let channel = at[1]
        let own = ScalarExpression.current(StepTensor.symbol("grad.\(norm)", at))
        let mean = number("grad.\(norm).bias", channel) / count
        let slope =
          ScalarExpression.current(StepTensor.symbol("\(norm).normalized", at))
          * number("grad.\(norm).weight", channel) / count
        return number("\(norm).weight", channel) / number("\(norm).deviation", channel)
          * (own - mean - slope)
      }
      return StepTensor(
        "collapsed.\(source.name)", shape, .collapsed, stage: index,
        first: .computed(gradients), next: .computed(gradients))
    }
  }

  /// What the step changes: velocities, parameters and running statistics.
  ///
  /// *Math*: v ← μ·v + g, w ← w − η·v with the first v = g, as in PyTorch's `SGD`; η falls as
  /// PyTorch's `StepLR` lets it.
  static func update(_ architecture: Architecture, _ forward: [StepTensor]) -> [StepTensor] {
    let rate =
      ScalarExpression.setting(.initialLearningRate)
      * .power(
        .setting(StepSymbol.gamma),
        .call(.floor, (.current(.step) - 1) / .setting(StepSymbol.stepSize)))
    var tensors = [
      StepTensor(
        "step", [], .step, first: .computed([1]), next: .computed([.previous(.step) + 1])),
      StepTensor(
        "learning_rate", [], .learningRate, first: .computed([rate]), next: .computed([rate])),
    ]
    for tensor in forward where tensor.kind.isParameter {
      let velocities = tensor.symbols.map { Symbol("momentum.\($0.name)") }
      let gradients = tensor.symbols.map { ScalarExpression.current(Symbol("grad.\($0.name)")) }
      let kept = zip(velocities, gradients).map { velocity, gradient in
        .setting(StepSymbol.momentum) * ScalarExpression.previous(velocity) + gradient
      }
      tensors.append(
        StepTensor(
          "momentum.\(tensor.name)", tensor.shape, .velocity, stage: tensor.stage,
          first: .computed(gradients), next: .computed(kept)))
      let after = zip(tensor.symbols, velocities).map { parameter, velocity in
        ScalarExpression.current(parameter) - .current("learning_rate") * .current(velocity)
      }
      tensors.append(
        StepTensor(
          "after.\(tensor.name)", tensor.shape, .after, stage: tensor.stage,
          first: .computed(after), next: .computed(after)))
    }
    return tensors + forward.compactMap { runningUpdate(of: $0, architecture, forward) }
  }

  /// The running statistics after the step, the variance by one less than the count.
  private static func runningUpdate(
    of tensor: StepTensor, _ architecture: Architecture, _ forward: [StepTensor]
  ) -> StepTensor? {
    guard tensor.kind == .runningMean || tensor.kind == .runningVariance,
      let stage = tensor.stage
    else { return nil }
    let norm = architecture.stages[stage].normName
    let shape = forward.first { $0.name == norm }?.shape ?? []
    let count = Double(shape.reduce(1, *)) / Double(tensor.count)
    let share = ScalarExpression.setting(StepSymbol.batchNormMomentum)
    let after = tensor.symbols.enumerated().map { channel, symbol in
      let own =
        tensor.kind == .runningMean
        ? number("\(norm).mean", channel)
        : number("\(norm).variance", channel) * .constant(count / max(1, count - 1))
      return (1 - share) * .current(symbol) + share * own
    }
    return StepTensor(
      "after.\(tensor.name)", tensor.shape, .after, stage: stage, first: .computed(after),
      next: .computed(after))
  }
}
