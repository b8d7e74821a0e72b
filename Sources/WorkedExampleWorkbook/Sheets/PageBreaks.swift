import Workbook

/// Where the pages of a printed sheet begin.
enum PageBreaks {
  /// The width that a landscape page of A4 has for columns, in characters of the standard font where
  /// another one replaces it.
  private static let pageWidth = 92.0
  /// The height that a landscape page of A4 has for rows, in points.
  private static let pageHeight = 470.0
  /// The smallest size that is read with ease, in per cent.
  private static let smallest = 60

  /// The width of the columns, in characters, that fit a page in the smallest size.
  static let widest = pageWidth * 100 / Double(smallest)

  /// The largest size, in per cent, at which columns fit a landscape page, but none too small to read.
  ///
  /// - Parameter characters: The width of the columns together.
  /// - Returns: A size in per cent, at most 100.
  static func scale(forWidth characters: Double) -> Int {
    min(100, max(smallest, Int(100 * pageWidth / characters)))
  }

  /// The rows that begin a page so that no block is parted that fits one.
  ///
  /// - Parameters:
  ///   - blocks: The rows of each block, from top to bottom.
  ///   - sheet: The sheet, for the heights of its rows.
  ///   - scale: The size on paper in per cent.
  /// - Returns: Rows, counted from 0.
  static func rows(between blocks: [Range<Int>], of sheet: Sheet, scale: Int) -> [Int] {
    let room = pageHeight * 100 / Double(scale)
    func height(_ rows: Range<Int>) -> Double {
      rows.reduce(0) { $0 + (sheet.heights[$1] ?? 15) }
    }
    let repeated = sheet.print.repeatedRows.map { height($0.lowerBound..<$0.upperBound + 1) } ?? 0
    var breaks: [Int] = []
    var start = 0
    for block in blocks {
      let used = height(start..<block.upperBound) + (start == 0 ? 0 : repeated)
      if used > room, block.lowerBound > start {
        breaks.append(block.lowerBound)
        start = block.lowerBound
      }
    }
    return breaks
  }
}
