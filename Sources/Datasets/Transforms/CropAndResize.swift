/// The middle 22 × 22 pixels of an image, enlarged to 28 × 28 as Pillow does it on bytes.
///
/// *Math*: each new pixel is a weighted sum along the row, rounded to a byte, then along the
/// column. Pixel i of 28 sits at c = (i + ½)·22/28; the weight of pixel j of 22 is
/// max(0, 1 − |j + ½ − c|), the weights divided by their sum, in fixed point with 22 bits after
/// the point.
struct CropAndResize: Sendable {
  private static let cropped = 22
  private static let margin = (LabeledImages.side - cropped) / 2
  private static let fractionBits = 22

  /// The two pixels that a new pixel is made of, and their weights.
  private struct Tap {
    var first: Int
    var second: Int
    var firstWeight: Int32
    var secondWeight: Int32
  }

  private let taps: [Tap]

  init() {
    let scale = Double(Self.cropped) / Double(LabeledImages.side)
    taps = (0..<LabeledImages.side).map { index in
      let center = (Double(index) + 0.5) * scale
      let from = max(0, Int(center - 1 + 0.5))
      let to = min(Self.cropped, Int(center + 1 + 0.5))
      let weights = (from..<to).map { max(0, 1 - abs(Double($0) - center + 0.5)) }
      let sum = weights.reduce(0, +)
      let fixed = weights.map { Int32(0.5 + $0 / sum * Double(1 << Self.fractionBits)) }
      return Tap(
        first: from, second: min(from + 1, Self.cropped - 1),
        firstWeight: fixed[0], secondWeight: fixed.count > 1 ? fixed[1] : 0)
    }
  }

  /// Fills an image with the enlarged middle of another.
  ///
  /// - Parameters:
  ///   - source: [28, 28].
  ///   - target: [28, 28], elsewhere in memory.
  func apply(from source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) {
    let side = LabeledImages.side
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.cropped * side) { rows in
      for y in 0..<Self.cropped {
        let row = source + (y + Self.margin) * side + Self.margin
        for x in 0..<side {
          let tap = taps[x]
          rows[y * side + x] = Self.blend(row[tap.first], row[tap.second], tap)
        }
      }
      for y in 0..<side {
        let tap = taps[y]
        for x in 0..<side {
          target[y * side + x] = Self.blend(
            rows[tap.first * side + x], rows[tap.second * side + x], tap)
        }
      }
    }
  }

  @inline(__always)
  private static func blend(_ first: UInt8, _ second: UInt8, _ tap: Tap) -> UInt8 {
    let half: Int32 = 1 << Int32(fractionBits - 1)
    let sum = half &+ Int32(first) &* tap.firstWeight &+ Int32(second) &* tap.secondWeight
    return UInt8(clamping: sum >> Int32(fractionBits))
  }
}
