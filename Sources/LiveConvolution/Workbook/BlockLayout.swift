import Workbook

/// Where the tensors of a sheet stand: blocks one below the other in stacks, the stacks from left to
/// right on shelves, the shelves from top to bottom.
struct BlockLayout {
  /// A part of a sheet: a heading and its blocks.
  struct Section {
    let title: String
    fileprivate let pieces: [Piece]

    init(title: String, tensors: [StepTensor]) {
      self.title = title
      pieces = tensors.map { Piece(tensor: $0, size: TensorBlock.size(of: $0)) }
    }
  }

  /// A tensor with the columns and rows that it takes.
  fileprivate struct Piece {
    let tensor: StepTensor
    let size: (width: Int, height: Int)
  }

  /// The characters of a column.
  static let columnWidth = 7.2
  /// The height of a row in points.
  static let rowHeight = 13.0
  /// The height of a heading's row in points.
  static let headingHeight = 17.0

  /// The part of a page that is filled well.
  private static let wellFilled = 0.6

  /// The headings with their rows.
  private(set) var headings: [(row: Int, title: String)] = []
  /// The blocks.
  private(set) var blocks: [TensorBlock] = []
  /// The rows of each section's shelves; a section's heading belongs to its first shelf.
  private(set) var shelves: [[Range<Int>]] = []
  /// The number of columns.
  private(set) var columns = 0
  /// The row below the last block.
  private(set) var end: Int

  /// A pile of blocks.
  private struct Stack {
    var pieces: [Piece]
    var width: Int
    var height: Int
  }

  /// Lays out a sheet.
  ///
  /// - Parameters:
  ///   - sections: The parts, from top to bottom.
  ///   - row: The first row, counted from 0.
  ///   - widest: The most columns, as far as no single block is wider.
  init(_ sections: [Section], from row: Int, widest: Int) {
    end = row
    for section in sections where !section.pieces.isEmpty {
      headings.append((end, section.title))
      shelves.append([])
      var first = end
      end += 1
      for shelf in Self.shelves(of: section.pieces, widest: widest) {
        place(shelf)
        shelves[shelves.count - 1].append(first..<end)
        first = end
      }
    }
  }

  /// The stacks of each shelf of a section, none taller than the section's tallest block.
  private static func shelves(of pieces: [Piece], widest: Int) -> [[Stack]] {
    let tallest = pieces.map(\.size.height).max() ?? 0
    var shelves: [[Stack]] = [[]]
    for piece in pieces {
      let size = piece.size
      let shelf = shelves.count - 1
      let taken = shelves[shelf].reduce(0) { $0 + $1.width + 1 }
      if let last = shelves[shelf].last, last.height + 1 + size.height <= tallest,
        taken - 1 + max(0, size.width - last.width) <= widest
      {
        let stack = shelves[shelf].count - 1
        shelves[shelf][stack].pieces.append(piece)
        shelves[shelf][stack].width = max(last.width, size.width)
        shelves[shelf][stack].height += 1 + size.height
        continue
      }
      let stack = Stack(pieces: [piece], width: size.width, height: size.height)
      if taken > 0, taken + size.width > widest {
        shelves.append([stack])
      } else {
        shelves[shelf].append(stack)
      }
    }
    return shelves
  }

  /// Gives the blocks of a shelf their cells, with a free row below.
  private mutating func place(_ shelf: [Stack]) {
    var column = 0
    for stack in shelf {
      var row = end
      for piece in stack.pieces {
        blocks.append(
          TensorBlock(tensor: piece.tensor, origin: CellAddress(row: row, column: column)))
        row += piece.size.height + 1
      }
      column += stack.width + 1
    }
    columns = max(columns, column - 1)
    end += (shelf.map(\.height).max() ?? 0) + 1
  }

  /// The height of rows in points.
  func height(_ rows: Range<Int>) -> Double {
    let heads = headings.count { rows.contains($0.row) }
    return Double(rows.count - heads) * Self.rowHeight + Double(heads) * Self.headingHeight
  }

  /// The rows that begin a page: a shelf that does not fit below the one before, or a whole section
  /// where the page before it is filled well without.
  ///
  /// - Parameter page: The height of a page in points.
  /// - Returns: Rows, counted from 0.
  func pageBreaks(page: Double) -> [Int] {
    var breaks: [Int] = []
    var start = shelves.first?.first?.lowerBound ?? 0
    func begin(_ row: Int) {
      guard row > start else { return }
      breaks.append(row)
      start = row
    }
    for section in shelves {
      guard let first = section.first, let last = section.last,
        height(start..<last.upperBound) > page
      else { continue }
      if height(start..<first.lowerBound) > Self.wellFilled * page { begin(first.lowerBound) }
      for shelf in section where height(start..<shelf.upperBound) > page {
        begin(shelf.lowerBound)
      }
    }
    return breaks
  }
}
