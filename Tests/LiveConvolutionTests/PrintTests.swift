import Foundation
import Publishing
import TestSupport
import Testing
import Workbook

@testable import LiveConvolution

/// On paper a phase is one page with numbers of six points or more.
@Suite("The workbook of a training step on paper")
struct PrintTests {
  private func sheets(_ settings: ConvolutionSettings) throws -> [Sheet] {
    let steps = try ConvolutionSteps(settings)
    let book = try StepBook(steps: steps, figures: [], created: SourceDate.standard).book()
    let names = StepLayout(steps).pages.map(\.sheet)
    return book.sheets.filter { names.contains($0.name) }
  }

  /// Millimeters of the paper, width first.
  private func paper(_ setup: PrintSetup) -> (width: Double, height: Double) {
    let (short, long): (Double, Double) =
      switch setup.paper {
      case .a3: (297, 420)
      case .a4: (210, 297)
      case .letter: (215.9, 279.4)
      }
    return setup.isLandscape ? (long, short) : (short, long)
  }

  private func room(_ setup: PrintSetup) -> (width: Double, height: Double) {
    let (paper, margins) = (paper(setup), setup.margins)
    return (
      paper.width / 25.4 * 72 - 72 * (margins.left + margins.right),
      paper.height / 25.4 * 72 - 72 * (margins.top + margins.bottom)
    )
  }

  /// The points of the used columns: as Excel counts, 7 pixels a character and 5 more.
  private func width(_ sheet: Sheet) throws -> Double {
    let last = try #require(sheet.cells.keys.map(\.column).max())
    return (0...last).reduce(0) { sum, column in
      guard case .characters(let width) = sheet.widths[column] else { return sum + 48 }
      return sum + (width * 7 + 5).rounded(.down) * 0.75
    }
  }

  private func height(_ sheet: Sheet, _ rows: Range<Int>) -> Double {
    rows.reduce(0) { $0 + (sheet.heights[$1] ?? 15) }
  }

  @Test("Each phase fits one page, its numbers at six points or more")
  func onePage() throws {
    for sheet in try sheets(ConvolutionSettings()) {
      #expect(sheet.print.fitsOnePageWide && sheet.print.fitsOnePageHigh, "\(sheet.name)")
      let last = try #require(sheet.cells.keys.map(\.row).max())
      let room = room(sheet.print)
      let scale = min(1, room.width / (try width(sheet)), room.height / height(sheet, 0..<last + 1))
      let smallest = sheet.cells.values.compactMap { cell -> Double? in
        guard case .formula = cell.content else { return nil }
        return cell.style.size ?? 11
      }.min()
      #expect(scale * (try #require(smallest)) >= 6, "\(sheet.name): \(scale)")
    }
  }

  @Test("A phase too large for a page begins its pages with whole shelves of blocks")
  func severalPages() throws {
    var settings = ConvolutionSettings()
    settings.batch = 8
    settings.steps = 1
    let steps = try ConvolutionSteps(settings)
    let forward = try #require(sheets(settings).first { $0.name == "Forward 1" })
    let breaks = forward.print.rowBreaks
    #expect(breaks.count >= 1 && forward.print.repeatedRows == 0...1)
    let layout = try #require(StepLayout(steps).pages.first { $0.sheet == "Forward 1" }).layout
    for block in layout.blocks {
      let rows = block.origin.row...block.numbers.last.row
      #expect(!breaks.contains { $0 > rows.lowerBound && $0 <= rows.upperBound })
    }
    let scale = Double(forward.print.scale) / 100
    let room = room(forward.print)
    #expect(try width(forward) * scale <= room.width)
    let last = try #require(forward.cells.keys.map(\.row).max())
    for (start, end) in zip([3] + breaks, breaks + [last + 1]) {
      let used = (height(forward, 0..<2) + height(forward, start..<end)) * scale
      #expect(used <= room.height, "rows \(start) to \(end)")
      // No page for a single row of blocks that the one before could have taken.
      #expect(end - start > 8)
    }
  }

  @Test(
    "LibreOffice prints a page a sheet, and more only where a page begins",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"), arguments: [2, 8])
  func printed(batch: Int) throws {
    var settings = ConvolutionSettings()
    settings.batch = batch
    settings.steps = 1
    let steps = try ConvolutionSteps(settings)
    let book = try StepBook(steps: steps, figures: [], created: SourceDate.standard).book()
    let folder = try TemporaryFolder()
    let pages = try OutsideSpreadsheet.printedPages(
      try folder.write("book.xlsx", try book.encoded()))
    #expect(pages == book.sheets.reduce(0) { $0 + 1 + $1.print.rowBreaks.count })
  }

  @Test(
    "The committed workbook prints thirteen sheets, and each figure on a page of its own",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"))
  func committed() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appending(path: "reports/convolution/convolution.xlsx").path
    #expect(try OutsideSpreadsheet.printedPages(path) == 13 + 2)
  }
}
