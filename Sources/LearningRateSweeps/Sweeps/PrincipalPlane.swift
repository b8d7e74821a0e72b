import LearningRateAnalysis

/// The plane through the mean of some points along the two directions in which they spread most.
struct PrincipalPlane {
  private let mean: [Double]
  private let first: [Double]
  private let second: [Double]
  /// The part of the points' squared distances from their mean that lies in the plane, 0 … 1.
  let explained: Double

  /// Finds the plane; nil where a number is not finite or all points are one.
  ///
  /// - Parameter points: The points, each of the same number of components; at least two components.
  init?(_ points: [[Double]]) {
    guard let size = points.first?.count, size > 1,
      points.allSatisfy({ $0.allSatisfy(\.isFinite) })
    else { return nil }
    var mean = [Double](repeating: 0, count: size)
    for point in points { for index in 0..<size { mean[index] += point[index] } }
    for index in 0..<size { mean[index] /= Double(points.count) }
    var spread = SymmetricMatrix(size: size)
    for point in points {
      for row in 0..<size {
        for column in 0...row {
          spread[row, column] += (point[row] - mean[row]) * (point[column] - mean[column])
        }
      }
    }
    let (values, vectors) = spread.eigenvectors()
    let total = values.reduce(0, +)
    guard vectors.count == size, total > 0, total.isFinite else { return nil }
    self.mean = mean
    first = Self.oriented(vectors[size - 1])
    second = Self.oriented(vectors[size - 2])
    explained = min(1, (values[size - 1] + values[size - 2]) / total)
  }

  /// A direction and its opposite are the same; the one whose largest component is positive is taken.
  private static func oriented(_ vector: [Double]) -> [Double] {
    let largest = vector.max { $0.magnitude < $1.magnitude } ?? 1
    return largest < 0 ? vector.map { -$0 } : vector
  }

  /// The place of a point on the plane, and its distance from the plane.
  func projected(_ point: [Double]) -> (x: Double, y: Double, residual: Double) {
    let distance = zip(point, mean).map { $0 - $1 }
    func along(_ direction: [Double]) -> Double {
      zip(distance, direction).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let (x, y) = (along(first), along(second))
    var rest = 0.0
    for index in distance.indices {
      let off = distance[index] - x * first[index] - y * second[index]
      rest += off * off
    }
    return (x, y, rest.squareRoot())
  }

  /// The point at a place of the plane.
  func point(x: Double, y: Double) -> [Double] {
    mean.indices.map { mean[$0] + x * first[$0] + y * second[$0] }
  }
}
