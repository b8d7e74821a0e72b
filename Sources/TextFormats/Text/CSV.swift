import Numerals

/// Rows of comma-separated values after RFC 4180.
package enum CSV {
  /// A row with its line end; fields that hold a comma, a quote or a line end are quoted.
  package static func row(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\r\n"
  }

  /// The head of a table, with its line end.
  ///
  /// Names in a head may come from outside; see ``text(_:)``.
  package static func head(_ fields: [String]) -> String { row(fields.map(text)) }

  /// A field that is a text for a spreadsheet, too.
  ///
  /// Spreadsheets take a field that begins with `=`, `+`, `-` or `@` for a formula, in quotes, too.
  /// Such a one gets an apostrophe, which marks it as text.
  package static func text(_ field: String) -> String {
    let isFormula = field.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) }
    return isFormula == true ? "'" + field : field
  }

  /// A number as the shortest text that reads back to the same bits; `NaN`, `Inf` or `'-Inf`.
  package static func number(_ value: Double) -> String {
    value.isFinite ? NumberText.shortest(value) : text(NumberText.word(value))
  }

  /// A field; quoted where it holds a comma, a quote or a line end.
  private static func field(_ text: String) -> String {
    String(decoding: field(Array(text.utf8), delimiter: UInt8(ascii: ",")), as: UTF8.self)
  }

  /// The bytes of a field; quoted where it holds the delimiter, a quote or a line end.
  ///
  /// By bytes: a Swift character joins a comma with a combining mark, and `\r\n` into one.
  static func field(_ text: [UInt8], delimiter: UInt8) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    let isSpecial = { (byte: UInt8) in
      byte == delimiter || byte == quote || byte == UInt8(ascii: "\r")
        || byte == UInt8(ascii: "\n")
    }
    guard text.contains(where: isSpecial) else { return text }
    return [quote] + text.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
