public import Charts

/// Something that can be drawn on: an image in memory, a page, a text, or a record of what was
/// drawn.
///
/// Places are in pixels (1/96 inch) from the upper left corner. What is drawn later covers what
/// was drawn before. Implementations draw every command or fail as a whole when they are
/// finished; no command reports an error by itself.
package protocol Canvas: ~Copyable {
  /// Fills a shape.
  mutating func fill(_ shape: Shape, _ paint: Paint)
  /// Draws the outline of a shape.
  mutating func stroke(_ shape: Shape, _ stroke: Stroke)
  /// Writes one line of text.
  mutating func text(_ run: TextRun)
  /// Puts an image into a rectangle; its pixels keep sharp edges.
  mutating func image(_ raster: Raster, in rect: Rect)
  /// Restricts what follows to a rectangle, until ``endClip()``.
  mutating func beginClip(_ rect: Rect)
  /// Lifts the last restriction.
  mutating func endClip()
}

/// A geometric shape.
public enum Shape: Sendable, Equatable {
  /// A rectangle, with rounded corners if the radius is above zero.
  case rectangle(Rect, cornerRadius: Double = 0)
  /// An ellipse in its bounding rectangle.
  case ellipse(Rect)
  /// Straight lines from point to point; closed ones end where they began.
  case polyline([Point], closed: Bool = false)
  /// Separate straight lines: from the first point to the second, from the third to the fourth ….
  case segments([Point])
  /// One cubic Bézier curve.
  case curve(from: Point, Point, Point, to: Point)

  /// The smallest rectangle round the shape (round the control points of a curve).
  public var bounds: Rect {
    switch self {
    case .rectangle(let rect, _), .ellipse(let rect): return rect
    case .polyline(let points, _), .segments(let points): return Self.bounds(points)
    case .curve(let from, let first, let second, let to):
      return Self.bounds([from, first, second, to])
    }
  }

  private static func bounds(_ points: [Point]) -> Rect {
    guard let first = points.first else { return Rect(x: 0, y: 0, width: 0, height: 0) }
    var (low, high) = (first, first)
    for point in points.dropFirst() {
      low = Point(min(low.x, point.x), min(low.y, point.y))
      high = Point(max(high.x, point.x), max(high.y, point.y))
    }
    return Rect(x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y)
  }
}

/// What a shape is filled with.
public enum Paint: Sendable, Hashable {
  /// One color.
  case color(Color)
  /// Colors at equal distances from the top of the shape to its bottom.
  case vertical([Color])
}

/// How an outline is drawn.
public struct Stroke: Sendable, Hashable {
  /// The color.
  public var color: Color
  /// The width in pixels.
  public var width: Double
  /// The lengths of strokes and gaps in pixels; empty for a solid line.
  public var dash: [Double]
  /// Whether ends and corners are round.
  public var isRound: Bool

  /// A way of drawing outlines.
  public init(_ color: Color, width: Double = 1, dash: [Double] = [], isRound: Bool = false) {
    self.color = color
    self.width = width
    self.dash = dash
    self.isRound = isRound
  }

  /// A way of drawing outlines with a named pattern.
  public init(_ color: Color, width: Double, dash: Dash, isRound: Bool = false) {
    self.init(
      color, width: width, dash: dash.pattern.map { $0 * max(width, 1) }, isRound: isRound)
  }
}

/// One line of text at a place.
public struct TextRun: Sendable, Equatable {
  /// Which part of the text stands at the place.
  public enum Anchor: Sendable, Hashable {
    case start, middle, end
  }

  /// The words.
  public var text: String
  /// The place of the anchor on the base line.
  public var position: Point
  /// Size, weight and color.
  public var style: Theme.TextStyle
  /// Which part of the text stands at ``position``.
  public var anchor: Anchor
  /// Whether the text runs upwards instead of to the right.
  public var isVertical: Bool
  /// The length of the text in pixels, as it was measured.
  public var width: Double

  /// Where the text begins on the base line.
  public var start: Point {
    let shift =
      switch anchor {
      case .start: 0.0
      case .middle: width / 2
      case .end: width
      }
    return isVertical
      ? Point(position.x, position.y + shift) : Point(position.x - shift, position.y)
  }

  /// The rectangle that the text covers, from ascenders to descenders.
  public var bounds: Rect {
    let above = style.size * 0.76
    let below = style.size * 0.24
    return isVertical
      ? Rect(x: start.x - above, y: start.y - width, width: above + below, height: width)
      : Rect(x: start.x, y: start.y - above, width: width, height: above + below)
  }
}

/// An image of pixels.
public struct Raster: Sendable, Equatable {
  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// Opaque pixels `0xFFRRGGBB`, row after row.
  public let pixels: [UInt32]

  /// An image from colors.
  ///
  /// - Precondition: There is one color for each pixel.
  public init(width: Int, height: Int, colors: [Color]) {
    precondition(colors.count == width * height, "\(colors.count) colors, \(width) × \(height)")
    self.width = width
    self.height = height
    pixels = colors.map { 0xFF00_0000 | $0.rgb }
  }

  /// An image in shades of gray, 0 (black) … 255 (white).
  ///
  /// - Precondition: There is one shade for each pixel.
  public init(width: Int, height: Int, gray: some Collection<UInt8>) {
    precondition(gray.count == width * height, "\(gray.count) shades, \(width) × \(height)")
    self.width = width
    self.height = height
    pixels = gray.map { 0xFF00_0000 | UInt32($0) * 0x010101 }
  }

  /// An image from pixels that are known to be opaque.
  init(width: Int, height: Int, opaque pixels: [UInt32]) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The image with each pixel repeated up to sixteen times, as long as it stays within 256
  /// pixels a side.
  var enlarged: Raster {
    let factor = min(16, 256 / max(width, height, 1))
    guard factor > 1 else { return self }
    var large: [UInt32] = []
    large.reserveCapacity(pixels.count * factor * factor)
    for row in 0..<height {
      var line: [UInt32] = []
      line.reserveCapacity(width * factor)
      for pixel in pixels[row * width..<(row + 1) * width] {
        for _ in 0..<factor { line.append(pixel) }
      }
      for _ in 0..<factor { large += line }
    }
    return Raster(width: width * factor, height: height * factor, opaque: large)
  }
}
