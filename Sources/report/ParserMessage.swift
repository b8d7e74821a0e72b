import Publishing

/// The parser's English messages, put into sentences of the program's own.
///
/// Everything that depends on the parser's wording stands here.
enum ParserMessage {
  /// The parser's message in the form of all others: `error: <sentence>`, then the usage.
  ///
  /// What is wrong with a value is said in the sentence alone: the usage would not help.
  ///
  /// - Parameters:
  ///   - text: The parser's whole text.
  ///   - options: The names of the options of the command, such as `--output`.
  /// - Returns: The text for standard error, without a line feed at its end.
  static func rewritten(_ text: String, options: [String]) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var message = lines[0]
    if message.hasPrefix("Error: ") { message.removeFirst(7) }
    if let better = value(message) { return "error: \(better)" }
    if let better = unknownOption(message, options: options) { message = better }
    if let last = message.last, !".!?:".contains(last) { message += "." }
    lines[0] = "error: \(Terminal.harmless(message))"
    return message.hasPrefix("--") ? lines[0] : lines.joined(separator: "\n")
  }

  /// What is wrong with a value; nil for a message about something else.
  ///
  /// - Parameter message: What the parser says, such as
  ///   `The value 'x' is invalid for '--epochs <n>'`.
  /// - Returns: A sentence with the option, the value and what was expected.
  private static func value(_ message: String) -> String? {
    let form =
      #/The value '(.*)' is invalid for '(--[^ ']+)[^']*'(\. Please provide one of (.+)\.)?/#
      .dotMatchesNewlines()
    guard let match = message.wholeMatch(of: form) else { return nil }
    let value = Terminal.harmless(String(match.1))
    if let known = match.4 {
      let choices = known.replacing("'", with: "").replacing(" and ", with: " or ")
      return "\(match.2) is '\(value)'; \(choices) was expected."
    }
    guard Double(value) != nil else {
      return "\(match.2) is '\(value)'; a number was expected."
    }
    return "\(match.2) is \(value); \(expectation(of: value))."
  }

  /// What was expected in place of a number that the parser does not take.
  private static func expectation(of number: String) -> String {
    guard number.wholeMatch(of: #/[+-]?[0-9]+/#) != nil else { return "a whole number is needed" }
    return number.hasPrefix("-")
      ? "a number that is not negative is needed" : "a smaller number is needed"
  }

  /// An option that there is not, with the one that may be meant; nil for another message.
  private static func unknownOption(_ message: String, options: [String]) -> String? {
    guard
      let match = message.wholeMatch(of: #/Unknown option '(-[^']*)'\.?( Did you mean .*)?/#)
    else { return nil }
    let guess = OptionGuess.nearest(to: String(match.1), among: options)
      .map { " Did you mean '\($0)'?" }
    return "Unknown option '\(match.1)'." + (guess ?? "")
  }
}
