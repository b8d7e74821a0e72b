/// Builds a table's columns from a network: forward expressions, their gradients, the updates.
///
/// With one sample the columns stand in the article's order. With several, the parameters come
/// first, then the columns of each sample together, then the loss, the gradients, and what the
/// optimizer remembers.
struct TableBuilder {
  let network: Network
  let mode: GradientMode
  let names: NetworkNames
  var columns: [Column] = []
  private(set) var parameters: [Symbol] = []
  var adjoints: [Symbol: ScalarExpression] = [:]
  /// The steps of an epoch.
  let steps: StepColumns
  let update: UpdateColumns

  init(network: Network, mode: GradientMode) {
    self.network = network
    self.mode = mode
    names = NetworkNames(network)
    steps = StepColumns(network)
    update = UpdateColumns(network.training, count: steps.count)
    parameters = trainedParameters()
    columns = steps.columns
    if network.samples.count == 1 {
      appendGivens(0)
      for layer in network.layers.indices {
        appendParameters(layer)
        appendLayer(layer, sample: 0)
      }
      appendErrors(0)
      appendGradientsOfOneSample()
    } else {
      for layer in network.layers.indices { appendParameters(layer) }
      for sample in network.samples.indices { appendSample(sample) }
      columns.append(.computed(.totalError, .totalError, totalError))
      appendAccuracy()
      appendGradientsOfSeveralSamples()
    }
    for parameter in parameters { columns += update.columns(of: parameter) }
  }

  private func trainedParameters() -> [Symbol] {
    zip(network.layers, names.layers).flatMap { layer, names in
      Array(names.weights.joined()) + (layer.biases?.trained == true ? names.biases : [])
    }
  }

  // MARK: - Columns

  private mutating func appendParameters(_ index: Int) {
    let layer = network.layers[index]
    let layerNames = names.layers[index]
    for (symbol, value) in zip(layerNames.weights.joined(), layer.weights.joined()) {
      columns.append(trained(symbol, .weight, value))
    }
    if let biases = layer.biases {
      for (symbol, value) in zip(layerNames.biases, biases.values) {
        columns.append(
          biases.trained ? trained(symbol, .bias, value) : .fixed(symbol, .bias, value))
      }
    }
  }

  /// A parameter, which each row changes as the optimizer says.
  private func trained(_ symbol: Symbol, _ role: Column.Role, _ value: Double) -> Column {
    Column(
      symbol, role: role, initial: .constant(value), recurrence: update.next(of: symbol))
  }

  private mutating func appendGivens(_ index: Int) {
    let sample = network.samples[index]
    for (symbol, value) in zip(names.samples[index].targets, sample.targets) {
      columns.append(.fixed(symbol, .target, value))
    }
    for (symbol, value) in zip(names.samples[index].inputs, sample.inputs) {
      columns.append(.fixed(symbol, .input, value))
    }
  }

  private mutating func appendLayer(_ index: Int, sample: Int) {
    let layer = network.layers[index]
    let layerNames = names.layers[index]
    let own = names.samples[sample]
    let sources = own.sources(of: index)
    func sum(_ neuron: Int) -> Column {
      var terms = zip(layerNames.weights[neuron], sources).map {
        ScalarExpression.current($0) * .current($1)
      }
      if !layerNames.biases.isEmpty { terms.append(.current(layerNames.biases[neuron])) }
      return .computed(own.sums[index][neuron], .preactivation, .total(terms))
    }
    func activation(_ neuron: Int, logSumExp: ScalarExpression = 0) -> Column {
      .computed(
        own.activations[index][neuron], .activation,
        layer.activation.expression(
          of: .current(own.sums[index][neuron]), logSumExp: logSumExp))
    }
    if layer.activation == .softmax {
      columns += layer.weights.indices.map(sum)
      let operands = own.sums[index].map(ScalarExpression.current)
      columns.append(.computed(own.logSumExp, .logSumExp, .logSumExp(operands)))
      columns += layer.weights.indices.map { activation($0, logSumExp: .current(own.logSumExp)) }
    } else {
      for neuron in layer.weights.indices { columns += [sum(neuron), activation(neuron)] }
    }
  }

  private mutating func appendErrors(_ sample: Int) {
    let own = names.samples[sample]
    let last = network.layers.count - 1
    for (output, error) in own.errors.enumerated() {
      let expression = network.training.loss.error(
        target: .current(own.targets[output]), output: .current(own.activations[last][output]),
        sum: .current(own.sums[last][output]), logSumExp: .current(own.logSumExp))
      columns.append(.computed(error, .error, expression))
    }
    columns.append(
      .computed(
        own.error, network.samples.count == 1 ? .totalError : .error,
        .total(own.errors.map(ScalarExpression.current))))
  }

  /// All columns of a sample: what is given, the forward pass, what comes back, and last its error,
  /// which stands for the others where they are folded away.
  private mutating func appendSample(_ index: Int) {
    let start = columns.count
    appendGivens(index)
    for layer in network.layers.indices { appendLayer(layer, sample: index) }
    appendErrors(index)
    let sensitivities = sensitivities(of: index, through: Array(columns[start...]))
    var inserted = sensitivities
    if let classification = network.classification {
      let own = names.samples[index]
      let outputs = own.activations[network.layers.count - 1]
      inserted.insert(
        .computed(
          NetworkNames.SampleNames.correct(index), .accuracy,
          own.correctness(classification, outputs: outputs)), at: 0)
    }
    columns.insert(contentsOf: inserted, at: columns.count - 1)
  }

  /// The part of all samples that are classified right, whatever the samples of the step are.
  private mutating func appendAccuracy() {
    guard network.classification != nil else { return }
    let correct = network.samples.indices.map {
      ScalarExpression.current(NetworkNames.SampleNames.correct($0))
    }
    columns.append(
      .computed(.accuracy, .accuracy, .total(correct) / .constant(Double(correct.count))))
  }

  /// The loss of a step: the errors of its samples, summed or averaged.
  private var totalError: ScalarExpression {
    steps.reduced(network.samples.indices.map { .current(names.samples[$0].error) })
  }
}

extension Column {
  /// A value that every row repeats.
  static func fixed(_ symbol: Symbol, _ role: Role, _ value: Double) -> Column {
    Column(symbol, role: role, initial: .constant(value), recurrence: .previous(symbol))
  }

  /// A quantity that follows from others of its row.
  package static func computed(_ symbol: Symbol, _ role: Role, _ value: ScalarExpression) -> Column
  {
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
