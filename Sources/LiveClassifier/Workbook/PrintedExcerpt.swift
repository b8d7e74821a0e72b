import ContentPublishing
import Workbook

/// What a page of A4 takes of a sheet of numbers that has far more rows than a page, at a size that can
/// be read.
struct PrintedExcerpt {
  /// Whether the page lies on its long side, because the columns need it.
  let isLandscape: Bool
  /// The columns that fit.
  let columns: Int
  /// The rows that fit below the title.
  let rows: Int

  /// The size in points below which numbers on paper are not readable.
  private static let smallestSize = 6.0
  /// The size of the numbers on the screen.
  private static let size = ClassifierStyles.number.size ?? 11
  /// The points of a column for each character of its width, in a font with wide digits.
  private static let characterPoints = 6.7
  /// The height of a row in points.
  private static let rowPoints = 15.0
  /// The rows that the title takes.
  private static let titleRows = 2
  /// The sides of A4 in points.
  private static let paper = (short: 595.0, long: 842.0)
  /// The empty edges, with room for a line at the head.
  private static let margins = {
    var margins = BookTheme.slimMargins
    margins.top += 0.15
    return margins
  }()

  /// Finds what fits.
  ///
  /// - Parameters:
  ///   - columns: The columns of the sheet.
  ///   - width: The width of each in characters.
  init(columns: Int, width: Double) {
    let points = width * Self.characterPoints
    let smallest = Self.smallestSize / Self.size
    let paper = Self.paper
    let beside = 72 * (Self.margins.left + Self.margins.right)
    isLandscape = Double(columns) * points * smallest > paper.short - beside
    let across = (isLandscape ? paper.long : paper.short) - beside
    let height =
      (isLandscape ? paper.short : paper.long) - 72 * (Self.margins.top + Self.margins.bottom)
    self.columns = max(1, min(columns, Int(across / (points * smallest))))
    let scale = min(1, across / (Double(self.columns) * points))
    rows = Int(height / (scale * Self.rowPoints)) - Self.titleRows
  }

  /// One page below the repeated title.
  ///
  /// - Parameters:
  ///   - area: What is printed; nil for all of the sheet.
  ///   - words: What it is of the whole, for the head of the page.
  ///   - title: The rows of the title, counted from 0; nil where the head of the page is enough.
  /// - Returns: The set-up.
  func setup(area: CellRange?, words: String, title: ClosedRange<Int>?) -> PrintSetup {
    var setup = PrintSetup(
      landscape: isLandscape, fitsOnePageHigh: true, repeatedRows: title, area: area,
      header: area == nil ? "" : "&L&8\(words)")
    setup.margins = Self.margins
    return setup
  }
}
