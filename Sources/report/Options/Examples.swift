/// The examples that open a command's help.
///
/// - Parameter lines: Each a command line and what it does.
/// - Returns: The text for a command's `discussion`.
func examples(_ lines: [(command: String, effect: String)]) -> String {
  let width = lines.map(\.command.count).max() ?? 0
  let rows = lines.map { line in
    "  " + line.command + String(repeating: " ", count: width - line.command.count) + "   "
      + line.effect
  }
  return "EXAMPLES:\n" + rows.joined(separator: "\n")
}
