/// How a sheet is put on paper.
public struct PrintSetup: Hashable, Sendable {
  /// The size of the paper.
  public enum Paper: Hashable, Sendable { case a4, a3, letter }

  /// The empty edges of a page, in inches.
  public struct Margins: Hashable, Sendable {
    /// The left edge.
    public var left: Double
    /// The right edge.
    public var right: Double
    /// The upper edge, which holds the header.
    public var top: Double
    /// The lower edge, which holds the footer.
    public var bottom: Double

    /// Four edges; without arguments those that Excel has where nothing is set.
    public init(
      left: Double = 0.7, right: Double = 0.7, top: Double = 0.75, bottom: Double = 0.75
    ) {
      self.left = left
      self.right = right
      self.top = top
      self.bottom = bottom
    }
  }

  /// The size of the paper.
  public var paper: Paper
  /// Whether the paper lies on its long side.
  public var isLandscape: Bool
  /// Whether the sheet is made smaller until all its columns fit on one page.
  public var fitsOnePageWide: Bool
  /// Whether it is made smaller until all its rows fit on that page, too; heeded only where
  /// ``fitsOnePageWide`` is set.
  public var fitsOnePageHigh: Bool
  /// The size on paper in per cent, from 10 to 400, where the sheet is not fitted to one page.
  public var scale = 100
  /// The rows, counted from 0, that begin a page; programs heed them where nothing is fitted.
  public var rowBreaks: [Int] = []
  /// The columns, counted from 0, that begin a page; programs heed them where nothing is fitted.
  public var columnBreaks: [Int] = []
  /// The rows that every page begins with, counted from 0; nil for none.
  public var repeatedRows: ClosedRange<Int>?
  /// The columns that every page begins with, counted from 0; nil for none.
  public var repeatedColumns: ClosedRange<Int>?
  /// The empty edges of each page.
  public var margins = Margins()
  /// The part that is printed; nil for all of it.
  public var area: CellRange?
  /// The header in Excel's notation, such as `&L&A&R&P / &N`; empty for none.
  public var header: String
  /// The footer in Excel's notation; empty for none.
  public var footer: String

  /// A set-up; without arguments A4 upright, one page wide, page numbers at the foot.
  public init(
    paper: Paper = .a4, landscape: Bool = false, fitsOnePageWide: Bool = true,
    fitsOnePageHigh: Bool = false, repeatedRows: ClosedRange<Int>? = nil,
    repeatedColumns: ClosedRange<Int>? = nil,
    area: CellRange? = nil, header: String = "", footer: String = "&L&F&C&A&R&P / &N"
  ) {
    self.paper = paper
    isLandscape = landscape
    self.fitsOnePageWide = fitsOnePageWide
    self.fitsOnePageHigh = fitsOnePageHigh
    self.repeatedRows = repeatedRows
    self.repeatedColumns = repeatedColumns
    self.area = area
    self.header = header
    self.footer = footer
  }
}
