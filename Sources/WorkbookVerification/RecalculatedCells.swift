import Glibc
import Publishing
import Workbook

/// Reads the cells of a spreadsheet that LibreOffice wrote as a flat file (`.fods`).
///
/// Cells come sheet by sheet, row by row and from left to right; empty ones are passed over. The
/// numbers have 15 significant digits, which is what LibreOffice writes in every format.
struct RecalculatedCells: ~Copyable, CellSource {
  // LibreOffice leaves them out when it opens a workbook.
  static let dropsTabs = true

  /// One cell.
  struct Cell: Equatable {
    /// What the cell shows.
    enum Value: Equatable {
      case number(Double)
      case text(String)
      case boolean(Bool)
      /// An error such as `#DIV/0!`.
      case error(String)
    }

    var sheet: String
    var address: CellAddress
    var hasFormula: Bool
    /// The formula as the book writes it; nil where there is none or the program writes another form.
    var formula: String?
    var value: Value
  }

  private let path: String
  private var scanner: XMLReader
  private var sheet = ""
  private var row = 0
  private var rowRepeats = 1
  private var column = 0
  /// The cells of one row, how many of them were handed out, and how often the row is still due.
  private var rowCells: [Cell] = []
  private var given = 0
  private var rowsDue = 0

  /// Opens a file.
  init(path: String) throws(ReportError) {
    self.path = path
    let file = try OpenFile(path)
    do throws(ReadingError) {
      scanner = try XMLReader { (buffer: inout [UInt8]) throws(ReadingError) in
        try file.read(into: &buffer)
      }
    } catch {
      throw Self.failure(error, path)
    }
  }

  private mutating func token() throws(ReportError) -> XMLReader.Token {
    do throws(ReadingError) { return try scanner.next() } catch { throw Self.failure(error, path) }
  }

  private static func failure(_ error: ReadingError, _ path: String) -> ReportError {
    switch error {
    case .system(let code): .cannotRead(path, code: code)
    case .damaged(let reason): ReportError(.failed, "\(path) is damaged: \(reason).")
    }
  }

  /// The next cell; nil after the last one.
  mutating func next() throws(ReportError) -> Cell? {
    while true {
      if let cell = nextOfRow() { return cell }
      switch try token() {
      case .end: return nil
      case .text: continue
      case .close: if scanner.named("table:table-row") { endRow() }
      case .open: try open()
      }
    }
  }

  private mutating func open() throws(ReportError) {
    if scanner.named("table:table") {
      sheet = scanner.attribute("table:name") ?? ""
      row = 0
    } else if scanner.named("table:table-row") {
      rowRepeats = count("table:number-rows-repeated")
      column = 0
      (rowCells, given, rowsDue) = ([], 0, 0)
    } else if scanner.named("table:table-cell") || scanner.named("table:covered-table-cell") {
      try readCell()
    } else if Self.isAside(scanner) {
      try skip()
    }
  }

  private mutating func endRow() {
    // Rows are only repeated when they are equal, which rows of formulas never are.
    rowsDue = min(rowRepeats, CellAddress.rowLimit - row)
    row += rowsDue
  }

  /// The next cell of the row that was read last; nil when it is not due any more.
  private mutating func nextOfRow() -> Cell? {
    guard rowsDue > 0, !rowCells.isEmpty else { return nil }
    var cell = rowCells[given]
    cell.address.row = row - rowsDue
    given += 1
    if given == rowCells.count { (given, rowsDue) = (0, rowsDue - 1) }
    return cell
  }

  private func count(_ attribute: StaticString) -> Int {
    min(max(scanner.attribute(attribute).flatMap { Int($0) } ?? 1, 1), CellAddress.rowLimit)
  }

  private mutating func readCell() throws(ReportError) {
    let repeats = min(
      count("table:number-columns-repeated"), CellAddress.columnLimit - column)
    let kind = scanner.attribute("office:value-type")
    let isError = scanner.attribute("calcext:value-type") == "error"
    let hasFormula = scanner.has("table:formula")
    let number = kind == nil ? nil : scanner.attribute("office:value").flatMap { Double($0) }
    let boolean = scanner.attribute("office:boolean-value")
    let stored = scanner.attribute("office:string-value")
    let shown = try text()
    let value: Cell.Value?
    if isError {
      value = .error(shown)
    } else if let boolean {
      value = .boolean(boolean == "true")
    } else if let number {
      value = .number(number)
    } else if kind != nil {
      value = .text(stored ?? shown)
    } else {
      value = nil
    }
    if let value {
      for index in 0..<repeats {
        rowCells.append(
          Cell(
            sheet: sheet, address: CellAddress(row: row, column: column + index),
            hasFormula: hasFormula, value: value))
      }
    }
    column += repeats
  }

  /// The text inside the current cell, up to its closing tag.
  private mutating func text() throws(ReportError) -> String {
    var text = ""
    var paragraphs = 0
    var depth = 1
    while depth > 0 {
      switch try token() {
      case .end: throw ReportError(.failed, "LibreOffice's copy of the workbook is cut off.")
      case .close: depth -= 1
      case .text: if depth > 1 { text += scanner.content }
      case .open:
        if Self.isAside(scanner) {
          try skip()
          continue
        }
        depth += 1
        if scanner.named("text:p") {
          if paragraphs > 0 { text += "\n" }
          paragraphs += 1
        } else if scanner.named("text:s") {
          let count = scanner.attribute("text:c").flatMap { Int($0) } ?? 1
          text += String(repeating: " ", count: min(max(count, 1), 32_767))
        } else if scanner.named("text:tab") {
          text += "\t"
        } else if scanner.named("text:line-break") {
          text += "\n"
        }
      }
    }
    return text
  }

  /// Notes, drawings and charts, which hold texts and tables of their own.
  private static func isAside(_ scanner: borrowing XMLReader) -> Bool {
    scanner.named("office:annotation") || scanner.named("table:shapes")
      || scanner.isNamed(inPrefix: "draw:")
  }

  private mutating func skip() throws(ReportError) {
    var depth = 1
    while depth > 0 {
      switch try token() {
      case .end: throw ReportError(.failed, "LibreOffice's copy of the workbook is cut off.")
      case .open: depth += 1
      case .close: depth -= 1
      case .text: break
      }
    }
  }
}

/// A file that is open for reading, closed when it is let go of.
private final class OpenFile {
  private let descriptor: CInt

  init(_ path: String) throws(ReportError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotRead(path, code: errno) }
  }

  deinit { close(descriptor) }

  func read(into buffer: inout [UInt8]) throws(ReadingError) -> Int {
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw .system(code: errno) }
    }
  }
}
