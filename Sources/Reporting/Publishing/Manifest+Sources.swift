/// What a section tells of: other sections, as they were when it was made.
extension ManifestSection {
  private static let key = "sources"

  /// The settings member that says which sections this one tells of.
  ///
  /// - Parameter sections: The sections, as they are now.
  /// - Returns: The name of each with the SHA-256 of its settings.
  static func sources(_ sections: [ManifestSection]) -> JSON.Member {
    .init(key, .object(sections.map { .init($0.name, .string($0.settingsDigest)) }))
  }

  fileprivate var sources: [JSON.Member] { settings[Self.key]?.members ?? [] }

  fileprivate var settingsDigest: String { Digest.sha256(Array(settings.compactText.utf8)) }
}

extension Manifest {
  /// A section that tells of another one that was made with other settings since.
  struct Stale: Equatable {
    var section: ManifestSection
    var source: String
  }

  /// The sections that tell of what is not there any more.
  var stale: [Stale] {
    sections.flatMap { section in
      section.sources.compactMap { source in
        let now = sections.first { $0.name == source.name }?.settingsDigest
        return now == source.value.string ? nil : Stale(section: section, source: source.name)
      }
    }
  }
}
