import Numerals

/// Rows of comma-separated values after RFC 4180.
package enum CSV {
  /// A row with its line end; fields that hold a comma, a quote or a line end are quoted.
  package static func row(_ fields: [String]) -> String {
    var row = ""
    append(fields, to: &row)
    return row
  }

  /// Appends a row with its line end to a text.
  package static func append(_ fields: [String], to text: inout String) {
    for (index, value) in fields.enumerated() {
      if index > 0 { text += "," }
      text += field(value)
    }
    text += "\r\n"
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
    let comma = UInt8(ascii: ",")
    guard text.utf8.contains(where: { isSpecial($0, delimiter: comma) }) else { return text }
    return String(decoding: field(Array(text.utf8), delimiter: comma), as: UTF8.self)
  }

  /// Whether a field that holds a byte has to be quoted.
  private static func isSpecial(_ byte: UInt8, delimiter: UInt8) -> Bool {
    byte == delimiter || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\r")
      || byte == UInt8(ascii: "\n")
  }

  /// The bytes of a field; quoted where it holds the delimiter, a quote or a line end.
  ///
  /// By bytes: a Swift character joins a comma with a combining mark, and `\r\n` into one.
  static func field(_ text: [UInt8], delimiter: UInt8) -> [UInt8] {
    guard text.contains(where: { isSpecial($0, delimiter: delimiter) }) else { return text }
    let quote = UInt8(ascii: "\"")
    return [quote] + text.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
