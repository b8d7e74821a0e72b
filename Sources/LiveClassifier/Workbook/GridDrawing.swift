/// A drawing in cells: 28 rows of 28 numbers from 0 to 9.
package struct GridDrawing: Sendable, Equatable {
  /// The numbers, row after row.
  package let cells: [Double]

  /// Reads a drawing from lines of digits; what is no digit counts as 0, and missing cells do.
  ///
  /// - Parameter lines: At most 28 lines of at most 28 characters.
  package init(_ lines: [String]) {
    let side = Centering.side
    var cells = [Double](repeating: 0, count: side * side)
    for (row, line) in lines.prefix(side).enumerated() {
      for (column, character) in line.prefix(side).enumerated() {
        cells[row * side + column] = Double(character.wholeNumberValue ?? 0)
      }
    }
    self.cells = cells
  }

  /// The brightness of the pixels, from 0 to 255.
  package var pixels: [Double] {
    cells.map { ($0 * 255 / 9).rounded(.toNearestOrAwayFromZero) }
  }

  /// The drawing that stands in a new workbook: a seven, smaller than MNIST's and off the middle.
  package static let seven = GridDrawing([
    "", "", "", "",
    "....99999999999.............",
    "....99999999999.............",
    "..............99............",
    ".............99.............",
    ".............99.............",
    "............99..............",
    "............99..............",
    "...........99...............",
    "...........99...............",
    "..........99................",
    "..........99................",
    ".........99.................",
    ".........99.................",
    "........99..................",
    "........99..................",
  ])
}
