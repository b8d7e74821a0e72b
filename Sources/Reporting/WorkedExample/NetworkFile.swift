public import Backprop
import Yams

/// The network as a YAML file, which a person writes from `templates/network.yaml`.
///
/// ```yaml
/// inputs: [0.05, 0.1]
/// targets: [0.5, 0.5]
/// layers:
///   - weights: [[0.15, 0.2], [0.25, 0.3]]
///     activation: sigmoid
///     biases: [0.35, 0.35]
///     train biases: false
/// ```
public enum NetworkFile {
  /// Where a network came from.
  public struct Source: Sendable, Hashable {
    /// The path of the file below the working folder; of files elsewhere the name alone.
    public let name: String
    /// The SHA-256 of its bytes as hexadecimal text.
    public let sha256: String
  }

  /// The largest size of a network file, in bytes.
  public static let sizeLimit = 1 << 20

  /// Reads a network from a file.
  ///
  /// - Parameter path: the file.
  /// - Returns: the network, and the file's name and checksum.
  /// - Throws: `ReportError` of category `inputMissing`, or `badData` with the line, the name and
  ///   what was expected.
  public static func read(_ path: String) throws(ReportError) -> (Network, Source) {
    let text = try FileSystem.readText(path, limit: sizeLimit)
    let network = try parse(text, file: path)
    let source = Source(name: name(of: path), sha256: Digest.sha256(Array(text.utf8)))
    return (network, source)
  }

  /// The name that results keep of a file: its path where that leads downwards from the folder in
  /// which the program runs, so that it can be found again; else the last part, because other paths
  /// are of one machine only.
  private static func name(of path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }
    guard !path.hasPrefix("/"), !parts.contains("..") else { return FileSystem.name(of: path) }
    return parts.joined(separator: "/")
  }

  /// Reads a network from YAML text.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - file: what messages call the file.
  /// - Returns: the network.
  /// - Throws: `ReportError` of category `badData`.
  public static func parse(_ text: String, file: String) throws(ReportError) -> Network {
    let reader = NetworkReader(file: file)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw reader.syntax(error)
    }
    guard let root else {
      throw ReportError(
        .badData,
        "\(file) is empty; inputs, targets and layers are expected, as in templates/network.yaml.")
    }
    return try reader.network(root)
  }
}

/// Turns the nodes of a YAML document into a network, or says where it does not fit.
private struct NetworkReader {
  let file: String

  func network(_ root: Node) throws(ReportError) -> Network {
    let fields = try mapping(
      root, "the document", keys: ["inputs", "targets", "layers"],
      required: ["inputs", "targets", "layers"])
    let inputs = try numbers(fields["inputs"], "inputs")
    let targets = try numbers(fields["targets"], "targets")
    guard let list = fields["layers"]?.sequence, !list.isEmpty else {
      throw fault(fields["layers"] ?? root, "layers: a list of at least one layer was expected")
    }
    var layers: [Network.Layer] = []
    var width = inputs.count
    for (index, node) in list.enumerated() {
      let layer = try layer(node, "layer \(index + 1)", inputs: width)
      layers.append(layer)
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

  func syntax(_ error: any Error) -> ReportError {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      ReportError(.badData, "\(file), line \(mark.line): \(problem).")
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
