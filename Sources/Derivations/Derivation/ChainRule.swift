package import Backprop

/// One factor of a chain-rule product: what it is called and what it is.
package struct ChainFactor: Hashable, Sendable {
  /// The derivative's name: `∂a_h1/∂h1`.
  package let symbol: Symbol
  /// The derivative itself: `a_h1 * (1 - a_h1)`.
  package let expression: ScalarExpression
}

extension TableDescription {
  /// The factors of a gradient: what the error does with the activation, what the activation does
  /// with the sum, and what the sum does with the parameter.
  ///
  /// - Parameter parameter: A weight or a bias.
  /// - Returns: Three factors, or two where the loss cancels the slope of the activation and below a
  ///   softmax, which mixes the outputs; empty where there is no such product: for a quantity that is
  ///   not a parameter of the network, and with several samples, whose products are added.
  package func chain(for parameter: Symbol) -> [ChainFactor] {
    guard let layer = layer(of: parameter), let sum = sum(of: parameter).flatMap({ self[$0] }),
      let neuron = names.layers[layer].sums.firstIndex(of: sum.symbol)
    else { return [] }
    let inner = ChainFactor(
      symbol: sum.symbol.derivative(by: parameter),
      expression: sum.recurrence.derivative(by: parameter))
    let activation = names.layers[layer].activations[neuron]
    let isMixed = mixesOutputs && layer == names.layers.count - 1
    guard !isMixed, let outer = derivativeOfTotalError(by: activation) else {
      // A cross entropy has a short derivative by the sum itself; with another loss a sum below a
      // softmax acts through every output, and its derivative adds up what comes through each.
      guard let both = derivativeOfTotalError(by: sum.symbol) else { return [] }
      return [
        ChainFactor(symbol: Symbol("E").derivative(by: sum.symbol), expression: both), inner,
      ]
    }
    let isOutput = layer == names.layers.count - 1
    let error = isOutput ? names.errors[neuron] : Symbol("E")
    return [
      ChainFactor(symbol: error.derivative(by: activation), expression: outer),
      ChainFactor(
        symbol: activation.derivative(by: sum.symbol), expression: slope(of: activation)),
      inner,
    ]
  }

  /// A factor of some gradient's chain-rule product, by its name or plain name.
  ///
  /// - Parameter name: Such as `∂E/∂a_h1` or `da_h1/dh1`.
  /// - Returns: Nil where no gradient has such a factor.
  package func chainFactor(named name: String) -> ChainFactor? {
    for parameter in parameters {
      if let factor = chain(for: parameter).first(where: { $0.symbol.matches(name) }) {
        return factor
      }
    }
    return nil
  }

  /// What a hidden activation hands on to: one product an output or neuron of the next layer.
  ///
  /// - Parameter activation: A hidden activation.
  /// - Returns: For each sum that reads it, the derivative of the error that comes back through it.
  package func branches(into activation: Symbol) -> [ChainFactor] {
    guard let layer = names.layers.firstIndex(where: { $0.activations.contains(activation) }),
      layer + 1 < names.layers.count, let total = derivativeOfTotalError(by: activation)
    else { return [] }
    var terms: [ScalarExpression] = []
    var rest = total
    while case .sum(let left, let right) = rest {
      terms.insert(right, at: 0)
      rest = left
    }
    terms.insert(rest, at: 0)
    let readers = names.layers[layer + 1].sums
    guard terms.count == readers.count else { return [] }
    let isLast = layer + 2 == names.layers.count
    return terms.indices.map { index in
      let source = isLast ? names.errors[index] : Symbol("E[\(readers[index])]")
      return ChainFactor(symbol: source.derivative(by: activation), expression: terms[index])
    }
  }

  /// Whether a sum of the output layer acts on the error through several outputs.
  private var mixesOutputs: Bool {
    network.layers.last?.activation == .softmax && !network.training.loss.cancelsSlope
  }

  /// The slope of an activation, as the table's gradients use it.
  package func slope(of activation: Symbol) -> ScalarExpression {
    if let published = publishedSlopes[activation] { return published }
    guard let column = self[activation], let sum = column.recurrence.symbols().first else {
      return 0
    }
    return column.recurrence.derivative(by: sum, named: activation)
  }
}
