/// The widths of a sheet's columns, those that are to fit computed from the cells.
struct FittedWidths {
  private let sheet: Sheet
  private var needed: [Int: Double] = [:]

  /// Measures the columns that are to fit.
  init(_ sheet: Sheet) {
    self.sheet = sheet
    let fitted = Set(
      sheet.widths.compactMap { column, width in
        if case .fitted = width { column } else { nil }
      })
    guard !fitted.isEmpty else { return }
    for (address, cell) in sheet.cells where fitted.contains(address.column) {
      let isMerged = sheet.merged.contains { $0.contains(address) && $0.columnCount > 1 }
      if isMerged || cell.style.wraps { continue }
      let width = Self.width(of: cell.content, cell.style)
      if case .fitted(_, let maximum) = sheet.widths[address.column], width > maximum,
        Self.canSpill(cell.content), sheet.cells[address.moved(columns: 1)] == nil
      {
        continue
      }
      widen(address.column, width)
    }
    for block in sheet.blocks where fitted.contains(block.column) {
      switch block.content {
      case .texts(let texts):
        for text in texts { widen(block.column, TextWidth.characters(text, style: block.style)) }
      case .numbers(let values), .formulas(_, results: let values):
        widen(block.column, Self.width(ofNumbers: values, block.style))
      }
    }
  }

  /// The width of a column in digits; libxlsxwriter's default where nothing is set.
  func width(of column: Int) -> Double {
    switch sheet.widths[column] {
    case nil: 8.43
    case .characters(let width): width
    case .fitted(let minimum, let maximum):
      // A digit of room, as Excel leaves it.
      min(maximum, max(minimum, (needed[column] ?? 0) + 1))
    }
  }

  private mutating func widen(_ column: Int, _ width: Double) {
    needed[column] = max(needed[column] ?? 0, width)
  }

  /// Whether what does not fit is shown over the empty cell beside it, as with a title.
  private static func canSpill(_ content: CellContent) -> Bool {
    switch content {
    case .text, .link: true
    case .blank, .number, .boolean, .formula: false
    }
  }

  private static func width(of content: CellContent, _ style: CellStyle) -> Double {
    switch content {
    case .blank: 0
    case .boolean: 6 * TextWidth.scale(of: style)
    case .number(let value): width(ofNumbers: [value], style)
    case .text(let text): TextWidth.characters(text, style: style)
    case .link(let link): TextWidth.characters(link.text, style: style)
    case .formula(let formula):
      switch formula.result {
      case .number(let value): width(ofNumbers: [value], style)
      case .text(let text): TextWidth.characters(text, style: style)
      }
    }
  }

  private static func width(ofNumbers values: [Double], _ style: CellStyle) -> Double {
    let characters = values.lazy.map { style.numberFormat.characters(for: $0) }.max() ?? 0
    return Double(characters) * TextWidth.scale(of: style)
  }
}
