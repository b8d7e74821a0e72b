import Publishing
import Reporting

/// A value that the parser could not read, in a sentence of the program's own.
enum BadValue {
  /// What is wrong with a value.
  ///
  /// - Parameter message: What the parser says, such as
  ///   `The value 'x' is invalid for '--epochs <n>'`.
  /// - Returns: A sentence with the option, the value and what was expected; nil for a message about
  ///   something else.
  static func sentence(for message: String) -> String? {
    let form =
      #/The value '(.*)' is invalid for '(--[^ ']+)[^']*'(\. Please provide one of (.+)\.)?/#
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
}
