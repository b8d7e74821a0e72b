/// The C libraries that this program runs with, and their versions.
public enum LibraryVersions {
  /// Each library's name and version, as it says itself when the program runs.
  public static var all: [JSON.Member] { [] }

  /// The text of `report --version`.
  public static var text: String {
    let lines = all.map { "  \($0.name) \($0.value.string ?? "")" }
    return (["\(Program.name) \(Program.version)"] + lines).joined(separator: "\n")
  }
}
