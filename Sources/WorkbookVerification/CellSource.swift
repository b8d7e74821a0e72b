import Publishing
import Workbook

/// Gives the cells of a workbook one after the other: sheet by sheet, row by row and from left to
/// right.
protocol CellSource: ~Copyable {
  /// Whether tabs inside of texts are lost on the way.
  static var dropsTabs: Bool { get }

  /// The next cell that is not empty; nil after the last one.
  ///
  /// - Throws: `ReportError` where the file cannot be read.
  mutating func next() throws(ReportError) -> RecalculatedCells.Cell?
}

/// The cells that a workbook's file itself stores, read without any other program.
struct StoredBook: CellSource, ~Copyable {
  static let dropsTabs = false

  private let package: WorkbookPackage
  private let texts: [String]
  private let names: [String]
  private var cells: StoredCells?
  private var opened: Int

  /// Opens a workbook.
  ///
  /// - Parameter bytes: The whole file, which must outlive this value.
  /// - Throws: `ReportError` of category `badData` for what is no workbook.
  init(_ bytes: UnsafeRawBufferPointer) throws(ReportError) {
    let (package, texts, names) = try Self.open(bytes)
    self.package = package
    self.texts = texts
    self.names = names
    cells = nil
    opened = 0
  }

  private static func open(
    _ bytes: UnsafeRawBufferPointer
  ) throws(ReportError) -> (WorkbookPackage, [String], [String]) {
    do throws(ReadingError) {
      let package = try WorkbookPackage(bytes)
      return (package, try package.sharedTexts(), try package.sheetNames())
    } catch {
      throw failure(error)
    }
  }

  mutating func next() throws(ReportError) -> RecalculatedCells.Cell? {
    do throws(ReadingError) {
      while true {
        if let record = try cells?.next() { return RecalculatedCells.Cell(record) }
        guard opened < names.count else { return nil }
        cells = try package.cells(ofSheet: opened, named: names[opened], sharedTexts: texts)
        opened += 1
      }
    } catch {
      throw Self.failure(error)
    }
  }

  private static func failure(_ error: ReadingError) -> ReportError {
    let reason =
      switch error {
      case .damaged(let reason): reason
      case .system(let code): "error \(code)"
      }
    return ReportError(.badData, "It is damaged: \(reason). Make it again.")
  }
}

extension RecalculatedCells.Cell {
  fileprivate init(_ record: CellRecord) {
    let value: Value =
      switch record.value {
      case .blank: .text("")
      case .number(let number): .number(number)
      case .text(let text): .text(text)
      case .boolean(let flag): .boolean(flag)
      }
    self.init(
      sheet: record.sheet, address: record.address, hasFormula: record.formula != nil,
      formula: record.formula, value: value)
  }
}
