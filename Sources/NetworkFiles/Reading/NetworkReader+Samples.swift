import Backprop
import Numerals
import Publishing
import SettingsFiles
import Yams

extension NetworkReader {
  /// Reads what the network learns: one sample by `inputs` and `targets`, several by `samples`, or
  /// the rows of a file by `data`.
  ///
  /// - Parameters:
  ///   - fields: The document's values by key.
  ///   - root: The document.
  /// - Returns: The samples.
  /// - Throws: `ReportError` of category `badData` with the line, the name and what was expected.
  func samples(_ fields: [String: Node], _ root: Node) throws(ReportError) -> ReadSamples {
    for key in ["samples", "data"] where fields[key] != nil {
      for excluded in ["inputs", "targets", "data"] where excluded != key {
        guard let other = fields[excluded] else { continue }
        throw nodes.fault(
          other,
          excluded == "data"
            ? "data and samples exclude each other; write one of both"
            : "\(excluded) and \(key) exclude each other; "
              + (key == "data"
                ? "data names its columns: {file, inputs, targets}"
                : "each sample has inputs and targets"))
      }
    }
    if let node = fields["data"] { return try SampleTable(nodes: nodes, node).samples() }
    if let node = fields["samples"] { return try listed(node) }
    for key in ["inputs", "targets"] where fields[key] == nil {
      throw nodes.fault(
        root, "the document: \(key) is missing; or write samples, a list of inputs and targets")
    }
    let inputs = try nodes.numbers(fields["inputs"], "inputs")
    try nodes.limit(inputs.count, "input", to: Network.widthLimit, fields["inputs"], "inputs")
    let targets = try nodes.numbers(fields["targets"], "targets")
    return ReadSamples(samples: [Network.Sample(inputs: inputs, targets: targets)]) { _, problem in
      nodes.fault(fields["targets"], problem)
    }
  }

  private func listed(_ node: Node) throws(ReportError) -> ReadSamples {
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
    return ReadSamples(samples: samples) { index, problem in nodes.fault(places[index], problem) }
  }
}
