package import Publishing
package import Backprop
import Yams

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
  /// Where a network came from.
  package struct Source: Sendable, Hashable {
    /// The path of the file below the working folder; of files elsewhere the name alone.
    package let name: String
    /// The SHA-256 of its bytes as hexadecimal text.
    package let sha256: String
  }

  /// The largest size of a network file, in bytes.
  package static let sizeLimit = 1 << 20

  /// Reads a network from a file.
  ///
  /// - Parameter path: The file; `-` for standard input.
  /// - Returns: the network, and the file's name and checksum.
  /// - Throws: `ReportError` of category `inputMissing`, or `badData` with the line, the name and
  ///   what was expected.
  package static func read(_ path: String) throws(ReportError) -> (Network, Source) {
    if path == "-" {
      let text = try FileSystem.readText("/dev/stdin", limit: sizeLimit)
      let network = try parse(text, file: standardInputName)
      return (
        network, Source(name: standardInputName, sha256: Digest.sha256(Array(text.utf8)))
      )
    }
    let text = try FileSystem.readText(path, limit: sizeLimit)
    let network = try parse(text, file: path)
    let source = Source(name: name(of: path), sha256: Digest.sha256(Array(text.utf8)))
    return (network, source)
  }

  /// What messages and results call a network that comes through standard input.
  private static let standardInputName = "standard input"

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
  package static func parse(_ text: String, file: String) throws(ReportError) -> Network {
    let reader = NetworkReader(file: file)
    // A byte order mark, which some editors write, is no part of the text.
    let text = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
    if let line = AliasedKeys.firstLine(in: text) {
      throw ReportError(
        .badData,
        "\(file), line \(line): a list or a group as a key; keys are plain words.")
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw reader.nodes.syntax(error)
    }
    guard let root else {
      throw ReportError(
        .badData,
        "\(file) is empty; inputs, targets and layers are expected, as in templates/network.yaml.")
    }
    return try reader.network(root)
  }
}
