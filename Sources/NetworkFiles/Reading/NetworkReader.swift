import Numerals
import Publishing
import TextFormats
import Backprop
import SettingsFiles
import Yams

/// Turns the nodes of a YAML document into a network, or says where it does not fit.
struct NetworkReader {
  let nodes: SettingsNodes

  /// Reads nodes of a file.
  ///
  /// - Parameter file: What messages call it.
  init(file: String) {
    nodes = SettingsNodes(file: file, subject: "network")
  }

  private static let keys = [
    "inputs", "targets", "samples", "layers", "batch", "loss", "reduction", "optimizer", "schedule",
  ]

  /// Reads the network.
  ///
  /// - Parameter root: The document.
  /// - Returns: The network.
  /// - Throws: `ReportError` of category `badData` with the line, the name and what was expected.
  func network(_ root: Node) throws(ReportError) -> Network {
    let fields = try nodes.mapping(
      root, "the document", keys: Self.keys,
      required: ["layers"])
    let (samples, places) = try samples(fields, root)
    guard let list = fields["layers"]?.sequence, !list.isEmpty else {
      throw nodes.fault(
        fields["layers"] ?? root, "layers: a list of at least one layer was expected")
    }
    let layers = try layers(list, inputs: samples[0].inputs.count, fields["layers"])
    let width = layers.last?.width ?? 0
    for (index, sample) in samples.enumerated() where sample.targets.count != width {
      let place = fields["samples"] == nil ? "targets" : "sample \(index + 1), targets"
      throw nodes.fault(
        places[index],
        "\(place) has \(FixedText.counted(sample.targets.count, "value")); the last layer has "
          + "\(FixedText.counted(width, "neuron")), so \(width) expected")
    }
    let training = try training(fields, samples: samples, places: places, layers: layers)
    do {
      return try Network(samples: samples, layers: layers, training: training)
    } catch {
      throw ReportError(.badData, "\(nodes.file): \(error)")
    }
  }

  // MARK: - Samples

  /// The samples, and for each the node that messages point to.
  private func samples(
    _ fields: [String: Node], _ root: Node
  ) throws(ReportError) -> ([Network.Sample], [Node?]) {
    guard let node = fields["samples"] else {
      for key in ["inputs", "targets"] where fields[key] == nil {
        throw nodes.fault(
          root, "the document: \(key) is missing; or write samples, a list of inputs and targets")
      }
      let inputs = try nodes.numbers(fields["inputs"], "inputs")
      try nodes.limit(inputs.count, "input", to: Network.widthLimit, fields["inputs"], "inputs")
      let targets = try nodes.numbers(fields["targets"], "targets")
      return ([Network.Sample(inputs: inputs, targets: targets)], [fields["targets"]])
    }
    for key in ["inputs", "targets"] {
      if let other = fields[key] {
        throw nodes.fault(
          other, "\(key) and samples exclude each other; each sample has inputs and targets")
      }
    }
    guard let list = node.sequence, !list.isEmpty else {
      throw nodes.fault(
        node,
        "samples: a list of at least one was expected, such as - {inputs: [0, 1], targets: [1]}")
    }
    try nodes.limit(list.count, "sample", to: Network.sampleLimit, node, "samples")
    var samples: [Network.Sample] = []
    var places: [Node?] = []
    for (index, item) in list.enumerated() {
      let name = "sample \(index + 1)"
      let parts = try nodes.mapping(
        item, name, keys: ["inputs", "targets"], required: ["inputs", "targets"])
      let inputs = try nodes.numbers(parts["inputs"], "\(name), inputs")
      try nodes.limit(
        inputs.count, "input", to: Network.widthLimit, parts["inputs"], "\(name), inputs")
      if let first = samples.first, first.inputs.count != inputs.count {
        throw nodes.fault(
          parts["inputs"],
          "\(name), inputs: found \(FixedText.counted(inputs.count, "value")); "
            + "\(first.inputs.count) expected, as in sample 1")
      }
      let targets = try nodes.numbers(parts["targets"], "\(name), targets")
      samples.append(Network.Sample(inputs: inputs, targets: targets))
      places.append(parts["targets"])
    }
    return (samples, places)
  }
}
