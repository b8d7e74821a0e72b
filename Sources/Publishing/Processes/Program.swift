/// The program's name and version.
package enum Program {
  /// The name of the project.
  package static let name = "Gradbook"
  /// The version, as in `CHANGELOG.md`.
  package static let version = "0.1.0"
}
