import Glibc
import Publishing

/// Finds mistakes on a command line that the parser passes over in silence.
///
/// The parser takes the next word for the value of `--output=`, keeps the last of two values of one
/// option, and repairs bytes that are no UTF-8, so that files would get other names than were asked
/// for.
enum ArgumentCheck {
  /// The arguments of this process as they were given.
  ///
  /// - Returns: The command line after the program's name.
  /// - Throws: `ReportError` of category `usage` for an argument that is not UTF-8.
  static func arguments() throws(ReportError) -> [String] {
    var arguments: [String] = []
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let bytes = CommandLine.unsafeArgv[index] else { break }
      guard let text = String(validatingCString: bytes) else {
        let repaired = Terminal.harmless(String(cString: bytes))
        throw ReportError(
          .usage,
          "Argument \(index), '\(repaired)', is not UTF-8. Write it in UTF-8; a file of such a name"
            + " has to be renamed.")
      }
      arguments.append(text)
    }
    return arguments
  }

  /// Whether a command line could have a mistake that ``check(_:for:)`` finds.
  ///
  /// The description of all commands takes longer to make than most lines to parse. All names of one
  /// option begin with the same letter, so that a line without two such words repeats none.
  ///
  /// - Parameter arguments: The command line after the program's name.
  /// - Returns: Whether the line has to be checked.
  static func isNeeded(_ arguments: [String]) -> Bool {
    let options = arguments.filter { $0.hasPrefix("-") && $0 != "--" }
    let letters = options.compactMap { $0.first { $0 != "-" } }
    return Set(letters).count < options.count || arguments.contains { $0.isEmpty }
      || options.contains { $0.contains("=") }
  }

  /// Checks the options of a command line.
  ///
  /// - Parameters:
  ///   - arguments: The command line after the program's name.
  ///   - command: The command that it addresses.
  /// - Throws: `ReportError` of category `usage` for an option without its value or given twice.
  static func check(_ arguments: [String], for command: CommandDescription) throws(ReportError) {
    var given: [String: String] = [:]
    var index = command.path.count
    while index < arguments.count, arguments[index] != "--" {
      let word = arguments[index]
      index += 1
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard word.hasPrefix("-"), let option = command.option(named: String(parts[0])) else {
        continue
      }
      guard option.takesValue else {
        if parts.count > 1 {
          throw ReportError(.usage, "\(parts[0]) takes no value. Leave out '=\(parts[1])'.")
        }
        continue
      }
      var value = parts.count > 1 ? String(parts[1]) : nil
      if value == nil, index < arguments.count, isValue(arguments[index], in: command) {
        value = arguments[index]
        index += 1
      }
      // The parser has a sentence of its own for an option at the end of the line.
      guard let value else { continue }
      guard !value.isEmpty else {
        throw ReportError(
          .usage, "\(parts[0]) is empty. Write a value after it, or leave the option out.")
      }
      guard option.repeats || given.updateValue(value, forKey: option.name) == nil else {
        throw ReportError(
          .usage,
          "\(option.name) is given twice. Give it once"
            + (option.name.hasSuffix("rates") ? ", with all values in one list: 0.1,0.5,1." : "."))
      }
    }
  }

  /// Whether a word is the value of the option before it and no option itself.
  private static func isValue(_ word: String, in command: CommandDescription) -> Bool {
    guard word.hasPrefix("-") else { return true }
    let name = word.prefix { $0 != "=" }
    return !name.hasPrefix("--") && command.option(named: String(name)) == nil
  }
}
