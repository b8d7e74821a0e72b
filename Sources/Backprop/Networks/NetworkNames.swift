/// The names of a network's quantities, by one rule that gives the article's names for its network.
///
/// - Inputs are `i1, i2, …`, targets `t1, t2, …`.
/// - Weights are numbered through the whole network: layer by layer, within a layer neuron by
///   neuron, within a neuron input by input: `w1, w2, …`. Biases likewise: `b1, b2, …`, one a
///   neuron of a layer that has them.
/// - Sums are `o1, o2, …` in the output layer. In a hidden layer they are `h1, h2, …` where there is
///   one hidden layer, and `h1_1, h1_2, …, h2_1, …` (layer, neuron) where there are more.
/// - The activation of a sum `z` is `a_z`; the error of output k is `Ek`; their sum is `E_tot`.
/// - The gradient of `x` is `∂E/∂x`.
/// - Where there are several samples, quantities of one carry its number: `i1[2]`, `a_h1[2]`, and
///   `E[2]` for its error. Where the outputs tell classes apart, `correct[2]` is 1 for a sample that is
///   classified right, and `accuracy` is the part of the samples that are.
///
/// No two of these can be equal, because each kind begins with letters that no other begins with.
public struct NetworkNames: Sendable {
  /// The inputs: `i1, i2` and so on.
  public let inputs: [Symbol]
  /// The targets: `t1, t2` and so on.
  public let targets: [Symbol]
  /// One entry a layer.
  public let layers: [LayerNames]
  /// The errors of the outputs: `E1, E2` and so on.
  public let errors: [Symbol]
  /// One entry a sample, with its number where there are several.
  public let samples: [SampleNames]
  /// Each initial value that the network states, in the order of the table's columns.
  package let values: [(symbol: Symbol, value: Double)]

  /// The names of one layer.
  public struct LayerNames: Sendable {
    /// A row a neuron, in it a name for each weight.
    public let weights: [[Symbol]]
    /// One a neuron; empty without biases.
    public let biases: [Symbol]
    /// The weighted sums: `h1, h2`, `o1, o2`, without the number of a sample.
    public let sums: [Symbol]
    /// The activations: `a_h1, a_h2`, without the number of a sample.
    public let activations: [Symbol]
  }

  /// The names of one sample's quantities.
  public struct SampleNames: Sendable {
    /// The inputs: `i1[2]`.
    public let inputs: [Symbol]
    /// The targets: `t1[2]`.
    public let targets: [Symbol]
    /// The weighted sums of each layer: `h1[2]`.
    public let sums: [[Symbol]]
    /// The activations of each layer: `a_h1[2]`.
    public let activations: [[Symbol]]
    /// The errors of the outputs: `E1[2]`.
    public let errors: [Symbol]
    /// The logarithm of the sum of the exponentials of the output layer's sums: `lse[2]`.
    public let logSumExp: Symbol
    /// The error of the sample: `E[2]`, and `E_tot` where there is only one.
    public let error: Symbol

    /// The derivative of the sample's error by a sum: `∂E[2]/∂h1[2]`.
    package func sensitivity(of sum: Symbol) -> Symbol { error.derivative(by: sum) }

    /// What a layer reads: the inputs, or the activations of the layer before.
    package func sources(of layer: Int) -> [Symbol] { layer == 0 ? inputs : activations[layer - 1] }
  }

  /// Names the quantities of a network.
  public init(_ network: Network) {
    inputs = network.inputs.indices.map { Symbol("i\($0 + 1)") }
    targets = network.targets.indices.map { Symbol("t\($0 + 1)") }
    errors = network.targets.indices.map { Symbol("E\($0 + 1)") }
    layers = Self.layers(of: network)
    samples = network.samples.indices.map { [inputs, targets, layers, errors] index in
      let isAlone = network.samples.count == 1
      func numbered(_ symbols: [Symbol]) -> [Symbol] {
        isAlone ? symbols : symbols.map { Symbol("\($0.name)[\(index + 1)]") }
      }
      return SampleNames(
        inputs: numbered(inputs), targets: numbered(targets),
        sums: layers.map { numbered($0.sums) },
        activations: layers.map { numbered($0.activations) },
        errors: numbered(errors), logSumExp: numbered(["lse"])[0],
        error: isAlone ? .totalError : numbered(["E"])[0])
    }
    var values: [(Symbol, Double)] = []
    for (names, sample) in zip(samples, network.samples) {
      values += Array(zip(names.targets, sample.targets)) + zip(names.inputs, sample.inputs)
    }
    for (names, layer) in zip(layers, network.layers) {
      values += zip(names.weights.joined(), layer.weights.joined())
      values += zip(names.biases, layer.biases?.values ?? [])
    }
    self.values = values.map { (symbol: $0.0, value: $0.1) }
  }

  private static func layers(of network: Network) -> [LayerNames] {
    var weightCount = 0
    var biasCount = 0
    let hiddenCount = network.layers.count - 1
    return network.layers.enumerated().map { index, layer in
      var weights: [[Symbol]] = []
      for row in layer.weights {
        weights.append(row.indices.map { Symbol("w\(weightCount + $0 + 1)") })
        weightCount += row.count
      }
      let biasValues = layer.biases?.values ?? []
      let biases = biasValues.indices.map { Symbol("b\(biasCount + $0 + 1)") }
      biasCount += biasValues.count
      let prefix = index == hiddenCount ? "o" : hiddenCount == 1 ? "h" : "h\(index + 1)_"
      let sums = (0..<layer.width).map { Symbol("\(prefix)\($0 + 1)") }
      return LayerNames(
        weights: weights, biases: biases, sums: sums,
        activations: sums.map { Symbol("a_\($0.name)") })
    }
  }

  /// The weighted sums of a layer in all samples.
  package func sums(ofLayer layer: Int) -> [Symbol] { samples.flatMap { $0.sums[layer] } }

  /// The activations of a layer in all samples.
  package func activations(ofLayer layer: Int) -> [Symbol] {
    samples.flatMap { $0.activations[layer] }
  }

  /// The layer and neuron of each weight and bias.
  var places: [Symbol: (layer: Int, neuron: Int)] {
    var places: [Symbol: (layer: Int, neuron: Int)] = [:]
    for (layer, names) in layers.enumerated() {
      for (neuron, row) in names.weights.enumerated() {
        for weight in row { places[weight] = (layer, neuron) }
      }
      for (neuron, bias) in names.biases.enumerated() { places[bias] = (layer, neuron) }
    }
    return places
  }
}
