/// The program's name and version.
public enum Program {
  /// The name of the project.
  public static let name = "Gradbook"
  /// The version, as in `CHANGELOG.md`.
  public static let version = "0.1.0"
}
