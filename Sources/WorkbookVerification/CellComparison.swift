import Publishing
import Workbook

/// The outcome of comparing one workbook's cells with the core's.
package struct CellComparison: Sendable, Equatable {
  /// A cell that does not show what the core says.
  package struct Difference: Sendable, Equatable {
    /// The sheet and the address.
    package var place: String
    /// What the core says.
    package var expected: String
    /// What the cell shows.
    package var found: String
  }

  /// How far the numbers are apart at most.
  package struct LargestDifference: Sendable, Equatable {
    /// The difference as a part of the expected value.
    package var relative: Double
    /// The sheet and the address.
    package var place: String
  }

  /// The cells that were compared.
  package internal(set) var cells = 0
  /// Those of them that hold formulas.
  package internal(set) var formulas = 0
  /// Formulas whose value is not finite, and which a spreadsheet program shows as an error.
  package internal(set) var notFinite = 0
  /// Numbers that agree to 1e-12 of the largest in their column, though not of their own.
  ///
  /// They are what is left when nearly equal numbers are subtracted, as in the gradients of a network
  /// that has learned its targets: their digits are those of the rounding before.
  package internal(set) var scaled = 0
  /// Numbers that are held to an absolute bound: checks by differences, and those below 1e-6, of
  /// which LibreOffice's file has 20 decimals.
  package internal(set) var loose = 0
  /// The largest relative difference of the other numbers, those that differ included; nil where no
  /// number was met.
  package internal(set) var largest: LargestDifference?
  /// The number of cells that differ.
  package internal(set) var differing = 0
  /// The first of them.
  package internal(set) var differences: [Difference] = []

  /// How many differing cells are kept.
  static let kept = 20

  /// Compares a book with a file, cell by cell, both read once from front to back.
  ///
  /// - Parameters:
  ///   - expected: The book that the core makes, and its tolerances.
  ///   - cells: The cells of the file.
  /// - Returns: What was found.
  /// - Throws: `ReportError` when the file cannot be read.
  static func compare<Source: CellSource & ~Copyable>(
    _ expected: ExpectedWorkbook, with cells: inout Source
  ) throws(ReportError) -> CellComparison {
    var comparison = CellComparison()
    var found = try cells.next()
    let order = Dictionary(
      expected.book.sheets.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first })
    for (index, sheet) in expected.book.sheets.enumerated() {
      let tolerances = expected.tolerances.filter { $0.range.sheet == sheet.name }
      let scales = ColumnScales(sheet)
      try sheet.forEachCell { (record) throws(ReportError) in
        // Cells of the file that come before this one are not in the book.
        while let cell = found,
          (order[cell.sheet] ?? .max, cell.address) < (index, record.address)
        {
          comparison.add(.init(place: cell.place, expected: "nothing", found: cell.value.text))
          found = try cells.next()
        }
        if let cell = found, cell.sheet == record.sheet, cell.address == record.address {
          let tolerance = tolerances.first { $0.range.contains(record.address) }?.tolerance
          comparison.compare(
            Source.dropsTabs ? record.withoutTabs : record, cell, tolerance ?? .standard,
            scale: scales.scale(at: record.address))
          found = try cells.next()
        } else {
          comparison.compare(record, nil, .standard, scale: 0)
        }
      }
    }
    while let cell = found {
      comparison.add(.init(place: cell.place, expected: "nothing", found: cell.value.text))
      found = try cells.next()
    }
    return comparison
  }

  private mutating func compare(
    _ record: CellRecord, _ cell: RecalculatedCells.Cell?, _ tolerance: CellTolerance,
    scale: Double
  ) {
    cells += 1
    if record.formula != nil { formulas += 1 }
    let place = "\(SheetName.quoted(record.sheet))!\(record.address)"
    // An empty text and an empty cell look the same.
    guard let cell else {
      if record.value != .text("") {
        add(.init(place: place, expected: record.value.text, found: "nothing"))
      }
      return
    }
    // LibreOffice turns the truth values of a workbook into the formulas TRUE() and FALSE(), and
    // shows 1 and 0 where it does not calculate.
    var isTruthValue = false
    if case .boolean = record.value { isTruthValue = true }
    if !isTruthValue, (record.formula != nil) != cell.hasFormula {
      let said = record.formula.map { "the formula =\($0)" } ?? "no formula"
      add(
        .init(
          place: place, expected: said,
          found: cell.hasFormula ? "a formula" : "the value \(cell.value.text)"))
      return
    }
    if let formula = cell.formula, formula != record.formula {
      add(
        .init(
          place: place, expected: "the formula =\(record.formula ?? "")",
          found: "the formula =\(formula)"))
      return
    }
    switch (record.value, cell.value) {
    case (.number(let expected), .number(let value)):
      let difference = expected == value ? 0 : abs(value - expected) / abs(expected)
      let passes =
        tolerance.accepts(value, for: expected) || Self.isRounding(value, of: expected)
      if !passes, abs(value - expected) <= CellTolerance.standard.relative * scale {
        scaled += 1
        return
      }
      if passes, difference > CellTolerance.standard.relative {
        loose += 1
        return
      }
      if difference > largest?.relative ?? -1 {
        largest = LargestDifference(relative: difference, place: place)
      }
      if passes { return }
    case (.text(let expected), .text(let value)) where expected == value: return
    case (.boolean(let expected), .boolean(let value)) where expected == value: return
    case (.boolean(let expected), .number(let value)) where value == (expected ? 1 : 0): return
    case (.text(let word), .error) where NonFiniteWord.all.contains(word) && record.formula != nil:
      notFinite += 1
      return
    default: break
    }
    add(.init(place: place, expected: record.value.text, found: cell.value.text))
  }

  /// Whether two numbers differ only by what is lost in LibreOffice's flat file.
  ///
  /// It writes numbers from 1e-15 on with at most 20 decimals, so that a small one has fewer than
  /// 15 digits.
  private static func isRounding(_ value: Double, of expected: Double) -> Bool {
    abs(expected) < 1e-6 && abs(value - expected) <= 5.1e-21
  }

  private mutating func add(_ difference: Difference) {
    differing += 1
    if differences.count < Self.kept { differences.append(difference) }
  }
}

/// The words that stand for results that are not finite.
private enum NonFiniteWord {
  static let all: Set = ["NaN", "Inf", "-Inf"]
}

/// The largest magnitudes of a sheet's computed columns.
private struct ColumnScales {
  private var columns: [Int: [(rows: Range<Int>, scale: Double)]] = [:]

  init(_ sheet: Sheet) {
    for block in sheet.blocks {
      guard case .formulas(_, let results) = block.content else { continue }
      let scale = results.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
      columns[block.column, default: []].append(
        (block.firstRow..<block.firstRow + results.count, scale))
    }
  }

  /// The largest magnitude in the column of a cell; 0 outside of computed columns.
  func scale(at address: CellAddress) -> Double {
    columns[address.column]?.first { $0.rows.contains(address.row) }?.scale ?? 0
  }
}

extension RecalculatedCells.Cell {
  fileprivate var place: String { "\(SheetName.quoted(sheet))!\(address)" }
}

extension RecalculatedCells.Cell.Value {
  fileprivate var text: String {
    switch self {
    case .number(let value): value.description
    case .text(let text): "\"\(text)\""
    case .boolean(let value): value ? "TRUE" : "FALSE"
    case .error(let text): "the error \(text)"
    }
  }
}

extension CellRecord {
  /// The same cell, its text without tabs.
  fileprivate var withoutTabs: CellRecord {
    guard case .text(let text) = value, text.utf8.contains(UInt8(ascii: "\t")) else { return self }
    var record = self
    record.value = .text(text.filter { $0 != "\t" })
    return record
  }
}

extension CellRecord.Value {
  fileprivate var text: String {
    switch self {
    case .blank: "nothing"
    case .number(let value): value.description
    case .text(let text): "\"\(text)\""
    case .boolean(let value): value ? "TRUE" : "FALSE"
    }
  }
}
