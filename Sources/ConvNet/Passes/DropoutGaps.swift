import SeededRandom

/// Draws the gaps between dropped elements: how many are kept before the next is dropped.
///
/// *Math*: a gap is g or less with probability 1 − (1 − p)^(g+1). A random number is looked up in
/// these thresholds; a first table says from which threshold on to look. Gaps longer than the
/// thresholds reach are put together from several: what comes after many kept elements does not
/// depend on them.
struct DropoutGaps: Sendable {
  /// The thresholds as fractions of 2⁶⁴.
  private let thresholds: [UInt64]
  /// For the first 12 bits of a random number, the first gap whose threshold may lie above it.
  private let starts: [UInt16]

  private static let length = 2048
  private static let startBits = 12

  /// - Parameter rate: The probability p of being dropped, in (0, 1).
  init(rate: Double) {
    var thresholds: [UInt64] = []
    var kept = 1.0
    for _ in 0..<Self.length {
      kept *= 1 - rate
      // The largest threshold is below 2⁶⁴ even if nothing is left over.
      thresholds.append(UInt64(min(1 - kept, 1 - 0x1p-53) * 0x1p64))
    }
    self.thresholds = thresholds
    var starts: [UInt16] = []
    var gap = 0
    for bin in 0..<1 << Self.startBits {
      let lowest = UInt64(bin) << UInt64(64 - Self.startBits)
      while gap < Self.length && thresholds[gap] <= lowest { gap += 1 }
      starts.append(UInt16(gap))
    }
    self.starts = starts
  }

  /// Sets elements to zero, each with probability p.
  ///
  /// The gaps are drawn in the logical order `[N, C, H, W]`, without channels that only fill blocks:
  /// equal seeds drop equal elements, however the processor's kernels want them to lie in memory.
  ///
  /// - Parameters:
  ///   - values: The elements.
  ///   - images: How many images they belong to.
  ///   - order: How the elements lie in memory.
  ///   - generator: Draws the gaps.
  func dropOut(
    _ values: UnsafeMutablePointer<Float>, images: Int, order: BlockedOrder,
    generator: inout SeededGenerator
  ) {
    forEachDropped(of: images * order.logicalElementsPerImage, &generator) { position in
      values[order.offset(of: position)] = 0
    }
  }

  /// Calls a function with the place of each dropped element, in rising order.
  @inline(__always)
  func forEachDropped(
    of count: Int, _ generator: inout SeededGenerator, _ body: (Int) -> Void
  ) {
    thresholds.withUnsafeBufferPointer { thresholds in
      starts.withUnsafeBufferPointer { starts in
        var position = 0
        while true {
          let bits = generator.next()
          var gap = Int(starts[Int(bits >> UInt64(64 - Self.startBits))])
          while gap < Self.length && thresholds[gap] <= bits { gap &+= 1 }
          position &+= gap
          guard position < count else { return }
          guard gap < Self.length else { continue }
          body(position)
          position &+= 1
        }
      }
    }
  }
}
