/// Words as text of a manual page, so that none of them is taken for markup.
enum MdocText {
  /// Text whose backslashes and hyphens come out as they are.
  static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
  }

  /// Text as one argument of a macro.
  static func quoted(_ text: String) -> String {
    "\"\(escaped(text).replacing("\"", with: "\"\""))\""
  }

  /// Text as a line of its own, which no dot or quote at its start turns into a request.
  static func line(_ text: String) -> String {
    let isRequest = text.hasPrefix(".") || text.hasPrefix("'")
    // Within words hyphens may break a line; those that begin an option may not.
    let safe = text.replacing("\\", with: "\\e").replacing("--", with: "\\-\\-")
    return (isRequest ? "\\&" : "") + safe
  }
}
