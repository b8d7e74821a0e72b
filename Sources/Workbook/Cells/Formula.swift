/// A formula of one cell, and the value that it has when nothing is changed.
///
/// The value is stored in the file, because viewers that do not calculate show it, and
/// `LibreOffice` shows it until something is edited.
public struct Formula: Hashable, Sendable {
  /// What a formula gives.
  ///
  /// There is no case for truth values and none for errors: libxlsxwriter can store neither as
  /// the result of a formula. Use `IF(…,"yes","no")`.
  public enum Result: Hashable, Sendable {
    /// A number; NaN and the infinities are stored as the words `NaN`, `Inf` and `-Inf`.
    case number(Double)
    /// A text.
    case text(String)
  }

  /// The formula in Excel's English syntax, without the `=`.
  public var text: String
  /// What it gives.
  public var result: Result

  /// A formula that gives a number; a leading `=` is dropped.
  public init(_ text: String, number: Double) { self.init(text, .number(number)) }

  /// A formula that gives a text; a leading `=` is dropped.
  public init(_ text: String, text result: String) { self.init(text, .text(result)) }

  /// A formula and its result; a leading `=` is dropped.
  public init(_ text: String, _ result: Result) {
    self.text = text.hasPrefix("=") ? String(text.dropFirst()) : text
    self.result = result
  }

  /// A text as a formula writes it, in quotes, with quotes inside doubled.
  public static func literal(_ text: String) -> String {
    var quoted = "\""
    for character in text {
      quoted.append(character)
      if character == "\"" { quoted.append(character) }
    }
    return quoted + "\""
  }
}
