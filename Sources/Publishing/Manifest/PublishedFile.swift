/// A file that was published.
package struct PublishedFile: Sendable, Equatable {
  /// Its place in the output folder.
  package let name: String
  /// Its path: the output folder as the person wrote it, and the name.
  package let path: String
  /// Its size in bytes.
  package let size: Int
  /// Its SHA-256 as hexadecimal text.
  package let sha256: String
  /// Whether its content differs from what was there before.
  package let changed: Bool
}
