import Workbook

/// Where the tensors of a sheet stand: blocks on shelves, from left to right and top to bottom.
///
/// A block is a title, a line on its shape, and the tensor's maps as grids: of a tensor
/// `[N, C, H, W]` the images one below the other, the channels side by side.
struct BlockLayout {
  /// A part of a sheet: a heading and its blocks.
  struct Section {
    let title: String
    let tensors: [StepTensor]
  }

  /// One tensor on the sheet.
  struct Block {
    let tensor: StepTensor
    /// The cell of the title.
    let origin: CellAddress
    /// The columns that the block takes, without the free one at its right.
    let width: Int
    /// The rows that it takes, without the free one below.
    let height: Int

    /// The cells from the first number to the last.
    var numbers: CellRange { CellRange(cell(0), cell(tensor.count - 1)) }

    /// The cell of a number.
    ///
    /// - Parameter index: Its place in the tensor, the last index fastest.
    /// - Returns: The address.
    func cell(_ index: Int) -> CellAddress {
      let grid = Grid(tensor.shape)
      let (plane, place) = index.quotientAndRemainder(dividingBy: grid.rows * grid.columns)
      let (band, across) = plane.quotientAndRemainder(dividingBy: grid.across)
      return origin.moved(
        rows: BlockLayout.head + band * (grid.rows + 1) + place / grid.columns,
        columns: across * (grid.columns + 1) + place % grid.columns)
    }

    /// The labels above the maps, where there are several, with the cell of each.
    var labels: [(cell: CellAddress, text: String)] {
      let grid = Grid(tensor.shape)
      guard tensor.shape.count == 4 else { return [] }
      return (0..<grid.down * grid.across).map { plane in
        (
          cell(plane * grid.rows * grid.columns).moved(rows: -1),
          "[\(plane / grid.across),\(plane % grid.across)]"
        )
      }
    }
  }

  /// How a tensor is cut into grids.
  private struct Grid {
    let down: Int
    let across: Int
    let rows: Int
    let columns: Int

    init(_ shape: [Int]) {
      func extent(_ fromEnd: Int) -> Int {
        shape.count >= fromEnd ? shape[shape.count - fromEnd] : 1
      }
      columns = extent(1)
      rows = extent(2)
      across = shape.count == 4 ? shape[1] : 1
      down = shape.count == 4 ? shape[0] : shape.count == 3 ? shape[0] : 1
    }
  }

  /// The rows of a block above its first map: the title, the line below it, and the first label.
  static let head = 3
  /// The most columns of a shelf.
  private static let widest = 22
  /// The characters of a column.
  static let columnWidth = 7.6

  /// The headings with their rows.
  private(set) var headings: [(row: Int, title: String)] = []
  /// The blocks.
  private(set) var blocks: [Block] = []
  /// The first row of each shelf of blocks; a section's heading belongs to its first shelf.
  private(set) var shelves: [Int] = []
  /// The number of columns.
  private(set) var columns = 0

  /// Lays out a sheet.
  ///
  /// - Parameters:
  ///   - sections: The parts, from top to bottom.
  ///   - row: The first row, counted from 0.
  init(_ sections: [Section], from row: Int) {
    var row = row
    for section in sections where !section.tensors.isEmpty {
      shelves.append(row)
      headings.append((row, section.title))
      row += 1
      var column = 0
      var tallest = 0
      for tensor in section.tensors {
        let size = Self.size(of: tensor)
        if column > 0, column + size.width > Self.widest {
          row += tallest + 1
          shelves.append(row)
          (column, tallest) = (0, 0)
        }
        blocks.append(
          Block(
            tensor: tensor, origin: CellAddress(row: row, column: column), width: size.width,
            height: size.height))
        column += size.width + 1
        columns = max(columns, column)
        tallest = max(tallest, size.height)
      }
      row += tallest + 2
    }
    end = row
  }

  /// The row below the last block.
  private(set) var end = 0

  /// The rows that begin a page so that no shelf is parted.
  ///
  /// - Parameter rowsOfPage: How many rows a page takes.
  /// - Returns: Rows, counted from 0.
  func pageBreaks(rowsOfPage: Int) -> [Int] {
    var breaks: [Int] = []
    var start = 0
    for (shelf, next) in zip(shelves, shelves.dropFirst() + [end])
    where next - start > rowsOfPage && shelf > start {
      breaks.append(shelf)
      start = shelf
    }
    return breaks
  }

  /// The columns and rows of a block; as wide as its title at least.
  private static func size(of tensor: StepTensor) -> (width: Int, height: Int) {
    let grid = Grid(tensor.shape)
    let text = Double(max(tensor.name.count, BlockWords.shape(tensor).count))
    let title = Int((text * 1.05 / columnWidth).rounded(.up))
    return (
      max(title, grid.across * (grid.columns + 1) - 1),
      head + grid.down * (grid.rows + 1) - 1
    )
  }
}
