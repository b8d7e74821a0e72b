/// Where a cell stands on its sheet.
///
/// Rows and columns count from 0, so that `A1` is row 0, column 0.
public struct CellAddress: Hashable, Sendable {
  /// The number of rows that a sheet can have: 1,048,576.
  public static let rowLimit = 1_048_576
  /// The number of columns that a sheet can have: 16,384, the last of which is `XFD`.
  public static let columnLimit = 16_384

  /// The row, counted from 0.
  public var row: Int
  /// The column, counted from 0.
  public var column: Int

  /// An address by its numbers, both counted from 0.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// An address from its text, such as `B12`; nil when the text is none or lies off the sheet.
  ///
  /// Lower-case letters are understood; `$` signs and sheet names are not.
  public init?(_ a1: some StringProtocol) {
    var scanner = ReferenceScanner(Array(a1.utf8))
    guard let found = scanner.reference(at: 0), found.end == scanner.count,
      !found.columnIsFixed, !found.rowIsFixed
    else { return nil }
    self.init(row: found.row, column: found.column)
  }

  /// The address as text, such as `B12`.
  public var a1: String { Self.columnName(column) + String(row + 1) }

  /// The address as text that copying does not change, such as `$B$12`.
  public var absolute: String { "$" + Self.columnName(column) + "$" + String(row + 1) }

  /// Whether a sheet has this address.
  public var isOnSheet: Bool {
    (0..<Self.rowLimit).contains(row) && (0..<Self.columnLimit).contains(column)
  }

  /// The address that lies `rows` further down and `columns` further right.
  public func moved(rows: Int = 0, columns: Int = 0) -> CellAddress {
    CellAddress(row: row + rows, column: column + columns)
  }

  /// The letters of a column, counted from 0: `A`, …, `Z`, `AA`, …, `XFD`.
  public static func columnName(_ column: Int) -> String {
    precondition(column >= 0, "Column \(column) is negative")
    var letters: [UInt8] = []
    var rest = column + 1
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }
}

extension CellAddress: Comparable {
  /// Whether `left` comes first when a sheet is read row by row.
  public static func < (left: CellAddress, right: CellAddress) -> Bool {
    (left.row, left.column) < (right.row, right.column)
  }
}

extension CellAddress: CustomStringConvertible {
  /// The address as text, such as `B12`.
  public var description: String { a1 }
}

extension CellAddress: ExpressibleByStringLiteral {
  /// An address written in the source; a literal that is no address is a programmer error.
  public init(stringLiteral value: String) {
    guard let address = CellAddress(value) else {
      preconditionFailure("\"\(value)\" is no cell address")
    }
    self = address
  }
}
