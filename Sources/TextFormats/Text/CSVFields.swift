/// Reads the fields of comma-separated values after RFC 4180, one after the other.
///
/// What stands after a closing quote belongs to the field; a row may end with a line feed alone.
package struct CSVFields: Sendable {
  /// A field.
  package struct Field: Sendable, Equatable {
    /// Its content, without quotes.
    package var bytes: [UInt8]
    /// Whether a row ends with it.
    package var endsRow: Bool
  }

  private var rest: ArraySlice<UInt8>
  private let delimiter: UInt8
  private var isInsideRow = false

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - text: The rows.
  ///   - delimiter: The sign between fields.
  package init(_ text: ArraySlice<UInt8>, delimiter: UInt8 = UInt8(ascii: ",")) {
    rest = text
    self.delimiter = delimiter
  }

  /// The next field; nil after the last one.
  package mutating func next() -> Field? {
    guard !rest.isEmpty || isInsideRow else { return nil }
    var bytes: [UInt8] = []
    var isQuoted = false
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && rest.first == byte:
        bytes.append(byte)
        rest.removeFirst()
      case UInt8(ascii: "\""): isQuoted.toggle()
      case delimiter where !isQuoted:
        isInsideRow = true
        return Field(bytes: bytes, endsRow: false)
      case UInt8(ascii: "\r") where !isQuoted && rest.first == UInt8(ascii: "\n"): continue
      case UInt8(ascii: "\n") where !isQuoted:
        isInsideRow = false
        return Field(bytes: bytes, endsRow: true)
      default: bytes.append(byte)
      }
    }
    isInsideRow = false
    return Field(bytes: bytes, endsRow: true)
  }
}
