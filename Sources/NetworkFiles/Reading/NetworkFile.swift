package import Publishing
package import Backprop
package import SettingsFiles

/// The network as a YAML file, which a person writes from `templates/network.yaml`.
///
/// ```yaml
/// samples:                # or inputs and targets, lists of numbers, for one sample
///   - {inputs: [0, 1], targets: [1]}
/// layers:
///   - {neurons: 2, activation: tanh, seed: 1, initialization: xavier}
///   - weights: [[0.4, 0.45]]
///     activation: sigmoid
///     biases: [0.35]
///     train biases: false
/// batch: all
/// loss: squared error
/// reduction: mean
/// optimizer: {name: sgd, momentum: 0.9}
/// schedule: {name: step, size: 15, gamma: 0.1}
/// ```
package enum NetworkFile {
  /// The largest size of a network file, in bytes.
  package static let sizeLimit = SettingsFile.sizeLimit

  /// Reads a network from a file.
  ///
  /// - Parameter path: The file; `-` for standard input.
  /// - Returns: the network, and the file's name and checksum.
  /// - Throws: `ReportError` of category `inputMissing`, or `badData` with the line, the name and
  ///   what was expected.
  package static func read(_ path: String) throws(ReportError) -> (Network, SettingsFile.Source) {
    let file = try SettingsFile(path)
    return (try parse(file.text, file: file.file), file.source)
  }

  /// Reads a network from YAML text.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - file: what messages call the file.
  /// - Returns: the network.
  /// - Throws: `ReportError` of category `badData`.
  package static func parse(_ text: String, file: String) throws(ReportError) -> Network {
    let reader = NetworkReader(file: file)
    return try reader.network(
      SettingsFile.document(
        text, nodes: reader.nodes,
        expectation: "inputs, targets and layers are expected, as in templates/network.yaml"))
  }
}
