/// A place on paper in pixels (1/96 inch), from the upper left corner.
public struct Point: Sendable, Hashable {
  /// The distance from the left edge.
  public var x: Double
  /// The distance from the upper edge.
  public var y: Double

  /// A place on paper.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// An upright rectangle in pixels.
public struct Rect: Sendable, Hashable {
  /// The left edge.
  public var x: Double
  /// The upper edge.
  public var y: Double
  /// The width.
  public var width: Double
  /// The height.
  public var height: Double

  /// A rectangle from its upper left corner and its size.
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The right edge.
  public var maxX: Double { x + width }
  /// The lower edge.
  public var maxY: Double { y + height }
  /// The middle between left and right.
  public var midX: Double { x + width / 2 }
  /// The middle between top and bottom.
  public var midY: Double { y + height / 2 }

  /// The rectangle with its edges moved inwards (outwards if negative).
  public func inset(_ dx: Double, _ dy: Double) -> Rect {
    Rect(x: x + dx, y: y + dy, width: width - 2 * dx, height: height - 2 * dy)
  }

  /// The area that this rectangle and another one have in common.
  func overlap(_ other: Rect) -> Double {
    let width = min(maxX, other.maxX) - max(x, other.x)
    let height = min(maxY, other.maxY) - max(y, other.y)
    return width > 0 && height > 0 ? width * height : 0
  }

  /// Whether a straight line between two places touches the rectangle.
  func meets(_ from: Point, _ to: Point) -> Bool {
    // The part of the line, from 0 to 1, that lies within both pairs of edges.
    var (first, last) = (0.0, 1.0)
    for (start, span, low, high) in [
      (from.x, to.x - from.x, x, maxX), (from.y, to.y - from.y, y, maxY),
    ] {
      guard span != 0 else {
        if start < low || start > high { return false }
        continue
      }
      let (one, other) = ((low - start) / span, (high - start) / span)
      first = max(first, min(one, other))
      last = min(last, max(one, other))
    }
    return first <= last
  }

  /// Whether a place lies in the rectangle or on its edge.
  public func contains(_ point: Point) -> Bool {
    point.x >= x && point.x <= maxX && point.y >= y && point.y <= maxY
  }
}
