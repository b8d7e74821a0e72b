import Numerals
import Publishing
import TextFormats
import Backprop
import Yams

/// Turns the nodes of a YAML document into a network, or says where it does not fit.
struct NetworkReader {
  /// What messages call the file.
  let file: String

  /// Reads the network.
  ///
  /// - Parameter root: The document.
  /// - Returns: The network.
  /// - Throws: `ReportError` of category `badData` with the line, the name and what was expected.
  func network(_ root: Node) throws(ReportError) -> Network {
    let fields = try mapping(
      root, "the document", keys: ["inputs", "targets", "layers"],
      required: ["inputs", "targets", "layers"])
    let inputs = try numbers(fields["inputs"], "inputs")
    try limit(inputs.count, "input", to: Network.widthLimit, fields["inputs"], "inputs")
    let targets = try numbers(fields["targets"], "targets")
    guard let list = fields["layers"]?.sequence, !list.isEmpty else {
      throw fault(fields["layers"] ?? root, "layers: a list of at least one layer was expected")
    }
    try limit(list.count, "layer", to: Network.depthLimit, fields["layers"], "layers")
    var layers: [Network.Layer] = []
    var width = inputs.count
    var weights = 0
    for (index, node) in list.enumerated() {
      let name = "layer \(index + 1)"
      let layer = try layer(node, name, inputs: width)
      layers.append(layer)
      weights += width * layer.width
      try limit(
        weights, "weight", to: Network.weightLimit, node.mapping?["weights"],
        "\(name), weights: with the layers before")
      width = layer.width
    }
    guard targets.count == width else {
      throw fault(
        fields["targets"] ?? root,
        "targets has \(FixedText.counted(targets.count, "value")); the last layer has "
          + "\(FixedText.counted(width, "neuron")), so \(width) expected")
    }
    do {
      return try Network(inputs: inputs, targets: targets, layers: layers)
    } catch {
      throw ReportError(.badData, "\(file): \(error)")
    }
  }

  private func layer(
    _ node: Node, _ name: String, inputs: Int
  ) throws(ReportError) -> Network.Layer {
    let fields = try mapping(
      node, name, keys: ["weights", "activation", "biases", "train biases"],
      required: ["weights"])
    guard let rows = fields["weights"]?.sequence, !rows.isEmpty else {
      throw fault(
        fields["weights"] ?? node,
        "\(name), weights: one list of weights for each neuron was expected, such as "
          + "[[0.15, 0.2], [0.25, 0.3]]")
    }
    try limit(rows.count, "neuron", to: Network.widthLimit, fields["weights"], "\(name), weights")
    var weights: [[Double]] = []
    for (index, row) in rows.enumerated() {
      let place = "\(name), weights of neuron \(index + 1)"
      let values = try numbers(row, place)
      guard values.count == inputs else {
        throw fault(
          row,
          "\(place): found \(FixedText.counted(values.count, "value")); \(inputs) expected, one for each "
            + "\(name == "layer 1" ? "input" : "neuron of the layer before")")
      }
      weights.append(values)
    }
    let biases = try biases(fields, name, neurons: weights.count, node)
    return Network.Layer(
      weights: weights, biases: biases, activation: try activation(fields["activation"], name))
  }

  private func biases(
    _ fields: [String: Node], _ name: String, neurons: Int, _ layer: Node
  ) throws(ReportError) -> Network.Biases? {
    guard let node = fields["biases"] else {
      if let flag = fields["train biases"] {
        throw fault(flag, "\(name), train biases: there are no biases to train")
      }
      return nil
    }
    let values = try numbers(node, "\(name), biases")
    guard values.count == neurons else {
      throw fault(
        node,
        "\(name), biases: found \(FixedText.counted(values.count, "value")); \(neurons) expected, one for each "
          + "neuron")
    }
    guard let flag = fields["train biases"] else { return Network.Biases(values, trained: true) }
    guard let trained = flag.bool else {
      throw fault(
        flag, "\(name), train biases: '\(text(flag))' is neither true nor false")
    }
    return Network.Biases(values, trained: trained)
  }

  private func activation(_ node: Node?, _ name: String) throws(ReportError) -> Activation {
    guard let node else { return .sigmoid }
    guard let activation = Activation(rawValue: text(node).lowercased()) else {
      let known = Activation.allCases.map(\.rawValue).joined(separator: ", ")
      throw fault(node, "\(name), activation: '\(text(node))' is not one of \(known)")
    }
    return activation
  }

  // MARK: - Nodes

  private func mapping(
    _ node: Node, _ name: String, keys: [String], required: [String]
  ) throws(ReportError) -> [String: Node] {
    guard let mapping = node.mapping else {
      throw fault(node, "\(name): \(keys.joined(separator: ", ")) were expected, as 'name: value'")
    }
    var fields: [String: Node] = [:]
    for (key, value) in mapping {
      let word = text(key)
      guard keys.contains(word) else {
        throw fault(
          key, "\(name): unknown key '\(word)'; known are \(keys.joined(separator: ", "))")
      }
      fields[word] = value
    }
    for key in required where fields[key] == nil {
      throw fault(node, "\(name): \(key) is missing")
    }
    return fields
  }

  /// Refuses more of something than the program computes.
  private func limit(
    _ count: Int, _ what: String, to most: Int, _ node: Node?, _ name: String
  ) throws(ReportError) {
    guard count > most else { return }
    throw fault(node, "\(name): found \(count) \(what)s; at most \(most) can be computed here")
  }

  private func numbers(_ node: Node?, _ name: String) throws(ReportError) -> [Double] {
    guard let node, let list = node.sequence else {
      throw fault(node, "\(name): a list of numbers was expected, such as [0.05, 0.1]")
    }
    guard !list.isEmpty else {
      throw fault(node, "\(name): the list is empty; at least one number was expected")
    }
    var values: [Double] = []
    for item in list {
      let word = text(item)
      guard item.scalar != nil, let value = Double(word), !word.lowercased().contains("x") else {
        throw fault(item, "\(name): '\(word)' is not a number")
      }
      guard value.isFinite else {
        throw fault(item, "\(name): \(word) is not finite; a finite number was expected")
      }
      values.append(value)
    }
    return values
  }

  // MARK: - Messages

  /// The error for text that is not one YAML document.
  func syntax(_ error: any Error) -> ReportError {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      ReportError(
        .badData,
        problem == "but found another document"
          ? "\(file), line \(mark.line): a second document begins here; leave one network in the file."
          : "\(file), line \(mark.line): this is not YAML that can be read: \(problem).")
    case YamlError.duplicatedKeysInMapping(let duplicates, let context):
      ReportError(
        .badData,
        "\(file), line \(context.mark.line): the key '\(duplicates.first ?? "")' stands "
          + "there twice.")
    default:
      ReportError(.badData, "\(file) is not YAML that can be read: \(error).")
    }
  }

  private func fault(_ node: Node?, _ message: String) -> ReportError {
    let place = node?.mark.map { ", line \($0.line)" } ?? ""
    return ReportError(.badData, "\(file)\(place): \(message).")
  }

  private func text(_ node: Node) -> String {
    if let scalar = node.scalar { return scalar.string }
    return node.sequence != nil ? "a list" : "a group of keys"
  }
}
