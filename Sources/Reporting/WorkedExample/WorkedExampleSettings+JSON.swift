import Backprop

extension WorkedExampleSettings {
  /// The settings as the manifest keeps them: enough to make every file again.
  public var json: JSON {
    .object([
      .init("learningRates", .array(learningRates.map { .number($0) })),
      .init("epochs", .integer(epochs)), .init("gradients", .string(gradients.rawValue)),
      .init("theme", .string(theme)), .init("pdf", .bool(writesPDF)),
      .init("network", network.json),
    ])
  }

  /// Reads settings from a manifest.
  ///
  /// - Parameters:
  ///   - json: what ``json`` gave.
  ///   - inputs: the section's inputs, from which the network file's checksum comes.
  /// - Throws: `ReportError` of category `badData` when something is missing or does not fit.
  public init(json: JSON, inputs: [JSON.Member] = []) throws(ReportError) {
    guard let rates = json["learningRates"]?.array?.compactMap(\.number),
      let epochs = json["epochs"]?.integer,
      let gradients = json["gradients"]?.string.flatMap(GradientMode.init(rawValue:)),
      let theme = json["theme"]?.string, let network = json["network"].flatMap(Network.init(json:))
    else {
      throw ReportError(
        .badData,
        "The manifest's settings of the worked example are damaged; run 'report backprop'.")
    }
    self.init(
      learningRates: rates, epochs: epochs, network: network,
      networkFile: inputs.first.flatMap { input in
        input.value.string.map { NetworkFile.Source(name: input.name, sha256: $0) }
      }, gradients: gradients, theme: theme, writesPDF: json["pdf"]?.bool ?? false)
  }
}

extension Network {
  fileprivate var json: JSON {
    .object([
      .init("inputs", .array(inputs.map { .number($0) })),
      .init("targets", .array(targets.map { .number($0) })),
      .init("layers", .array(layers.map(\.json))),
    ])
  }

  fileprivate init?(json: JSON) {
    guard let inputs = json["inputs"]?.array, let targets = json["targets"]?.array,
      let layers = json["layers"]?.array
    else { return nil }
    let described = layers.compactMap(Layer.init(json:))
    guard described.count == layers.count,
      let network = try? Network(
        inputs: inputs.compactMap(\.number), targets: targets.compactMap(\.number),
        layers: described)
    else { return nil }
    self = network
  }
}

extension Network.Layer {
  fileprivate var json: JSON {
    var members: [JSON.Member] = [
      .init("activation", .string(activation.rawValue)),
      .init("weights", .array(weights.map { .array($0.map { .number($0) }) })),
    ]
    if let biases {
      members.append(.init("biases", .array(biases.values.map { .number($0) })))
      members.append(.init("trainBiases", .bool(biases.trained)))
    }
    return .object(members)
  }

  fileprivate init?(json: JSON) {
    guard let activation = json["activation"]?.string.flatMap(Activation.init(rawValue:)),
      let rows = json["weights"]?.array
    else { return nil }
    let biases = json["biases"]?.array.map { values in
      Network.Biases(
        values.compactMap(\.number), trained: json["trainBiases"]?.bool ?? true)
    }
    self.init(
      weights: rows.map { ($0.array ?? []).compactMap(\.number) }, biases: biases,
      activation: activation)
  }
}
