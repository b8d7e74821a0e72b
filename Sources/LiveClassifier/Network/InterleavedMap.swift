/// The maps of a layer as one grid of cells, the channels row by row.
///
/// Row `y·channels + c` holds row y of channel c. What a convolution reads for one output is then a
/// single block of cells: `kernel·channels` rows and `kernel` columns.
package struct InterleavedMap: Sendable, Equatable {
  /// The number of channels.
  package let channels: Int
  /// The rows of a channel's map.
  package let height: Int
  /// The columns of a channel's map.
  package let width: Int
  /// The numbers, row after row of the grid.
  package var values: [Double]

  /// Zeros.
  init(channels: Int, height: Int, width: Int) {
    self.channels = channels
    self.height = height
    self.width = width
    values = Array(repeating: 0, count: channels * height * width)
  }

  /// The rows of the grid.
  package var rows: Int { channels * height }

  /// The number of a cell.
  package subscript(row: Int, column: Int) -> Double {
    get { values[row * width + column] }
    set { values[row * width + column] = newValue }
  }
}
