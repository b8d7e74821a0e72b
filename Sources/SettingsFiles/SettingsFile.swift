package import Publishing
package import Yams

/// A YAML file of settings that a person writes: a network, an architecture, a study.
package struct SettingsFile: Sendable {
  /// Where settings came from.
  package struct Source: Sendable, Hashable {
    /// The path of the file below the working folder; of files elsewhere the name alone.
    package let name: String
    /// The SHA-256 of its bytes as hexadecimal text.
    package let sha256: String

    /// Names a file.
    ///
    /// - Parameters:
    ///   - name: The path of the file below the working folder, or its name alone.
    ///   - sha256: The SHA-256 of its bytes as hexadecimal text.
    package init(name: String, sha256: String) {
      self.name = name
      self.sha256 = sha256
    }
  }

  /// The largest size of a file of settings, in bytes.
  package static let sizeLimit = 1 << 20

  /// The file's text.
  package let text: String
  /// The file's name and checksum.
  package let source: Source
  /// What messages call the file.
  package let file: String

  /// Reads a file.
  ///
  /// - Parameter path: The file; `-` for standard input.
  /// - Throws: `ReportError` of category `inputMissing`, or `badData` for a file that is too large or
  ///   is not text.
  package init(_ path: String) throws(ReportError) {
    let isStandardInput = path == "-"
    text = try FileSystem.readText(
      isStandardInput ? "/dev/stdin" : path, limit: Self.sizeLimit)
    file = isStandardInput ? Self.standardInputName : path
    source = Source(
      name: isStandardInput ? Self.standardInputName : Self.name(of: path),
      sha256: Digest.sha256(Array(text.utf8)))
  }

  /// What messages and results call a file that comes through standard input.
  private static let standardInputName = "standard input"

  /// The name that results keep of a file: its path where that leads downwards from the folder in
  /// which the program runs, so that it can be found again; else the last part, because other paths
  /// are of one machine only.
  private static func name(of path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }
    guard !path.hasPrefix("/"), !parts.contains("..") else { return FileSystem.name(of: path) }
    return parts.joined(separator: "/")
  }

  /// Reads the one document of a YAML text.
  ///
  /// - Parameters:
  ///   - text: The text; it may begin with a byte order mark.
  ///   - nodes: What messages call the file.
  ///   - expectation: What is expected in a file that is empty, after a semicolon.
  /// - Returns: The document.
  /// - Throws: `ReportError` of category `badData` with the line where the text is no YAML.
  package static func document(
    _ text: String, nodes: SettingsNodes, expectation: String
  ) throws(ReportError) -> Node {
    // A byte order mark, which some editors write, is no part of the text.
    let text = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
    if let line = AliasedKeys.firstLine(in: text) {
      throw ReportError(
        .badData,
        "\(nodes.file), line \(line): a list or a group as a key; keys are plain words.")
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw nodes.syntax(error)
    }
    guard let root else {
      throw ReportError(.badData, "\(nodes.file) is empty; \(expectation).")
    }
    return root
  }
}
