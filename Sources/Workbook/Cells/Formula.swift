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
  /// Whether it is an array formula of its one cell, `{=…}`: ranges in it are computed with as wholes.
  ///
  /// libxlsxwriter can only store a number as its result.
  public private(set) var isArray = false

  /// A formula that gives a number; a leading `=` is dropped.
  public init(_ text: String, number: Double) { self.init(text, .number(number)) }

  /// A formula that gives a text; a leading `=` is dropped.
  public init(_ text: String, text result: String) { self.init(text, .text(result)) }

  /// A formula and its result; a leading `=` is dropped.
  public init(_ text: String, _ result: Result) {
    self.text = text.hasPrefix("=") ? String(text.dropFirst()) : text
    self.result = result
  }

  /// An array formula of one cell that gives a number; a leading `=` is dropped.
  public static func array(_ text: String, number: Double) -> Formula {
    var formula = Formula(text, number: number)
    formula.isArray = true
    return formula
  }

  /// The formula as a spreadsheet program shows it, without the `=`: an array formula in braces.
  var shown: String { isArray ? "{=\(text)}" : text }

  /// A text as a formula writes it, in quotes, with quotes inside doubled.
  ///
  /// A longer text than the 255 characters that Excel allows a literal is joined from several.
  public static func literal(_ text: String) -> String {
    var pieces: [String] = []
    var piece = String.UnicodeScalarView()
    var units = 0
    // By scalars: a Swift character joins a quote with a combining mark after it.
    for scalar in text.unicodeScalars {
      let width = UTF16.width(scalar)
      if units + width > 255 {
        pieces.append(String(piece))
        (piece, units) = (String.UnicodeScalarView(), 0)
      }
      piece.append(scalar)
      if scalar == "\"" { piece.append(scalar) }
      units += width
    }
    return (pieces + [String(piece)]).map { "\"\($0)\"" }.joined(separator: "&")
  }
}
