import ContentPublishing
import Workbook

/// The arrangement of a sheet's blocks for paper: all on one page of the smallest paper on which the
/// numbers stay readable; where none is large enough, several pages of the largest one.
struct PaperFit {
  /// The arrangement of the blocks.
  let layout: BlockLayout
  /// How the sheet is printed.
  let print: PrintSetup

  /// The row of the first block: below the title, the line below it, and a free one.
  static let firstRow = 3
  /// The size in points below which numbers on paper are not readable.
  private static let smallestSize = 6.0
  /// How much smaller a sheet may become on paper.
  private static let smallestScale = smallestSize / (StepStyles.number.size ?? 11)
  /// The height of the title and of the lines below it, in points.
  private static let head = 70.0
  /// The width of a column in points, where the program that prints replaces the book's font by one
  /// with wide digits; 41 points with the book's own.
  private static let columnPoints = 48.0
  private static let margins = BookTheme.slimMargins

  /// Paper in one of its two directions.
  private struct Page {
    let paper: PrintSetup.Paper
    let isLandscape: Bool

    /// The width that is printed, in points.
    var width: Double { size(isLandscape) - 72 * (margins.left + margins.right) }
    /// The height that is printed, in points.
    var height: Double { size(!isLandscape) - 72 * (margins.top + margins.bottom) }

    /// The long or the short side, in points: ISO 216 has 210×297 mm and 297×420 mm.
    private func size(_ isLong: Bool) -> Double {
      let sides = paper == .a3 ? (short: 297.0, long: 420.0) : (short: 210, long: 297)
      return (isLong ? sides.long : sides.short) / 25.4 * 72
    }

    /// How large an arrangement is when it fills the page, at most as on the screen.
    func scale(of layout: BlockLayout) -> Double {
      min(
        1, width / (Double(layout.columns) * columnPoints),
        height / (head + layout.height(firstRow..<layout.end)))
    }
  }

  /// Arranges a sheet.
  ///
  /// - Parameter sections: The parts, from top to bottom.
  init(_ sections: [BlockLayout.Section]) {
    self = Self.onePage(sections) ?? Self.severalPages(sections)
  }

  private init(layout: BlockLayout, print: PrintSetup) {
    self.layout = layout
    self.print = print
  }

  /// All on one page; nil where the numbers would not be readable.
  private static func onePage(_ sections: [BlockLayout.Section]) -> PaperFit? {
    let layouts = (8...42).map { BlockLayout(sections, from: firstRow, widest: $0) }
    for paper in [PrintSetup.Paper.a4, .a3] {
      let fits = [true, false].flatMap { isLandscape in
        let page = Page(paper: paper, isLandscape: isLandscape)
        return layouts.map { (page: page, layout: $0, scale: page.scale(of: $0)) }
      }
      // Of equally large ones the one with fewer rows.
      let best = fits.max { ($0.scale, $1.layout.end) < ($1.scale, $0.layout.end) }
      if let best, best.scale >= smallestScale {
        return PaperFit(layout: best.layout, print: setup(best.page, fits: true))
      }
    }
    return nil
  }

  /// On pages of A3 that begin with whole shelves of blocks, in the direction that takes fewer pages.
  ///
  /// Nothing is fitted there, so that some of the width is left to programs with other fonts.
  private static func severalPages(_ sections: [BlockLayout.Section]) -> PaperFit {
    let fits = [false, true].map { isLandscape -> PaperFit in
      let page = Page(paper: .a3, isLandscape: isLandscape)
      let width = 0.85 * page.width
      let layout = BlockLayout(
        sections, from: firstRow, widest: Int(width / (columnPoints * smallestScale)))
      // A single block may be wider than the page.
      let scale = max(
        0.1, min(smallestScale, width / (Double(layout.columns) * columnPoints)))
      var print = setup(page, fits: false)
      print.scale = Int(100 * scale)
      print.rowBreaks = layout.pageBreaks(page: 0.97 * page.height / scale - head)
      return PaperFit(layout: layout, print: print)
    }
    return fits[fits[0].print.rowBreaks.count <= fits[1].print.rowBreaks.count ? 0 : 1]
  }

  private static func setup(_ page: Page, fits: Bool) -> PrintSetup {
    var setup = PrintSetup(
      paper: page.paper, landscape: page.isLandscape, fitsOnePageWide: fits,
      fitsOnePageHigh: fits, repeatedRows: fits ? nil : 0...1)
    setup.margins = margins
    return setup
  }
}
