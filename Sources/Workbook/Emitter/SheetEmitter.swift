import CXlsxWriter

typealias FormatPointer = UnsafeMutablePointer<lxw_format>
typealias SheetPointer = UnsafeMutablePointer<lxw_worksheet>

/// Writes the cells of one sheet, row by row, as constant-memory mode asks.
struct SheetEmitter {
  let sheet: Sheet
  let pointer: SheetPointer

  /// Writes everything but images, charts and rules, which ``SheetEmitter/emitObjects`` does.
  func emitCells(formats: inout FormatTable) throws(BookError) {
    let cells = sheet.cells.sorted { $0.key < $1.key }
    let merges = sheet.merged.sorted { $0.first < $1.first }
    var columns: [BlockColumn] = []
    for block in sheet.blocks where block.content.count > 0 {
      columns.append(BlockColumn(block, format: try formats.format(block.style)))
    }
    let rowOptions = rowOptions()
    var nextCell = 0
    var nextMerge = 0
    var buffer = FormulaBuffer()

    for row in 0..<rowCount {
      if let options = rowOptions[row] { try set(options, row: row) }
      while nextMerge < merges.count, merges[nextMerge].first.row == row {
        try merge(merges[nextMerge], formats: &formats)
        nextMerge += 1
      }
      while nextCell < cells.count, cells[nextCell].key.row == row {
        let (address, cell) = cells[nextCell]
        try write(cell.content, at: address, format: try formats.format(cell.style))
        // With its row, because constant-memory mode refuses notes on rows that are written.
        if let note = cell.note { try write(note, at: address) }
        nextCell += 1
      }
      for index in columns.indices where columns[index].rows.contains(row) {
        try columns[index].write(row: row, on: pointer, buffer: &buffer, sheet: sheet.name)
      }
    }
  }

  private var rowCount: Int {
    let last = [
      sheet.cells.keys.map(\.row).max(), sheet.blocks.map { $0.rows.upperBound - 1 }.max(),
      sheet.heights.keys.max(), sheet.rowGroups.map { $0.members.upperBound + 1 }.max(),
      sheet.merged.map(\.last.row).max(),
    ]
    return (last.compactMap(\.self).max() ?? -1) + 1
  }

  // MARK: - Rows

  private struct RowOptions {
    var height: Double?
    var level: UInt8 = 0
    var isHidden = false
    var isCollapsed = false
  }

  private func rowOptions() -> [Int: RowOptions] {
    var options: [Int: RowOptions] = [:]
    for (row, height) in sheet.heights { options[row, default: RowOptions()].height = height }
    for group in sheet.rowGroups {
      for row in group.members {
        options[row, default: RowOptions()].level += 1
        if group.isCollapsed { options[row, default: RowOptions()].isHidden = true }
      }
      if group.isCollapsed {
        options[group.members.upperBound + 1, default: RowOptions()].isCollapsed = true
      }
    }
    return options
  }

  private func set(_ options: RowOptions, row: Int) throws(BookError) {
    var outline = lxw_row_col_options(
      hidden: options.isHidden ? 1 : 0, level: options.level,
      collapsed: options.isCollapsed ? 1 : 0)
    try worksheet_set_row_opt(
      pointer, lxw_row_t(row), options.height ?? 15, nil, &outline
    ).check("worksheet_set_row_opt for row \(row + 1) of \(sheet.name)")
  }

  private func merge(_ range: CellRange, formats: inout FormatTable) throws(BookError) {
    // Every cell of the range needs the format, or lines at its edges are missing. The content
    // of the first cell is written over this afterwards.
    let format = try formats.format(sheet.cells[range.first]?.style ?? CellStyle())
    try worksheet_merge_range(
      pointer, lxw_row_t(range.first.row), lxw_col_t(range.first.column),
      lxw_row_t(range.last.row), lxw_col_t(range.last.column), "", format
    ).check("worksheet_merge_range for \(range) of \(sheet.name)")
  }

  // MARK: - Cells

  private func write(_ content: CellContent, at address: CellAddress, format: FormatPointer?)
    throws(BookError)
  {
    let row = lxw_row_t(address.row)
    let column = lxw_col_t(address.column)
    let code: lxw_error
    switch content {
    case .blank: code = worksheet_write_blank(pointer, row, column, format)
    case .number(let value):
      if value.isFinite {
        code = worksheet_write_number(pointer, row, column, value, format)
      } else {
        let word = NonFinitePolicy.word(for: value)
        code = worksheet_write_string(pointer, row, column, word, format)
      }
    case .text(let text):
      code = worksheet_write_string(pointer, row, column, Escapes.protected(text), format)
    case .boolean(let value):
      code = worksheet_write_boolean(pointer, row, column, value ? 1 : 0, format)
    case .formula(let formula):
      switch formula.result.storable {
      case .number(let value) where formula.isArray:
        code = worksheet_write_array_formula_num(
          pointer, row, column, row, column, "{=\(formula.text)}", format, value)
      case .number(let value):
        code = worksheet_write_formula_num(pointer, row, column, formula.text, format, value)
      case .text(let text):
        code = worksheet_write_formula_str(pointer, row, column, formula.text, format, text)
      }
    case .link(let link):
      code = worksheet_write_url_opt(
        pointer, row, column, link.target.address, format, Escapes.protected(link.text), link.tip)
    }
    try code.check("writing cell \(address) of \(sheet.name)")
  }

  private func write(_ note: Note, at address: CellAddress) throws(BookError) {
    var options = lxw_comment_options()
    options.width = UInt16(clamping: note.width)
    options.height = UInt16(clamping: note.height)
    options.font_size = 9
    try worksheet_write_comment_opt(
      pointer, lxw_row_t(address.row), lxw_col_t(address.column), note.text, &options
    ).check("worksheet_write_comment_opt for \(address) of \(sheet.name)")
  }
}

extension Link.Target {
  /// The target in libxlsxwriter's notation.
  fileprivate var address: String {
    switch self {
    case .cells(let range): "internal:" + range.a1
    case .web(let address): address
    }
  }
}
