extension String {
  /// The text on one line, without anything that a reader does not see: control characters, line and
  /// paragraph separators, and marks of text direction become `?`.
  ///
  /// For names from outside, such as those of folders, in tables and workbooks.
  package var plainLine: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .lineSeparator, .paragraphSeparator: "?"
          case .format where scalar.properties.isBidiControl: "?"
          default: scalar
          }
        }))
  }
}
