/// A rectangle of cells, on this sheet or a named one.
public struct CellRange: Hashable, Sendable {
  /// The sheet; nil for the one that the range is used on.
  public var sheet: String?
  /// The upper left cell.
  public var first: CellAddress
  /// The lower right cell.
  public var last: CellAddress

  /// The rectangle between two opposite corners, in whichever order they are given.
  public init(sheet: String? = nil, _ corner: CellAddress, _ opposite: CellAddress) {
    self.sheet = sheet
    first = CellAddress(
      row: min(corner.row, opposite.row), column: min(corner.column, opposite.column))
    last = CellAddress(
      row: max(corner.row, opposite.row), column: max(corner.column, opposite.column))
  }

  /// One cell.
  public init(sheet: String? = nil, _ cell: CellAddress) { self.init(sheet: sheet, cell, cell) }

  /// A piece of one column; `rows` counts from 0.
  public init(sheet: String? = nil, column: Int, rows: Range<Int>) {
    self.init(
      sheet: sheet, CellAddress(row: rows.lowerBound, column: column),
      CellAddress(row: max(rows.lowerBound, rows.upperBound - 1), column: column))
  }

  /// The number of rows.
  public var rowCount: Int { last.row - first.row + 1 }
  /// The number of columns.
  public var columnCount: Int { last.column - first.column + 1 }
  /// Whether the range is a single cell.
  public var isOneCell: Bool { first == last }

  /// Whether a cell lies inside; sheets are not compared.
  public func contains(_ address: CellAddress) -> Bool {
    (first.row...last.row).contains(address.row)
      && (first.column...last.column).contains(address.column)
  }

  /// Whether two ranges share a cell; sheets are not compared.
  public func overlaps(_ other: CellRange) -> Bool {
    first.row <= other.last.row && other.first.row <= last.row
      && first.column <= other.last.column && other.first.column <= last.column
  }

  /// The range as a formula writes it, such as `B2:C9`.
  public var a1: String { prefix + (isOneCell ? first.a1 : first.a1 + ":" + last.a1) }

  /// The range as text that copying does not change, such as `'η = 1'!$B$2:$C$9`.
  public var absolute: String {
    prefix + (isOneCell ? first.absolute : first.absolute + ":" + last.absolute)
  }

  private var prefix: String { sheet.map { SheetName.quoted($0) + "!" } ?? "" }
}

extension CellRange: CustomStringConvertible {
  /// The range as a formula writes it, such as `B2:C9`.
  public var description: String { a1 }
}
