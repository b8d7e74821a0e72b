/// The course of a curve in a few facts, from which its description in words is made.
package struct Trend: Sendable, Equatable {
  /// One point of the curve.
  package struct Point: Sendable, Equatable {
    /// The position along x.
    package let x: Double
    /// The value.
    package let y: Double
  }

  /// The direction that a curve keeps.
  package enum Course: Sendable, Equatable {
    case falling, rising, constant, mixed
  }

  /// The first point with a finite value.
  package let first: Point
  /// The last point with a finite value.
  package let last: Point
  /// The first of the smallest values.
  package let smallest: Point
  /// The first of the largest values.
  package let largest: Point
  /// Whether the curve keeps one direction from point to point.
  package let course: Course
  /// The two neighbors between which the value changes most; `nil` for a constant curve.
  package let steepest: (from: Double, to: Double)?
  /// The number of points with finite values.
  package let count: Int
  /// The number of points that are NaN or infinite.
  package let missing: Int
  /// The number of points whose value is exactly zero.
  package let zeros: Int
  /// The first point of the run of zeros that the curve ends in; `nil` where it ends otherwise.
  package let zeroFrom: Point?

  /// The course of a series; `nil` where it has no finite value.
  package init?(x: [Double], y: [Double]) {
    var points: [Point] = []
    for (x, y) in zip(x, y) where x.isFinite && y.isFinite { points.append(Point(x: x, y: y)) }
    guard let first = points.first, let last = points.last else { return nil }
    var (smallest, largest) = (first, first)
    var (rises, falls) = (false, false)
    var steepest: (from: Double, to: Double)?
    var largestStep = 0.0
    for (before, point) in zip(points, points.dropFirst()) {
      if point.y < smallest.y { smallest = point }
      if point.y > largest.y { largest = point }
      if point.y > before.y { rises = true }
      if point.y < before.y { falls = true }
      let step = (point.y - before.y).magnitude
      if step > largestStep {
        largestStep = step
        steepest = (before.x, point.x)
      }
    }
    self.first = first
    self.last = last
    self.smallest = smallest
    self.largest = largest
    self.steepest = steepest
    zeros = points.count { $0.y == 0 }
    let ending = points.lastIndex { $0.y != 0 }.map { $0 + 1 } ?? 0
    zeroFrom = ending < points.count ? points[ending] : nil
    course = rises ? (falls ? .mixed : .rising) : (falls ? .falling : .constant)
    count = points.count
    missing = min(x.count, y.count) - points.count
  }

  /// Compares all facts.
  package static func == (a: Trend, b: Trend) -> Bool {
    a.first == b.first && a.last == b.last && a.smallest == b.smallest && a.largest == b.largest
      && a.course == b.course && a.count == b.count && a.missing == b.missing
      && a.zeros == b.zeros && a.zeroFrom == b.zeroFrom
      && a.steepest?.from == b.steepest?.from && a.steepest?.to == b.steepest?.to
  }
}
