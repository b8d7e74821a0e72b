package import TextFormats

/// What made a file: the program and the C libraries that it runs with.
///
/// Made once, where every library is known, and passed down.
package struct Provenance: Sendable, Equatable {
  /// Each library's name and version, as it says itself when the program runs.
  package var libraries: [JSON.Member]

  /// The libraries by name and version; without arguments none.
  package init(libraries: [JSON.Member] = []) { self.libraries = libraries }

  /// The text of `report --version`.
  package var text: String {
    let lines = libraries.map { "  \($0.name) \($0.value.string ?? "")" }
    return ([Program.signature] + lines).joined(separator: "\n")
  }

  /// The version of a library; nil where it is not among them.
  package func version(of name: String) -> String? {
    libraries.first { $0.name == name }?.value.string
  }
}
