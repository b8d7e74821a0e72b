import Numerals

/// Rows of comma-separated values after RFC 4180.
package enum CSV {
  /// A row with its line end; fields that hold a comma, a quote or a line end are quoted.
  package static func row(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\r\n"
  }

  /// A number as the shortest text that reads back to the same bits; `NaN`, `Inf` or `-Inf`.
  package static func number(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "Inf" }
    return NumberText.shortest(value)
  }

  /// A field; quoted where it holds a comma, a quote or a line end.
  static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
