import Backprop
import Numerals
import Publishing
import SettingsFiles
import Yams

extension NetworkReader {
  /// Reads the layers, whose sizes have to follow from one another.
  func layers(
    _ list: Node.Sequence, inputs: Int, _ node: Node?
  ) throws(ReportError) -> [Network.Layer] {
    try nodes.limit(list.count, "layer", to: Network.depthLimit, node, "layers")
    var layers: [Network.Layer] = []
    var width = inputs
    var weights = 0
    for (index, node) in list.enumerated() {
      let name = "layer \(index + 1)"
      let layer = try layer(node, name, inputs: width, index: index)
      layers.append(layer)
      weights += width * layer.width
      try nodes.limit(
        weights, "weight", to: Network.weightLimit,
        node.mapping?["weights"] ?? node.mapping?["neurons"],
        "\(name), weights: with the layers before")
      width = layer.width
      if layer.activation == .softmax, index != list.count - 1 {
        throw nodes.fault(
          node.mapping?["activation"] ?? node,
          "\(name), activation: softmax belongs in the last layer")
      }
    }
    return layers
  }

  private func layer(
    _ node: Node, _ name: String, inputs: Int, index: Int
  ) throws(ReportError) -> Network.Layer {
    let fields = try nodes.mapping(
      node, name,
      keys: [
        "weights", "activation", "biases", "train biases", "neurons", "seed", "initialization",
      ])
    let activation =
      try fields["activation"].map { node throws(ReportError) in
        try nodes.choice(node, "\(name), activation", of: Activation.self)
      } ?? .sigmoid
    if let neurons = fields["neurons"] {
      return try drawnLayer(
        fields, neurons, name, inputs: inputs, index: index, activation: activation)
    }
    for key in ["seed", "initialization"] {
      if let other = fields[key] {
        throw nodes.fault(
          other, "\(name), \(key): weights are stated; leave one of both out, or write neurons")
      }
    }
    guard let rows = fields["weights"]?.sequence, !rows.isEmpty else {
      throw nodes.fault(
        fields["weights"] ?? node,
        fields["weights"] == nil
          ? "\(name): weights is missing; or write neurons, their number"
          : "\(name), weights: one list of weights for each neuron was expected, such as "
            + "[[0.15, 0.2], [0.25, 0.3]]")
    }
    try nodes.limit(
      rows.count, "neuron", to: Network.widthLimit, fields["weights"], "\(name), weights")
    var weights: [[Double]] = []
    for (index, row) in rows.enumerated() {
      let place = "\(name), weights of neuron \(index + 1)"
      let values = try nodes.numbers(row, place)
      guard values.count == inputs else {
        throw nodes.fault(
          row,
          "\(place): found \(FixedText.counted(values.count, "value")); \(inputs) expected, one for each "
            + "\(name == "layer 1" ? "input" : "neuron of the layer before")")
      }
      weights.append(values)
    }
    let biases = try biases(fields, name, neurons: weights.count)
    return Network.Layer(weights: weights, biases: biases, activation: activation)
  }

  /// A layer whose first weights follow from a seed.
  private func drawnLayer(
    _ fields: [String: Node], _ neurons: Node, _ name: String, inputs: Int, index: Int,
    activation: Activation
  ) throws(ReportError) -> Network.Layer {
    if let weights = fields["weights"] {
      throw nodes.fault(
        weights, "\(name): weights and neurons exclude each other; write one of both")
    }
    let count = try nodes.count(neurons, "\(name), neurons", in: 1...Network.widthLimit)
    let seed =
      try fields["seed"].map { node throws(ReportError) in
        try nodes.count(node, "\(name), seed", in: 0...Int.max)
      } ?? 1
    let initialization = try initialization(fields["initialization"], name)
    let drawn = initialization.draw(
      neurons: count, inputs: inputs, seed: UInt64(seed), layer: index)
    if let node = fields["biases"], nodes.text(node) == "none" {
      return Network.Layer(weights: drawn.weights, activation: activation)
    }
    let stated = fields["biases"] != nil
    let biases =
      stated
      ? try biases(fields, name, neurons: count)
      : Network.Biases(drawn.biases, trained: try trainsBiases(fields, name))
    return Network.Layer(weights: drawn.weights, biases: biases, activation: activation)
  }

  private func initialization(
    _ node: Node?, _ name: String
  ) throws(ReportError) -> Initialization {
    guard let node else { return .xavier }
    if let entry = node.mapping?.first, node.mapping?.count == 1,
      nodes.text(entry.key) == "uniform"
    {
      let limit = try nodes.number(entry.value, "\(name), initialization, uniform")
      guard limit >= 0 else {
        throw nodes.fault(
          entry.value, "\(name), initialization, uniform: a number of 0 or more was expected")
      }
      return .uniform(limit)
    }
    switch nodes.text(node).lowercased() {
    case "xavier": return .xavier
    case "he": return .he
    case "pytorch": return .pytorch
    default:
      throw nodes.fault(
        node,
        "\(name), initialization: \(nodes.quoted(node)) is not one of xavier, he, pytorch, "
          + "{uniform: 0.5}")
    }
  }

  private func biases(
    _ fields: [String: Node], _ name: String, neurons: Int
  ) throws(ReportError) -> Network.Biases? {
    guard let node = fields["biases"] else {
      if let flag = fields["train biases"] {
        throw nodes.fault(flag, "\(name), train biases: there are no biases to train")
      }
      return nil
    }
    let values = try nodes.numbers(node, "\(name), biases")
    guard values.count == neurons else {
      throw nodes.fault(
        node,
        "\(name), biases: found \(FixedText.counted(values.count, "value")); \(neurons) expected, one for each "
          + "neuron")
    }
    return Network.Biases(values, trained: try trainsBiases(fields, name))
  }

  private func trainsBiases(
    _ fields: [String: Node], _ name: String
  ) throws(ReportError) -> Bool {
    guard let flag = fields["train biases"] else { return true }
    guard let trained = flag.bool else {
      throw nodes.fault(
        flag, "\(name), train biases: '\(nodes.text(flag))' is neither true nor false")
    }
    return trained
  }
}
