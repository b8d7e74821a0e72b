package import TextFormats

/// The sections that a section describes, as they were when it was made.
extension ManifestSection {
  private static let key = "sources"

  /// The settings member that says which sections this one describes.
  ///
  /// - Parameters:
  ///   - names: The names of sections, also of those that would be described if they existed.
  ///   - manifest: The sections, as they are now.
  /// - Returns: Each name with a SHA-256 of what the section is, or null.
  package static func sources(_ names: [String], in manifest: Manifest) -> JSON.Member {
    .init(key, .object(names.map { .init($0, manifest.content(of: $0)) }))
  }

  fileprivate var sources: [JSON.Member] { settings[Self.key]?.members ?? [] }

  /// A SHA-256 of settings, inputs and files; workbooks carry a date and are left out.
  fileprivate var content: String {
    var section = self
    section.libraries = []
    section.files.removeAll { $0.name.hasSuffix(".xlsx") }
    return Digest.sha256(Array(section.json.compactText.utf8))
  }
}

extension Manifest {
  /// A section that describes another one, which was made with other settings since.
  package struct Stale: Equatable {
    package var section: ManifestSection
    package var source: String
  }

  /// The sections that describe results that have been replaced.
  package var stale: [Stale] {
    sections.flatMap { section in
      section.sources.compactMap { source in
        content(of: source.name) == source.value
          ? nil : Stale(section: section, source: source.name)
      }
    }
  }

  fileprivate func content(of name: String) -> JSON {
    sections.first { $0.name == name }.map { .string($0.content) } ?? .null
  }
}
