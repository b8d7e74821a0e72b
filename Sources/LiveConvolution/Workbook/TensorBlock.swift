import Workbook

/// One tensor on a sheet: a title with its shape, and its maps as grids, of a tensor `[N, C, H, W]` the
/// images one below the other, the channels side by side.
struct TensorBlock {
  let tensor: StepTensor
  /// The cell of the title.
  let origin: CellAddress

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
      rows: grid.head + band * (grid.rows + 1) + place / grid.columns,
      columns: across * (grid.columns + 1) + place % grid.columns)
  }

  /// The labels above the maps, where there are several, with the cell of each.
  var labels: [(cell: CellAddress, text: String)] {
    let grid = Grid(tensor.shape)
    guard grid.hasLabels else { return [] }
    return (0..<grid.down * grid.across).map { plane in
      (
        cell(plane * grid.rows * grid.columns).moved(rows: -1),
        "[\(plane / grid.across),\(plane % grid.across)]"
      )
    }
  }

  /// The columns and rows of a tensor's block; as wide as its title at least, which may reach into the
  /// free column beside it.
  ///
  /// - Parameter tensor: The tensor.
  /// - Returns: Both numbers, without the free column and row that follow.
  static func size(of tensor: StepTensor) -> (width: Int, height: Int) {
    let grid = Grid(tensor.shape)
    let title = TextWidth.characters(BlockWords.title(tensor), style: StepStyles.blockTitle)
    return (
      max(
        Int((title / BlockLayout.columnWidth - 0.8).rounded(.up)),
        grid.across * (grid.columns + 1) - 1),
      grid.head + grid.down * (grid.rows + 1) - 1
    )
  }

  /// How a tensor is cut into grids.
  private struct Grid {
    let down: Int
    let across: Int
    let rows: Int
    let columns: Int
    let hasLabels: Bool

    /// The rows above the first map: the title, and the labels of several maps.
    var head: Int { hasLabels ? 2 : 1 }

    init(_ shape: [Int]) {
      func extent(_ fromEnd: Int) -> Int {
        shape.count >= fromEnd ? shape[shape.count - fromEnd] : 1
      }
      columns = extent(1)
      rows = extent(2)
      hasLabels = shape.count == 4
      across = hasLabels ? shape[1] : 1
      down = hasLabels || shape.count == 3 ? shape[0] : 1
    }
  }
}
