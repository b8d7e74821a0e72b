/// Words of a command line, as a shell reads them.
package enum ShellWord {
  /// A word that a shell takes as it is.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The text, in single quotes where it holds more than letters, digits and `-_./,=:@`.
  package static func quoted(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789-_./,=:@".unicodeScalars.contains(scalar))
    }
    if isPlain, !text.isEmpty { return text }
    return "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
