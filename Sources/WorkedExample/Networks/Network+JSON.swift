import TextFormats
import Backprop

extension Network {
  /// The network as the manifest keeps it.
  var json: JSON {
    .object([
      .init("inputs", .array(inputs.map { .number($0) })),
      .init("targets", .array(targets.map { .number($0) })),
      .init("layers", .array(layers.map(\.json))),
    ])
  }

  /// Reads a network from a manifest; nil when something is missing or does not fit.
  init?(json: JSON) {
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
