import SeededRandom

/// How one person writes one digit: size, slant, pen, and how carefully.
struct Hand {
  private let height: Double
  private let width: Double
  private let slant: Double
  private let cosine: Double
  private let sine: Double
  /// Bends that turn straight lines into arcs, along and across.
  private let bendX: Double
  private let bendY: Double
  /// Growth of the width from top to bottom.
  private let taper: Double
  /// Standard deviation of a point's distance from its place, in units of the digit's height.
  private let carelessness: Double
  /// How much too early or too late strokes begin and end, relative to their first and last part.
  private let endSpread: Double
  private let penWidth: Double

  /// The width of a line's soft edge, in pixels.
  let softness: Double
  /// How white full ink is.
  let strength: Double

  init(aspect: Double, using generator: inout SeededGenerator) {
    height = generator.uniform(in: 13.5...20.5)
    width = height * aspect * generator.uniform(in: 0.62...1.25)
    slant = 0.12 + 0.24 * generator.normal()
    // A turn by the angle whose half has the tangent t; cosine and sine need no series.
    let t = min(0.25, max(-0.25, 0.08 * generator.normal()))
    cosine = (1 - t * t) / (1 + t * t)
    sine = 2 * t / (1 + t * t)
    bendX = 0.22 * generator.normal()
    bendY = 0.16 * generator.normal()
    taper = 0.18 * generator.normal()
    let haste = generator.uniform()
    carelessness = 0.025 + 0.1 * haste * haste * haste
    endSpread = 0.16 + 0.3 * haste * haste
    penWidth = generator.uniform(in: 0.6...1.75)
    softness = generator.uniform(in: 0.8...1.3)
    strength = generator.uniform(in: 0.9...1.05)
  }

  /// A stroke as this hand draws it, in pixels, not yet placed.
  func shaped(_ stroke: PenStroke, using generator: inout SeededGenerator) -> PenStroke {
    var result = stroke.map { point in
      let u = point.x - 0.5 + carelessness * generator.normal()
      let v = point.y - 0.5 + carelessness * generator.normal()
      let bentU = (u + bendX * (v * v - 0.125)) * (1 + taper * 2 * v)
      let bentV = v + bendY * (u * u - 0.125)
      let x = bentU * width - slant * bentV * height
      let y = bentV * height
      return PenPoint(cosine * x - sine * y, sine * x + cosine * y, isCorner: point.isCorner)
    }
    lengthenEnds(of: &result, using: &generator)
    return result
  }

  /// The half width of the line at each point: the pen is pressed more or less on its way.
  func widths(_ count: Int, using generator: inout SeededGenerator) -> [Double] {
    (0..<count).map { _ in
      penWidth * min(1.35, max(0.65, 1 + 0.14 * generator.normal()))
    }
  }

  /// Strokes begin and end too early or too late.
  private func lengthenEnds(of stroke: inout PenStroke, using generator: inout SeededGenerator) {
    guard stroke.count > 1 else { return }
    let last = stroke.count - 1
    for (end, neighbor) in [(0, 1), (last, last - 1)] {
      let share = min(1, max(-0.9, endSpread * generator.normal()))
      stroke[end].x += share * (stroke[end].x - stroke[neighbor].x)
      stroke[end].y += share * (stroke[end].y - stroke[neighbor].y)
    }
  }
}
