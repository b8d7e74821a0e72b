import Charts

/// The lines of one value through a field, by marching squares: each cell of four neighboring values
/// that the line crosses has a piece of it.
struct ContourLines {
  /// The ends of the pieces, with NaN between them.
  private(set) var x: [Double] = []
  /// The ends of the pieces, with NaN between them.
  private(set) var y: [Double] = []

  /// Finds the lines.
  ///
  /// - Parameters:
  ///   - map: The field.
  ///   - level: The value.
  init(_ map: HeatMap, level: Double) {
    let width = map.xValues.count
    for row in 0..<max(0, map.yValues.count - 1) {
      for column in 0..<max(0, width - 1) {
        addPieces(map, level, row, column, width)
      }
    }
  }

  private mutating func addPieces(
    _ map: HeatMap, _ level: Double, _ row: Int, _ column: Int, _ width: Int
  ) {
    // The corners around the cell; consecutive ones share an edge.
    let corners = [(0, 0), (0, 1), (1, 1), (1, 0)].map { down, right in
      (
        x: map.xValues[column + right], y: map.yValues[row + down],
        value: map.values[(row + down) * width + column + right]
      )
    }
    guard corners.allSatisfy({ $0.value.isFinite }) else { return }
    var crossings: [(x: Double, y: Double)] = []
    for index in 0..<4 {
      let (from, to) = (corners[index], corners[(index + 1) % 4])
      guard (from.value < level) != (to.value < level) else { continue }
      let part = (level - from.value) / (to.value - from.value)
      crossings.append((from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)))
    }
    // Four crossings are two pieces; which ends belong together is open, and either is right.
    for start in stride(from: 0, to: crossings.count - 1, by: 2) {
      x += [crossings[start].x, crossings[start + 1].x, .nan]
      y += [crossings[start].y, crossings[start + 1].y, .nan]
    }
  }
}
