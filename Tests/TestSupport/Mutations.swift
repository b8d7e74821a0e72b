/// A small random generator for tests whose target has none (SplitMix64).
public struct TestGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Starts at a seed.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

/// A damaged copy of some bytes: a few of them flipped, replaced, removed, repeated or cut off.
///
/// - Parameters:
///   - bytes: the sound bytes, of which the first few hundred are hit most often.
///   - generator: decides on the damage.
/// - Returns: the damaged copy.
public func mutated(_ bytes: [UInt8], using generator: inout TestGenerator) -> [UInt8] {
  var result = bytes
  for _ in 0...Int.random(in: 0...3, using: &generator) {
    guard !result.isEmpty else { break }
    let reach = Bool.random(using: &generator) ? min(result.count, 400) : result.count
    let place = Int.random(in: 0..<reach, using: &generator)
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: result[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: result[place] = UInt8.random(in: 0...255, using: &generator)
    case 2:
      result[place] = [0, 0xFF, 0x22, 0x7B, 0x7D, 0x39, 0x2D].randomElement(using: &generator) ?? 0
    case 3: result.remove(at: place)
    case 4: result.insert(UInt8.random(in: 0...255, using: &generator), at: place)
    case 5: result.removeSubrange(place...)
    default:
      let end = min(result.count, place + Int.random(in: 1...32, using: &generator))
      result.insert(contentsOf: result[place..<end], at: place)
    }
  }
  return result
}
