/// A fully connected network with one sample to learn: the description that everything is made from.
public struct Network: Hashable, Sendable {
  /// The values of the input neurons.
  public let inputs: [Double]
  /// The values that the output neurons should have.
  public let targets: [Double]
  /// The hidden layers and the output layer, from the inputs on.
  public let layers: [Layer]

  /// One layer of neurons.
  public struct Layer: Hashable, Sendable {
    /// A row a neuron, in it a weight for each neuron of the layer before.
    public var weights: [[Double]]
    /// One bias a neuron, if the layer has biases.
    public var biases: Biases?
    /// What the neurons make of their weighted sum.
    public var activation: Activation

    /// Describes a layer.
    ///
    /// - Parameters:
    ///   - weights: a row a neuron, in it a weight for each neuron of the layer before.
    ///   - biases: one bias a neuron, or nil for none.
    ///   - activation: what the neurons make of their weighted sum.
    public init(weights: [[Double]], biases: Biases? = nil, activation: Activation = .sigmoid) {
      self.weights = weights
      self.biases = biases
      self.activation = activation
    }

    /// The number of neurons.
    public var width: Int { weights.count }
  }

  /// The biases of a layer.
  public struct Biases: Hashable, Sendable {
    /// One value a neuron.
    public var values: [Double]
    /// Whether the update changes them.
    public var trained: Bool

    /// Describes biases.
    ///
    /// - Parameters:
    ///   - values: one value a neuron.
    ///   - trained: whether the update changes them.
    public init(_ values: [Double], trained: Bool) {
      self.values = values
      self.trained = trained
    }
  }

  /// The largest number of neurons in a layer.
  public static let widthLimit = 64
  /// The largest number of layers after the inputs.
  public static let depthLimit = 16
  /// The largest number of weights.
  public static let weightLimit = 4096

  /// Describes a network.
  ///
  /// - Parameters:
  ///   - inputs: the values of the input neurons.
  ///   - targets: one value an output neuron.
  ///   - layers: the hidden layers and the output layer.
  /// - Throws: `BackpropError` when a count does not fit, a number is not finite, or a size is
  ///   zero or above the limits.
  public init(inputs: [Double], targets: [Double], layers: [Layer]) throws(BackpropError) {
    self.init(uncheckedInputs: inputs, targets: targets, layers: layers)
    try check()
  }

  private init(uncheckedInputs: [Double], targets: [Double], layers: [Layer]) {
    self.inputs = uncheckedInputs
    self.targets = targets
    self.layers = layers
  }

  /// The article's network: two inputs, two hidden and two output neurons, sigmoid, no biases.
  public static let article = Network(
    uncheckedInputs: [0.05, 0.1], targets: [0.5, 0.5],
    layers: [
      Layer(weights: [[0.15, 0.2], [0.25, 0.3]]), Layer(weights: [[0.4, 0.45], [0.5, 0.55]]),
    ])

  /// The number of neurons of the inputs and of each layer: `[2, 2, 2]` for the article's network.
  public var widths: [Int] { [inputs.count] + layers.map(\.width) }

  /// The widths as text: `2-2-2`.
  public var shape: String { widths.map(String.init).joined(separator: "-") }

  /// Whether the published gradients are defined: 2-2-2, sigmoid throughout, no biases.
  package var hasArticleShape: Bool {
    widths == [2, 2, 2] && layers.allSatisfy { $0.biases == nil && $0.activation == .sigmoid }
  }
}

extension Network {
  private func check() throws(BackpropError) {
    guard !inputs.isEmpty else { throw .empty("The list of inputs") }
    guard !layers.isEmpty else { throw .empty("The list of layers") }
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
    guard let last = layers.last, targets.count == last.width else {
      throw .wrongCount(of: "The targets", expected: widths.last ?? 0, found: targets.count)
    }
    let names = NetworkNames(self)
    for (symbol, value) in names.values where !value.isFinite {
      throw .notFinite(name: symbol.name, value: value)
    }
  }
}
