import Charts

/// The lines of one value through a field, by marching squares: each cell of four neighboring values
/// that the line crosses has a piece of it, and pieces that meet at an edge are one line.
struct ContourLines {
  /// The points of the lines one after the other, with NaN between two lines.
  private(set) var x: [Double] = []
  /// The points of the lines, with NaN between two.
  private(set) var y: [Double] = []

  private let map: HeatMap
  private let level: Double

  /// An edge between two neighboring values: twice the place of the first one, and one more where
  /// the second one stands in the next row.
  private typealias Edge = Int

  /// Finds the lines.
  ///
  /// - Parameters:
  ///   - map: The field.
  ///   - level: The value.
  init(_ map: HeatMap, level: Double) {
    self.map = map
    self.level = level
    var neighbors: [Edge: [Edge]] = [:]
    var order: [Edge] = []
    for row in 0..<max(0, map.yValues.count - 1) {
      for column in 0..<max(0, map.xValues.count - 1) {
        let crossed = crossings(row, column)
        // Four crossings are two pieces; which ends belong together is open, and either is right.
        for start in stride(from: 0, to: crossed.count - 1, by: 2) {
          let (from, to) = (crossed[start], crossed[start + 1])
          neighbors[from, default: []].append(to)
          neighbors[to, default: []].append(from)
          order += [from, to]
        }
      }
    }
    // Lines that end at the border of the field first, then those that are closed.
    for edge in order where neighbors[edge]?.count == 1 { follow(from: edge, &neighbors) }
    for edge in order where neighbors[edge]?.isEmpty == false { follow(from: edge, &neighbors) }
  }

  /// The edges of a cell that the line crosses, around the cell.
  private func crossings(_ row: Int, _ column: Int) -> [Edge] {
    let width = map.xValues.count
    let first = row * width + column
    let corners = [first, first + 1, first + width + 1, first + width].map { map.values[$0] }
    guard corners.allSatisfy(\.isFinite) else { return [] }
    let edges = [2 * first, 2 * (first + 1) + 1, 2 * (first + width), 2 * first + 1]
    return (0..<4).filter { (corners[$0] < level) != (corners[($0 + 1) % 4] < level) }
      .map { edges[$0] }
  }

  /// Goes along a line from one of its points, and takes its pieces away.
  private mutating func follow(from start: Edge, _ neighbors: inout [Edge: [Edge]]) {
    var edge = start
    add(edge)
    while let next = neighbors[edge]?.first {
      neighbors[edge]?.removeFirst()
      if let back = neighbors[next]?.firstIndex(of: edge) { neighbors[next]?.remove(at: back) }
      edge = next
      add(edge)
    }
    x.append(.nan)
    y.append(.nan)
  }

  /// Adds the point where the line crosses an edge.
  private mutating func add(_ edge: Edge) {
    let width = map.xValues.count
    let (place, isDown) = edge.quotientAndRemainder(dividingBy: 2)
    let (row, column) = place.quotientAndRemainder(dividingBy: width)
    let (from, to) = (map.values[place], map.values[place + (isDown == 1 ? width : 1)])
    let part = (level - from) / (to - from)
    func between(_ values: [Double], _ index: Int, _ isAlong: Bool) -> Double {
      isAlong ? values[index] + part * (values[index + 1] - values[index]) : values[index]
    }
    x.append(between(map.xValues, column, isDown == 0))
    y.append(between(map.yValues, row, isDown == 1))
  }
}
