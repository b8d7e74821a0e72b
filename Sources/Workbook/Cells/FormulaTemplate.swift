/// A formula for a whole column of cells: the same in every row but for the rows that it names.
///
/// It is compiled once into pieces of text and the row numbers between them, and rendered for a
/// row into a buffer of bytes, because a big workbook has millions of formulas and making a
/// `String` of each would cost more than writing it.
public struct FormulaTemplate: Hashable, Sendable {
  /// A piece of a formula.
  public enum Piece: Hashable, Sendable {
    /// Text that is the same in every row.
    case text(String)
    /// A cell of a column, on this sheet or another.
    case cell(sheet: String? = nil, column: Int, row: Row)
    /// A cell that is the same from every row.
    case fixed(sheet: String? = nil, CellAddress)
  }

  /// Which row a reference means; rows count from 0.
  public enum Row: Hashable, Sendable {
    /// So many rows below the one that the formula stands in; negative: above.
    case offset(Int)
    /// Always the same one.
    case fixed(Int)
  }

  /// Literal bytes; the row number of `shifts[i]` follows byte `ends[i]`.
  private var literals: [UInt8] = []
  private var ends: [Int] = []
  /// The row of a reference minus the row of the formula, plus 1 for counting from 1.
  private var shifts: [Int] = []

  /// A template from its pieces; a leading `=` is dropped.
  public init(_ pieces: [Piece]) {
    for piece in pieces {
      switch piece {
      case .text(let text): append(text)
      case .fixed(let sheet, let address): append(CellRange(sheet: sheet, address).absolute)
      case .cell(let sheet, let column, let row):
        if let sheet { append(SheetName.quoted(sheet) + "!") }
        switch row {
        case .fixed(let row):
          append(CellAddress.columnName(column) + "$" + String(row + 1))
        case .offset(let offset):
          append(CellAddress.columnName(column))
          mark(shift: offset + 1)
        }
      }
    }
    dropEqualsSign()
  }

  /// A template from the formula as it stands in one row, as when a cell is copied downwards.
  ///
  /// References such as `B12` and `$B12` move with the row, `B$12` and `$B$12` stay. Texts in
  /// quotes, quoted sheet names and function names are left alone.
  ///
  /// - Parameters:
  ///   - formula: The formula in Excel's English syntax; a leading `=` is dropped.
  ///   - row: The row that it is written for, counted from 0.
  public init(_ formula: String, writtenForRow row: Int) {
    let bytes = Array(formula.utf8)
    var scanner = ReferenceScanner(bytes)
    var position = 0
    for reference in scanner.references() where !reference.rowIsFixed {
      literals += bytes[position..<reference.rowStart]
      mark(shift: reference.row - row + 1)
      position = reference.end
    }
    literals += bytes[position...]
    dropEqualsSign()
  }

  /// The formula in a row, counted from 0, without the `=`.
  public func text(row: Int) -> String {
    var buffer = FormulaBuffer()
    render(row: row, into: &buffer)
    return buffer.string
  }

  /// Whether every reference lies on the sheet, for each of the rows.
  func staysOnSheet(rows: Range<Int>) -> Bool {
    guard let first = rows.first, let last = rows.last else { return true }
    return shifts.allSatisfy { first + $0 >= 1 && last + $0 <= CellAddress.rowLimit }
  }

  /// A bound for the number of bytes that a row needs.
  var byteBound: Int { literals.count + 8 * shifts.count }

  /// Renders the formula of a row into a buffer, which is emptied first.
  @inline(__always)
  func render(row: Int, into buffer: inout FormulaBuffer) {
    buffer.reset(reserving: byteBound)
    literals.withUnsafeBufferPointer { literals in
      var start = 0
      for index in ends.indices {
        buffer.append(UnsafeBufferPointer(rebasing: literals[start..<ends[index]]))
        buffer.append(row + shifts[index])
        start = ends[index]
      }
      buffer.append(UnsafeBufferPointer(rebasing: literals[start...]))
    }
  }

  private mutating func append(_ text: String) { literals += text.utf8 }

  private mutating func mark(shift: Int) {
    ends.append(literals.count)
    shifts.append(shift)
  }

  private mutating func dropEqualsSign() {
    guard literals.first == UInt8(ascii: "="), ends.first != 0 else { return }
    literals.removeFirst()
    for index in ends.indices { ends[index] -= 1 }
  }
}
