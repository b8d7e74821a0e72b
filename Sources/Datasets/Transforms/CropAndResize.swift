/// The middle of an image, 22 of 28 pixels along each side, enlarged to the whole as Pillow does it on
/// bytes.
///
/// *Math*: each new pixel is a weighted sum along the row, rounded to a byte, then along the
/// column. Pixel i of n sits at c = (i + ½)·m/n among the m that are kept; the weight of pixel j is
/// max(0, 1 − |j + ½ − c|), the weights divided by their sum, in fixed point with 22 bits after
/// the point.
struct CropAndResize: Sendable {
  private static let fractionBits = 22

  /// The two pixels that a new pixel is made of, and their weights.
  private struct Tap {
    var first: Int
    var second: Int
    var firstWeight: Int32
    var secondWeight: Int32
  }

  /// What becomes of the pixels along one side.
  private struct Side {
    let length: Int
    /// How many pixels are kept: 22 of 28, rounded.
    let kept: Int
    let margin: Int
    let taps: [Tap]

    init(_ length: Int) {
      let kept = max(1, (22 * length + 14) / 28)
      let scale = Double(kept) / Double(length)
      taps = (0..<length).map { index in
        let center = (Double(index) + 0.5) * scale
        let from = max(0, Int(center - 1 + 0.5))
        let to = min(kept, Int(center + 1 + 0.5))
        let weights = (from..<to).map { max(0, 1 - abs(Double($0) - center + 0.5)) }
        let sum = weights.reduce(0, +)
        let fixed = weights.map { Int32(0.5 + $0 / sum * Double(1 << fractionBits)) }
        return Tap(
          first: from, second: min(from + 1, kept - 1),
          firstWeight: fixed[0], secondWeight: fixed.count > 1 ? fixed[1] : 0)
      }
      self.length = length
      self.kept = kept
      margin = (length - kept) / 2
    }
  }

  private let rows: Side
  private let columns: Side

  init(_ size: ImageSize = .usual) {
    rows = Side(size.height)
    columns = Side(size.width)
  }

  /// Fills an image with the enlarged middle of another.
  ///
  /// - Parameters:
  ///   - source: [height, width].
  ///   - target: [height, width], elsewhere in memory.
  func apply(from source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) {
    let width = columns.length
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: rows.kept * width) { widened in
      for y in 0..<rows.kept {
        let row = source + (y + rows.margin) * width + columns.margin
        for x in 0..<width {
          let tap = columns.taps[x]
          widened[y * width + x] = Self.blend(row[tap.first], row[tap.second], tap)
        }
      }
      for y in 0..<rows.length {
        let tap = rows.taps[y]
        for x in 0..<width {
          target[y * width + x] = Self.blend(
            widened[tap.first * width + x], widened[tap.second * width + x], tap)
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
