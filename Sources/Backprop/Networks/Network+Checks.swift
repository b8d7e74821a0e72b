extension Network {
  /// Refuses what cannot be computed.
  func check() throws(BackpropError) {
    guard !samples.isEmpty else { throw .empty("The list of samples") }
    guard samples.count <= Self.sampleLimit else {
      throw .tooLarge("The number of samples", limit: Self.sampleLimit, found: samples.count)
    }
    guard !inputs.isEmpty else { throw .empty("The list of inputs") }
    guard !layers.isEmpty else { throw .empty("The list of layers") }
    try checkSizes()
    try checkSamples()
    try checkTraining()
    let names = NetworkNames(self)
    for (symbol, value) in names.values where !value.isFinite {
      throw .notFinite(name: symbol.name, value: value)
    }
  }

  private func checkSizes() throws(BackpropError) {
    guard layers.count <= Self.depthLimit else {
      throw .tooLarge("The number of layers", limit: Self.depthLimit, found: layers.count)
    }
    for (index, width) in widths.enumerated() {
      let what = index == 0 ? "The inputs" : "Layer \(index)"
      guard width > 0 else { throw .empty(what) }
      guard width <= Self.widthLimit else {
        throw .tooLarge("The width of \(what)", limit: Self.widthLimit, found: width)
      }
    }
    for (index, layer) in layers.enumerated() {
      for (neuron, row) in layer.weights.enumerated() where row.count != widths[index] {
        throw .wrongCount(
          of: "The weights of neuron \(neuron + 1) in layer \(index + 1)",
          expected: widths[index], found: row.count)
      }
      if let biases = layer.biases, biases.values.count != layer.width {
        throw .wrongCount(
          of: "The biases of layer \(index + 1)", expected: layer.width,
          found: biases.values.count)
      }
    }
    let weights = layers.reduce(0) { $0 + $1.weights.reduce(0) { $0 + $1.count } }
    guard weights <= Self.weightLimit else {
      throw .tooLarge("The number of weights", limit: Self.weightLimit, found: weights)
    }
  }

  private func checkSamples() throws(BackpropError) {
    let outputs = layers.last?.width ?? 0
    for (index, sample) in samples.enumerated() {
      let place = samples.count == 1 ? "" : " of sample \(index + 1)"
      guard sample.inputs.count == inputs.count else {
        throw .wrongCount(
          of: "The inputs\(place)", expected: inputs.count, found: sample.inputs.count)
      }
      guard sample.targets.count == outputs else {
        throw .wrongCount(
          of: "The targets\(place)", expected: outputs, found: sample.targets.count)
      }
      if let complaint = training.loss.complaint(about: sample.targets) {
        throw .unusableSetting("the targets\(place) do not suit the loss: \(complaint)")
      }
    }
  }

  private func checkTraining() throws(BackpropError) {
    if let index = layers.dropLast().firstIndex(where: { $0.activation == .softmax }) {
      throw .unusableSetting(
        "layer \(index + 1) is a softmax; only the last layer can be one")
    }
    if let needed = training.loss.outputActivation, let last = layers.last,
      last.activation != needed
    {
      throw .unusableSetting(
        "\(training.loss.rawValue) needs \(needed.rawValue) in the last layer, which has "
          + last.activation.rawValue)
    }
    if let size = training.batchSize, !(1...samples.count).contains(size) {
      throw .unusableSetting(
        "the batch has \(size) samples; from 1 to \(samples.count) are expected, or all")
    }
    let optimizer = training.optimizer
    if optimizer["nesterov"] == 1, !(optimizer["momentum"] > 0) {
      throw .unusableSetting("nesterov needs a momentum above 0")
    }
  }
}
