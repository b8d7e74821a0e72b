/// A place on the paper; x to the right, y downwards.
struct PenPoint: Sendable, Equatable {
  var x: Double
  var y: Double

  /// The line keeps its direction through most points; at a corner it does not.
  var isCorner = false

  init(_ x: Double, _ y: Double, isCorner: Bool = false) {
    self.x = x
    self.y = y
    self.isCorner = isCorner
  }
}

/// One movement of the pen, through some points.
typealias PenStroke = [PenPoint]

/// Draws lines of varying width on an image, with soft edges.
///
/// Only operations that IEEE 754 defines to the last bit are used, so that a drawing is the same
/// on every machine.
struct Pen {
  private static let side = LabeledImages.side
  /// Straight pieces between two points of a stroke.
  private static let pieces = 6

  /// How dark the paper is at each pixel, 0 to 1: [28, 28].
  private(set) var ink = [Double](repeating: 0, count: LabeledImages.pixelCount)

  /// Draws a stroke.
  ///
  /// *Math*: the line is a Catmull-Rom spline, cut into straight pieces; ink at distance d from a
  /// piece is min(1, max(0, r + ½·s − d) / s), for a half width r and an edge of width s.
  ///
  /// - Parameters:
  ///   - stroke: Points in pixels.
  ///   - widths: The half width of the line at each point, in pixels.
  ///   - softness: The width of the edge, in pixels.
  mutating func draw(_ stroke: PenStroke, widths: [Double], softness: Double) {
    guard var last = stroke.first, var lastWidth = widths.first else { return }
    if stroke.count == 1 { dab(last, last, lastWidth, lastWidth, softness) }
    for index in 0..<max(0, stroke.count - 1) {
      let (from, to) = (stroke[index], stroke[index + 1])
      let before = index > 0 && !from.isCorner ? stroke[index - 1] : from
      let after = index + 2 < stroke.count && !to.isCorner ? stroke[index + 2] : to
      for piece in 1...Self.pieces {
        let t = Double(piece) / Double(Self.pieces)
        let next = PenPoint(
          Self.spline(before.x, from.x, to.x, after.x, t),
          Self.spline(before.y, from.y, to.y, after.y, t))
        let width = widths[index] + (widths[index + 1] - widths[index]) * t
        dab(last, next, lastWidth, width, softness)
        (last, lastWidth) = (next, width)
      }
    }
  }

  /// The image, 0 black to 255 white.
  ///
  /// - Parameter strength: How white full ink is, 0 to 1.
  /// - Returns: [28, 28], row-major.
  func image(strength: Double) -> [UInt8] {
    ink.map { UInt8(min(255, ($0 * strength * 255).rounded())) }
  }

  private static func spline(
    _ a: Double, _ b: Double, _ c: Double, _ d: Double, _ t: Double
  ) -> Double {
    let linear = c - a
    let square = 2 * a - 5 * b + 4 * c - d
    let cube = 3 * (b - c) + d - a
    return b + 0.5 * t * (linear + t * (square + t * cube))
  }

  /// Lays ink round a straight piece, on the pixels near it.
  private mutating func dab(
    _ a: PenPoint, _ b: PenPoint, _ widthA: Double, _ widthB: Double, _ softness: Double
  ) {
    let reach = max(widthA, widthB) + softness
    let left = Self.clamped(min(a.x, b.x) - reach)
    let right = Self.clamped(max(a.x, b.x) + reach)
    let top = Self.clamped(min(a.y, b.y) - reach)
    let bottom = Self.clamped(max(a.y, b.y) + reach)
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = dx * dx + dy * dy
    for row in top...bottom {
      for column in left...right {
        let (px, py) = (Double(column) + 0.5 - a.x, Double(row) + 0.5 - a.y)
        let along = length > 0 ? min(1, max(0, (px * dx + py * dy) / length)) : 0
        let (ex, ey) = (px - along * dx, py - along * dy)
        let distance = (ex * ex + ey * ey).squareRoot()
        let width = widthA + (widthB - widthA) * along
        let value = min(1, max(0, width + 0.5 * softness - distance) / softness)
        ink[row * Self.side + column] = max(ink[row * Self.side + column], value)
      }
    }
  }

  private static func clamped(_ position: Double) -> Int {
    Int(min(Double(side - 1), max(0, position)))
  }
}
