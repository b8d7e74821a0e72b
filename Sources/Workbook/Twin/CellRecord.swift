/// One cell of a book as a line of a list.
public struct CellRecord: Hashable, Sendable {
  /// What a cell shows.
  public enum Value: Hashable, Sendable {
    /// Nothing.
    case blank
    /// A finite number.
    case number(Double)
    /// A text; also the words that stand for numbers that are not finite.
    case text(String)
    /// A truth value.
    case boolean(Bool)
  }

  /// The name of the sheet.
  public var sheet: String
  /// Where on the sheet.
  public var address: CellAddress
  /// The formula without `=`, an array formula in braces, `{=…}`; nil where the cell has none.
  public var formula: String?
  /// What the cell shows.
  public var value: Value

  /// A line of the list.
  public init(sheet: String, address: CellAddress, formula: String? = nil, value: Value) {
    self.sheet = sheet
    self.address = address
    self.formula = formula
    self.value = value
  }

  /// A cell as it will stand in the file.
  init(sheet: String, address: CellAddress, content: CellContent) {
    self.init(sheet: sheet, address: address, value: .blank)
    switch content {
    case .blank: break
    case .number(let number): value = Self.value(.number(number))
    // A workbook stores no empty text: the cell has its look alone.
    case .text(let text): value = text.isEmpty ? .blank : .text(text)
    case .boolean(let flag): value = .boolean(flag)
    case .link(let link): value = .text(link.text)
    case .formula(let formula):
      self.formula = formula.shown
      value = Self.value(formula.result)
    }
  }

  private static func value(_ result: Formula.Result) -> Value {
    switch result.storable {
    case .number(let number): .number(number)
    case .text(let text): .text(text)
    }
  }
}

extension Sheet {
  /// Calls a function for each cell that is not blank, row by row and from left to right.
  public func forEachCell<Failure>(
    _ body: (CellRecord) throws(Failure) -> Void
  ) throws(Failure) {
    let singles = cells.sorted { $0.key < $1.key }
    let columns = blocks.filter { $0.content.count > 0 }.sorted { $0.column < $1.column }
    let lastBlockRow = columns.map(\.rows.upperBound).max() ?? 0
    let lastRow = max(lastBlockRow, (singles.last?.key.row ?? -1) + 1)
    var next = 0
    for row in 0..<lastRow {
      var records: [CellRecord] = []
      while next < singles.count, singles[next].key.row == row {
        let (address, cell) = singles[next]
        records.append(CellRecord(sheet: name, address: address, content: cell.content))
        next += 1
      }
      let hasSingles = !records.isEmpty
      for block in columns where block.rows.contains(row) {
        records.append(
          CellRecord(
            sheet: name, address: CellAddress(row: row, column: block.column),
            content: block.content(row: row)))
      }
      if hasSingles { records.sort { $0.address < $1.address } }
      for record in records where record.value != .blank || record.formula != nil {
        try body(record)
      }
    }
  }
}

extension Book {
  /// Calls a function for each cell that is not blank: sheet by sheet, row by row, from left to
  /// right.
  public func forEachCell<Failure>(
    _ body: (CellRecord) throws(Failure) -> Void
  ) throws(Failure) {
    for sheet in sheets { try sheet.forEachCell(body) }
  }
}
