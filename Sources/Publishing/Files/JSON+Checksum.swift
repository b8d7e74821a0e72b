package import TextFormats

/// Objects that carry a checksum of themselves, so that a file of which a part was lost or changed is
/// not taken for what the program has written.
extension JSON {
  private static let checksumName = "sha256"

  /// The object with its SHA-256 as the last member: that of its text on one line.
  package var withChecksum: JSON {
    guard let members else { return self }
    return .object(
      members + [Member(Self.checksumName, .string(Digest.sha256(Array(compactText.utf8))))])
  }

  /// Whether an object has the content that it was written with; true where it carries no checksum,
  /// as files of earlier versions do not.
  package var hasItsChecksum: Bool {
    guard let members, let sum = self[Self.checksumName] else { return true }
    let content = JSON.object(members.filter { $0.name != Self.checksumName })
    return sum.string == Digest.sha256(Array(content.compactText.utf8))
  }
}
