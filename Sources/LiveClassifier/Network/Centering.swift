/// Brings a drawing to where MNIST's digits are: 20 pixels long, its center of mass in the middle.
///
/// MNIST's digits were scaled into a box of 20 pixels and moved so that their center of mass lies in
/// the middle of 28×28 (LeCun, Cortes, Burges). A drawing of another size or place is another
/// distribution, which the network was not trained on.
package struct Centering: Sendable, Equatable {
  /// For each row and column of the result, where it comes from.
  let rows: [Sample]
  /// The same for columns.
  let columns: [Sample]

  /// Two neighboring lines of the drawing and their weights.
  struct Sample: Sendable, Equatable {
    /// The first line, from 1.
    let first: Int
    /// The second line, from 1.
    let second: Int
    /// The weight of the first line.
    let firstWeight: Double
    /// The weight of the second line.
    let secondWeight: Double
  }

  /// The rows and columns of an image.
  static let side = 28
  /// The length of the longer side of a centered digit.
  static let length = 20.0
  /// Where the center of mass comes to lie: in the middle of the 15th pixel, where MNIST's lie on
  /// average (14.49 over its 10,000 test images).
  static let middle = 14.5

  /// Finds where a drawing has to be brought.
  ///
  /// - Parameters:
  ///   - pixels: Rows of brightness from 0 to 255.
  ///   - isCentered: Whether to move it at all.
  package init(_ pixels: [Double], isCentered: Bool) {
    let side = Self.side
    let rowSums = (0..<side).map { row in (0..<side).reduce(0) { $0 + pixels[row * side + $1] } }
    let columnSums = (0..<side).map { column in
      (0..<side).reduce(0) { $0 + pixels[$1 * side + column] }
    }
    let scale =
      Self.length
      / Double(max(1, max(Self.extent(rowSums), Self.extent(columnSums))))
    rows = Self.samples(rowSums, scale, isCentered)
    columns = Self.samples(columnSums, scale, isCentered)
  }

  /// The number of lines from the first that has something to the last.
  static func extent(_ sums: [Double]) -> Int {
    let marked = sums.indices.filter { sums[$0] > 0 }
    guard let first = marked.first, let last = marked.last else { return 0 }
    return last - first + 1
  }

  /// How far the scaled drawing is moved.
  static func offset(_ sums: [Double], _ scale: Double) -> Double {
    let total = max(1, sums.reduce(0, +))
    let center = sums.enumerated().reduce(0) { $0 + $1.element * (Double($1.offset) + 0.5) } / total
    return (middle - scale * center).rounded(.toNearestOrAwayFromZero)
  }

  private static func samples(
    _ sums: [Double], _ scale: Double, _ isCentered: Bool
  ) -> [Sample] {
    let offset = offset(sums, scale)
    return (1...side).map { line in
      guard isCentered else {
        return Sample(first: line, second: line, firstWeight: 1, secondWeight: 0)
      }
      let place = (Double(line) - 0.5 - offset) / scale + 0.5
      let first = place.rounded(.down)
      let part = place - first
      func clipped(_ value: Double) -> Int { Int(min(max(value, 1), Double(side))) }
      func inside(_ value: Double) -> Bool { (1...Double(side)).contains(value) }
      return Sample(
        first: clipped(first), second: clipped(first + 1),
        firstWeight: inside(first) ? 1 - part : 0,
        secondWeight: inside(first + 1) ? part : 0)
    }
  }

  /// The drawing with its rows brought to their places.
  func resampledRows(_ pixels: [Double]) -> [Double] {
    rows.flatMap { row in
      (0..<Self.side).map { column in
        row.firstWeight * pixels[(row.first - 1) * Self.side + column]
          + row.secondWeight * pixels[(row.second - 1) * Self.side + column]
      }
    }
  }

  /// The centered drawing.
  ///
  /// - Parameter pixels: Rows of brightness from 0 to 255.
  /// - Returns: Rows of brightness.
  package func applied(to pixels: [Double]) -> [Double] {
    let moved = resampledRows(pixels)
    return (0..<Self.side).flatMap { row in
      columns.map { column in
        column.firstWeight * moved[row * Self.side + column.first - 1]
          + column.secondWeight * moved[row * Self.side + column.second - 1]
      }
    }
  }
}
