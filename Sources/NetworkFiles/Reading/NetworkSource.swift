package import SettingsFiles
package import TextFormats

/// The files that a network came from.
package struct NetworkSource: Sendable, Hashable {
  /// The network file.
  package let file: SettingsFile.Source
  /// The file with its samples; nil where the network file has them itself.
  package let data: SettingsFile.Source?

  /// Names the files.
  ///
  /// - Parameters:
  ///   - file: The network file.
  ///   - data: The file with its samples, if there is one.
  package init(file: SettingsFile.Source, data: SettingsFile.Source? = nil) {
    self.file = file
    self.data = data
  }

  /// The name of the network file.
  package var name: String { file.name }

  /// The files as the manifest keeps them: names with SHA-256 checksums.
  package var members: [JSON.Member] {
    [file, data].compactMap(\.self).map { .init($0.name, .string($0.sha256)) }
  }

  /// Reads the files from a manifest; nil where there are none.
  ///
  /// - Parameter members: What ``members`` gave.
  package init?(members: [JSON.Member]) {
    let files = members.compactMap { member in
      member.value.string.map { SettingsFile.Source(name: member.name, sha256: $0) }
    }
    guard let first = files.first else { return nil }
    self.init(file: first, data: files.dropFirst().first)
  }
}
