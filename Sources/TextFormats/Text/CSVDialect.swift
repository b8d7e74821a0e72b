/// How comma-separated values are written for a program that opens them.
///
/// All tables are made in the ``standard`` dialect, which programs read, and rewritten where another
/// one is wanted: a spreadsheet in a language with a decimal comma takes `0.5` for a text or a date,
/// and one without a byte order mark shows the signs in names such as `∂E/∂w1` as others.
package struct CSVDialect: Sendable, Equatable {
  /// The sign between fields.
  package enum Delimiter: UInt8, CaseIterable, Sendable {
    case comma = 0x2C
    case semicolon = 0x3B
    case tab = 0x09
  }

  /// The sign between fields.
  package var delimiter: Delimiter
  /// Whether numbers have a comma before their decimals.
  package var hasDecimalComma: Bool
  /// Whether the text begins with U+FEFF, by which spreadsheets know UTF-8.
  package var hasByteOrderMark: Bool

  /// A dialect.
  package init(
    delimiter: Delimiter = .comma, hasDecimalComma: Bool = false, hasByteOrderMark: Bool = false
  ) {
    self.delimiter = delimiter
    self.hasDecimalComma = hasDecimalComma
    self.hasByteOrderMark = hasByteOrderMark
  }

  /// RFC 4180 with decimal points, as programs read it.
  package static let standard = CSVDialect()

  /// What stands at the beginning of a file.
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Rewrites a table.
  ///
  /// - Parameter table: Rows in the standard dialect.
  /// - Returns: The same rows in this one. Only fields that are numbers get a decimal comma.
  package func rewritten(_ table: [UInt8]) -> [UInt8] {
    guard self != .standard else { return table }
    var result = hasByteOrderMark ? Self.mark : []
    result.reserveCapacity(table.count + table.count / 8)
    var fields = CSVFields(table[...])
    while let field = fields.next() {
      result += CSV.field(localized(field.bytes), delimiter: delimiter.rawValue)
      if field.endsRow { result += "\r\n".utf8 } else { result.append(delimiter.rawValue) }
    }
    return result
  }

  /// Rewrites a table that is a text.
  ///
  /// - Parameter table: Rows in the standard dialect.
  /// - Returns: The same rows in this one.
  package func rewritten(_ table: String) -> String {
    self == .standard
      ? table : String(decoding: rewritten(Array(table.utf8)), as: UTF8.self)
  }

  private func localized(_ field: [UInt8]) -> [UInt8] {
    guard hasDecimalComma, let point = field.firstIndex(of: UInt8(ascii: ".")),
      Self.isNumber(field)
    else { return field }
    var field = field
    field[point] = UInt8(ascii: ",")
    return field
  }

  /// Whether a field is a decimal number as this program writes them: `-0.5`, `1.5e-07`.
  private static func isNumber(_ field: [UInt8]) -> Bool {
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    var rest = field[...]
    func dropSign() {
      if let sign = rest.first, sign == 0x2B || sign == 0x2D { rest.removeFirst() }
    }
    func dropDigits() -> Bool {
      let count = rest.prefix(while: isDigit).count
      rest = rest.dropFirst(count)
      return count > 0
    }
    dropSign()
    guard dropDigits(), rest.popFirst() == UInt8(ascii: "."), dropDigits() else { return false }
    guard let mark = rest.popFirst() else { return true }
    guard mark | 0x20 == UInt8(ascii: "e") else { return false }
    dropSign()
    return dropDigits() && rest.isEmpty
  }
}
