/// Builds a table's columns from a network: forward expressions, their gradients, the updates.
struct TableBuilder {
  let network: Network
  let mode: GradientMode
  let names: NetworkNames
  private(set) var columns: [Column] = []
  private(set) var parameters: [Symbol] = []
  private(set) var adjoints: [Symbol: ScalarExpression] = [:]

  init(network: Network, mode: GradientMode) {
    self.network = network
    self.mode = mode
    self.names = NetworkNames(network)
    parameters = trainedParameters()
    appendGivens()
    for layer in network.layers.indices { appendLayer(layer) }
    appendErrors()
    appendGradients()
  }

  private func trainedParameters() -> [Symbol] {
    zip(network.layers, names.layers).flatMap { layer, names in
      Array(names.weights.joined()) + (layer.biases?.trained == true ? names.biases : [])
    }
  }

  // MARK: - Columns

  private mutating func appendGivens() {
    for (symbol, value) in zip(names.targets, network.targets) {
      columns.append(.fixed(symbol, .target, value))
    }
    for (symbol, value) in zip(names.inputs, network.inputs) {
      columns.append(.fixed(symbol, .input, value))
    }
  }

  private mutating func appendLayer(_ index: Int) {
    let layer = network.layers[index]
    let layerNames = names.layers[index]
    for (symbol, value) in zip(layerNames.weights.joined(), layer.weights.joined()) {
      columns.append(.trained(symbol, .weight, value))
    }
    if let biases = layer.biases {
      for (symbol, value) in zip(layerNames.biases, biases.values) {
        columns.append(
          biases.trained ? .trained(symbol, .bias, value) : .fixed(symbol, .bias, value))
      }
    }
    let sources = names.sources(of: index)
    for neuron in layer.weights.indices {
      var terms = zip(layerNames.weights[neuron], sources).map {
        ScalarExpression.current($0) * .current($1)
      }
      if !layerNames.biases.isEmpty { terms.append(.current(layerNames.biases[neuron])) }
      let sum = layerNames.sums[neuron]
      columns.append(.computed(sum, .preactivation, .total(terms)))
      columns.append(
        .computed(
          layerNames.activations[neuron], .activation,
          layer.activation.expression(of: .current(sum))))
    }
  }

  private mutating func appendErrors() {
    let outputs = names.sources(of: network.layers.count)
    for (error, (target, output)) in zip(names.errors, zip(names.targets, outputs)) {
      let difference = ScalarExpression.current(target) - .current(output)
      columns.append(.computed(error, .error, 0.5 * difference.squared))
    }
    columns.append(
      .computed(.totalError, .totalError, .total(names.errors.map(ScalarExpression.current))))
  }

  private mutating func appendGradients() {
    let isSmall = network.layers.count <= 2 && names.targets.count <= 8
    let written = isSmall ? [] : hiddenActivations
    adjoints =
      ReverseMode(
        through: columns, of: .totalError, writtenDown: Set(written), slopes: publishedSlopes
      ).adjoints
    for symbol in written {
      columns.append(.computed(symbol.gradient, .sensitivity, adjoints[symbol] ?? 0))
    }
    for symbol in parameters {
      columns.append(.computed(symbol.gradient, .gradient, adjoints[symbol] ?? 0))
    }
  }

  // MARK: - Parts

  /// From the last hidden layer to the first, as they are computed.
  private var hiddenActivations: [Symbol] {
    names.layers.dropLast().reversed().flatMap(\.activations)
  }

  /// The article's slip: the second hidden neuron's slope is taken from the first.
  var publishedSlopes: [Symbol: ScalarExpression] {
    guard mode == .published else { return [:] }
    let hidden = names.layers[0].activations
    let first = ScalarExpression.current(hidden[0])
    return [hidden[1]: first * (1 - first)]
  }
}

extension Column {
  /// A value that every row repeats.
  static func fixed(_ symbol: Symbol, _ role: Role, _ value: Double) -> Column {
    Column(symbol, role: role, initial: .constant(value), recurrence: .previous(symbol))
  }

  /// A parameter, which each row lowers by η times its gradient in the row above.
  static func trained(_ symbol: Symbol, _ role: Role, _ value: Double) -> Column {
    let step = ScalarExpression.setting(.learningRate) * .previous(symbol.gradient)
    return Column(
      symbol, role: role, initial: .constant(value), recurrence: .previous(symbol) - step)
  }

  /// A quantity that follows from others of its row.
  static func computed(_ symbol: Symbol, _ role: Role, _ value: ScalarExpression) -> Column {
    Column(symbol, role: role, initial: value, recurrence: value)
  }
}

extension Network {
  /// The shape with activations and biases, for messages: `2-3-1 tanh, sigmoid with biases`.
  public var summary: String {
    let activations = layers.map(\.activation.rawValue)
    let names = Set(activations).count == 1 ? [activations[0]] : activations
    let biased = layers.contains { $0.biases != nil }
    return "\(shape) \(names.joined(separator: ", "))\(biased ? " with biases" : "")"
  }
}
