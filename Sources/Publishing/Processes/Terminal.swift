import Glibc

/// What the surroundings of the program say about how it should write.
package struct Terminal: Sendable, Equatable {
  /// Whether a progress bar may move on standard error.
  package var showsProgressBar: Bool
  /// The width of the terminal in characters.
  package var columns: Int

  /// Makes a description by hand.
  package init(showsProgressBar: Bool, columns: Int) {
    self.showsProgressBar = showsProgressBar
    self.columns = columns
  }

  /// The surroundings of this process.
  package static var current: Terminal {
    Terminal(
      environment: { getenv($0).map { String(cString: $0) } },
      errorIsTerminal: isatty(STDERR_FILENO) == 1,
      windowColumns: windowColumns)
  }

  /// Decides from the environment.
  ///
  /// A bar needs standard error on a terminal that can move its cursor, outside of CI.
  ///
  /// - Parameters:
  ///   - environment: The value of a variable, nil when it is not set.
  ///   - errorIsTerminal: Whether standard error is a terminal.
  ///   - windowColumns: The width that the terminal reports, if any.
  init(
    environment: @escaping (String) -> String?, errorIsTerminal: Bool, windowColumns: Int?
  ) {
    let isSet = { (name: String) in environment(name).map { !$0.isEmpty } ?? false }
    let canMove = environment("TERM").map { $0 != "dumb" && !$0.isEmpty } ?? false
    let isCI = isSet("CI") && environment("CI") != "false"
    showsProgressBar = errorIsTerminal && canMove && !isCI
    columns = max(20, windowColumns ?? environment("COLUMNS").flatMap { Int($0) } ?? 80)
  }

  private static var windowColumns: Int? {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// A text that moves no cursor, changes no color and keeps its direction: control characters, and
  /// marks that turn the direction of writing, become `?`.
  ///
  /// For what carries words from files, their names, and the command line.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - keepsLines: Whether line ends stay; where a sentence or a path takes one line, a name with a
  ///     line end could pass for another.
  /// - Returns: The text for a terminal.
  package static func harmless(_ text: String, keepsLines: Bool = true) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let isControl = scalar.properties.generalCategory == .control
          return isControl && !(keepsLines && scalar == "\n") || endsLine(scalar) && !keepsLines
            || turnsDirection(scalar) ? "?" : scalar
        }))
  }

  /// The line and the paragraph separator, which are no control characters.
  private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x2028 || scalar.value == 0x2029
  }

  /// The embeddings, overrides and isolates of the Unicode Bidirectional Algorithm (UAX 9, table 2).
  private static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }
}
