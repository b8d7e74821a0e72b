package import Publishing
package import Backprop
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
  /// - Parameter path: the file.
  /// - Returns: the network, and the file's name and checksum.
  /// - Throws: `ReportError` of category `inputMissing`, or `badData` with the line, the name and
  ///   what was expected.
  package static func read(_ path: String) throws(ReportError) -> (Network, Source) {
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
  package static func parse(_ text: String, file: String) throws(ReportError) -> Network {
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
