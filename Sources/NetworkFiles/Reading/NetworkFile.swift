package import Backprop
package import Publishing
import SettingsFiles

/// The network as a YAML file, which a person writes from `templates/network.yaml`.
///
/// ```yaml
/// samples:                # or inputs and targets, lists of numbers, for one sample; or data: FILE.csv
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
  /// - Parameters:
  ///   - path: The file; `-` for standard input.
  ///   - epochs: The number of epochs of the run, which the schedule has to fit; nil for a schedule of
  ///     any length.
  /// - Returns: The network, and the names and checksums of the files that it came from.
  /// - Throws: `ReportError` of category `inputMissing`, or `badData` with the line, the name and
  ///   what was expected.
  package static func read(
    _ path: String, epochs: Int? = nil
  ) throws(ReportError) -> (Network, NetworkSource) {
    let file = try SettingsFile(path)
    let (network, data) = try read(file.text, file: file.file, epochs: epochs)
    return (network, NetworkSource(file: file.source, data: data))
  }

  /// Reads a network from YAML text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - file: What messages call the file.
  /// - Returns: The network.
  /// - Throws: `ReportError` of category `badData`.
  package static func parse(_ text: String, file: String) throws(ReportError) -> Network {
    try read(text, file: file).0
  }

  private static func read(
    _ text: String, file: String, epochs: Int? = nil
  ) throws(ReportError) -> (Network, data: SettingsFile.Source?) {
    let reader = NetworkReader(file: file, epochs: epochs)
    return try reader.network(
      SettingsFile.document(
        text, nodes: reader.nodes,
        expectation: "inputs, targets and layers are expected, as in templates/network.yaml"))
  }
}
