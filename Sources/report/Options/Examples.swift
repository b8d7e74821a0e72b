/// The examples that open a command's help.
///
/// What a command does stands beside it where all of them fit a terminal of 80 columns, and below
/// it where not.
///
/// - Parameter lines: Each a command line and what it does.
/// - Returns: The text for a command's `discussion`.
func examples(_ lines: [(command: String, effect: String)]) -> String {
  let width = lines.map(\.command.count).max() ?? 0
  let longest = lines.map(\.effect.count).max() ?? 0
  let fits = 2 + width + 3 + longest <= 80
  let rows = lines.map { line in
    fits
      ? "  " + line.command + String(repeating: " ", count: width - line.command.count) + "   "
        + line.effect
      : "  " + line.command + "\n      " + line.effect
  }
  return "EXAMPLES:\n" + rows.joined(separator: "\n")
}

/// Reads examples back from a command's `discussion`.
///
/// - Parameter text: What ``examples(_:)`` has made.
/// - Returns: Each command line and what it does.
func readExamples(_ text: String) -> [(command: String, effect: String)] {
  var entries: [(command: String, effect: String)] = []
  for line in text.split(separator: "\n").dropFirst() {
    if line.hasPrefix("      "), !entries.isEmpty {
      entries[entries.count - 1].effect = String(line.dropFirst(6))
    } else if let gap = line.dropFirst(2).firstRange(of: "   ") {
      let effect = line[gap.upperBound...].drop { $0 == " " }
      entries.append((String(line[..<gap.lowerBound].dropFirst(2)), String(effect)))
    } else {
      entries.append((String(line.dropFirst(2)), ""))
    }
  }
  return entries
}
