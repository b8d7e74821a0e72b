public import Charts

/// One sheet of a book, as values.
public struct Sheet: Equatable, Sendable {
  /// The name on its tab; see ``SheetName``.
  public var name: String
  /// Single cells.
  ///
  /// Where a block fills the same cell, the file cannot be written.
  public var cells: [CellAddress: Cell] = [:]
  /// Columns of a big table.
  public var blocks: [ColumnBlock] = []

  /// The widths of columns, counted from 0.
  public var widths: [Int: ColumnWidth] = [:]
  /// The heights of rows, counted from 0, in points.
  public var heights: [Int: Double] = [:]
  /// Columns that fold away together.
  public var columnGroups: [OutlineGroup] = []
  /// Rows that fold away together.
  public var rowGroups: [OutlineGroup] = []
  /// Columns that are not shown, counted from 0.
  public var hiddenColumns: Set<Int> = []
  /// The first cell that scrolls: rows above it and columns left of it stay; nil for none.
  public var frozen: CellAddress?
  /// Cells that are joined into one, which shows the content of the upper left one.
  public var merged: [CellRange] = []
  /// The table that can be filtered; nil for none.
  public var filter: CellRange?

  /// What may be typed.
  public var validations: [Validation] = []
  /// Looks that depend on values.
  public var conditionalFormats: [ConditionalFormat] = []
  /// Images.
  public var images: [SheetImage] = []
  /// Charts that the reader's program draws from cells.
  public var charts: [NativeChart] = []

  /// How it is printed.
  public var print = PrintSetup()
  /// The color of its tab; nil for none.
  public var tab: Color?
  /// How large it is shown, in per cent from 10 to 400.
  public var zoom = 100
  /// Whether the lines between cells are shown.
  public var showsGridlines = true

  /// An empty sheet.
  public init(_ name: String) { self.name = name }

  /// The cell at an address; nil where no single cell was set, whatever the blocks hold.
  public subscript(_ address: CellAddress) -> Cell? {
    get { cells[address] }
    set { cells[address] = newValue }
  }

  /// The cell at a row and a column, both counted from 0.
  public subscript(row row: Int, column column: Int) -> Cell? {
    get { cells[CellAddress(row: row, column: column)] }
    set { cells[CellAddress(row: row, column: column)] = newValue }
  }

  /// Sets what a cell holds and how it looks.
  public mutating func set(
    _ address: CellAddress, _ content: CellContent, style: CellStyle = CellStyle(),
    note: Note? = nil
  ) {
    cells[address] = Cell(content, style: style, note: note)
  }

  /// Sets cells from left to right, beginning at an address.
  public mutating func setRow(
    _ address: CellAddress, _ contents: [CellContent], style: CellStyle = CellStyle()
  ) {
    for (column, content) in contents.enumerated() {
      cells[address.moved(columns: column)] = Cell(content, style: style)
    }
  }

  /// Sets a cell and joins it with its neighbors, so that its text can spread over them.
  public mutating func setMerged(
    _ range: CellRange, _ content: CellContent, style: CellStyle = CellStyle()
  ) {
    cells[range.first] = Cell(content, style: style)
    if !range.isOneCell { merged.append(CellRange(range.first, range.last)) }
  }
}
