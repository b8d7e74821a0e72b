import CXlsxWriter

/// A column block with its format looked up, ready to be written row by row.
struct BlockColumn {
  let rows: Range<Int>
  private let column: lxw_col_t
  private let content: ColumnBlock.Content
  private let format: FormatPointer?
  private let nonFinite: NonFinitePolicy

  init(_ block: ColumnBlock, format: FormatPointer?) {
    rows = block.rows
    column = lxw_col_t(block.column)
    content = block.content
    nonFinite = block.nonFinite
    self.format = format
  }

  /// Writes the cell of one row.
  @inline(__always)
  func write(row: Int, on sheet: SheetPointer, buffer: inout FormulaBuffer, sheet name: String)
    throws(BookError)
  {
    let index = row - rows.lowerBound
    let code: lxw_error
    switch content {
    case .formulas(let template, let results):
      template.render(row: row, into: &buffer)
      let value = results[index]
      code = buffer.withCString { text in
        value.isFinite
          ? worksheet_write_formula_num(sheet, lxw_row_t(row), column, text, format, value)
          : worksheet_write_formula_str(
            sheet, lxw_row_t(row), column, text, format, NonFinitePolicy.word(for: value))
      }
    case .numbers(let values):
      code = write(values[index], row: row, on: sheet)
    case .texts(let texts):
      code = worksheet_write_string(
        sheet, lxw_row_t(row), column, Escapes.protected(texts[index]), format)
    }
    guard code != LXW_NO_ERROR else { return }
    throw .library(
      operation: "writing cell \(CellAddress(row: row, column: Int(column))) of \(name)",
      reason: code.reason)
  }

  private func write(_ value: Double, row: Int, on sheet: SheetPointer) -> lxw_error {
    if value.isFinite {
      return worksheet_write_number(sheet, lxw_row_t(row), column, value, format)
    }
    return switch nonFinite {
    case .blank: worksheet_write_blank(sheet, lxw_row_t(row), column, format)
    case .words:
      worksheet_write_string(
        sheet, lxw_row_t(row), column, NonFinitePolicy.word(for: value), format)
    }
  }
}
