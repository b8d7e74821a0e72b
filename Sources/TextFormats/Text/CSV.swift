import Numerals

/// Rows of comma-separated values after RFC 4180.
package enum CSV {
  /// A row with its line end; fields that hold a comma, a quote or a line end are quoted.
  package static func row(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\r\n"
  }

  /// The head of a table, with its line end.
  ///
  /// A spreadsheet takes a field that begins with `=`, `+`, `-` or `@` for a formula. Names in a head
  /// may come from outside, so that such a field gets an apostrophe, which marks it as text.
  package static func head(_ fields: [String]) -> String {
    row(
      fields.map { field in
        let isFormula = field.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) }
        return isFormula == true ? "'" + field : field
      })
  }

  /// A number as the shortest text that reads back to the same bits; `NaN`, `Inf` or `-Inf`.
  package static func number(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "Inf" }
    return NumberText.shortest(value)
  }

  /// A field; quoted where it holds a comma, a quote or a line end.
  static func field(_ text: String) -> String {
    // By bytes: a Swift character joins a comma with a combining mark, and "\r\n" into one.
    let special: [UInt8] = Array(",\"\r\n".utf8)
    guard text.utf8.contains(where: special.contains) else { return text }
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    return String(decoding: bytes + [UInt8(ascii: "\"")], as: UTF8.self)
  }
}
