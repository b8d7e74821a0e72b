/// A piece of a column that is filled in one go: the way to write a big table.
public struct ColumnBlock: Hashable, Sendable {
  /// What fills the cells.
  public enum Content: Hashable, Sendable {
    /// Numbers.
    case numbers([Double])
    /// One formula, filled downwards, and what it gives in each row.
    case formulas(FormulaTemplate, results: [Double])
    /// Texts.
    case texts([String])

    /// The number of cells.
    public var count: Int {
      switch self {
      case .numbers(let values), .formulas(_, results: let values): values.count
      case .texts(let texts): texts.count
      }
    }
  }

  /// The column, counted from 0.
  public var column: Int
  /// The row of the first cell, counted from 0.
  public var firstRow: Int
  /// What fills the cells.
  public var content: Content
  /// How they look.
  public var style: CellStyle
  /// What becomes of numbers that are not finite; of formulas, the stored result is always a word.
  public var nonFinite: NonFinitePolicy

  /// A block that begins at a cell and goes downwards.
  public init(
    column: Int, firstRow: Int, _ content: Content, style: CellStyle = CellStyle(),
    nonFinite: NonFinitePolicy = .words
  ) {
    self.column = column
    self.firstRow = firstRow
    self.content = content
    self.style = style
    self.nonFinite = nonFinite
  }

  /// The rows that it fills, counted from 0.
  public var rows: Range<Int> { firstRow..<(firstRow + content.count) }

  /// The cells that it fills; nil when there are none.
  public var range: CellRange? {
    content.count == 0 ? nil : CellRange(column: column, rows: rows)
  }

  /// What the cell in a row of the block holds.
  func content(row: Int) -> CellContent {
    let index = row - firstRow
    return switch content {
    case .numbers(let values): nonFinite.content(of: values[index])
    case .formulas(let template, let results):
      .formula(Formula(template.text(row: row), number: results[index]))
    case .texts(let texts): .text(texts[index])
    }
  }
}
