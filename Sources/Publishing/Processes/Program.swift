/// The program's name and version.
package enum Program {
  /// The name of the project.
  package static let name = "Gradbook"
  /// The version, as in `CHANGELOG.md`.
  package static let version = "0.1.0"
  /// Name and version, as files name their maker.
  package static let signature = "\(name) \(version)"
  /// The folder that everything is written to where the person names none.
  package static let outputFolder = "reports"
}
