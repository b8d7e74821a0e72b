/// A source of random bits that is wholly determined by its seed: xoshiro256**.
///
/// Nothing in the program draws numbers from elsewhere. A generator is derived from what it is
/// for, so that what one image or one shard draws depends neither on the order in which threads
/// come by nor on how much another has drawn.
///
/// Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", 2021.
package struct SeededGenerator: RandomNumberGenerator, Sendable, Equatable {
  /// What the numbers are drawn for; each purpose has streams of its own.
  package enum Purpose: UInt64, Sendable, CaseIterable {
    /// First values of parameters.
    case initialization = 1
    /// The order of the training images.
    case shuffling
    /// The order of the test images.
    case testShuffling
    /// Crops and rotations.
    case augmentation
    /// Elements that dropout sets to zero.
    case dropout
    /// Digits that the program draws.
    case drawing
    /// Anything a test draws.
    case testing
    /// Trials of a study.
    case trials
    /// Training images that are set aside.
    case validation
  }

  @usableFromInline var word0: UInt64
  @usableFromInline var word1: UInt64
  @usableFromInline var word2: UInt64
  @usableFromInline var word3: UInt64

  /// The four words of state; a generator made of them continues where this one stands.
  package var state: SIMD4<UInt64> { SIMD4(word0, word1, word2, word3) }

  /// Continues at a stored state.
  ///
  /// - Parameter state: What `state` of another generator was; not all zero.
  package init(state: SIMD4<UInt64>) {
    precondition(state != .zero, "a generator whose state is zero draws nothing but zeros")
    (word0, word1, word2, word3) = (state[0], state[1], state[2], state[3])
  }

  /// Starts the stream that belongs to a seed and a purpose.
  ///
  /// - Parameters:
  ///   - seed: What the user chose.
  ///   - purpose: What the numbers are for.
  ///   - epoch: The epoch that they are for; 0 where epochs do not matter.
  ///   - index: The image, shard or tensor that they are for.
  package init(seed: UInt64, purpose: Purpose, epoch: Int = 0, index: Int = 0) {
    var key = SplitMix64.mix(seed &+ SplitMix64.increment)
    key = SplitMix64.mix(key ^ purpose.rawValue &* SplitMix64.increment)
    key = SplitMix64.mix(key &+ UInt64(truncatingIfNeeded: epoch))
    key = SplitMix64.mix(key ^ UInt64(truncatingIfNeeded: index) &* SplitMix64.increment)
    var words = SplitMix64(state: key)
    // Four successive outputs of SplitMix64 are never all zero: `mix` maps only 0 to 0.
    (word0, word1, word2, word3) = (words.next(), words.next(), words.next(), words.next())
  }

  /// The next 64 bits.
  @inlinable
  package mutating func next() -> UInt64 {
    let product = word1 &* 5
    let result = (product << 7 | product >> 57) &* 9
    let shifted = word1 << 17
    word2 ^= word0
    word3 ^= word1
    word1 ^= word2
    word0 ^= word3
    word2 ^= shifted
    word3 = word3 << 45 | word3 >> 19
    return result
  }
}

/// A small generator that turns any number into well-mixed ones; it seeds the other.
///
/// Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014.
package struct SplitMix64: RandomNumberGenerator, Sendable, Equatable {
  /// The odd number nearest to 2⁶⁴ divided by the golden ratio.
  static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The state, which grows by a constant.
  package private(set) var state: UInt64

  /// Starts anywhere.
  ///
  /// - Parameter state: Any number.
  package init(state: UInt64) {
    self.state = state
  }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= Self.increment
    return Self.mix(state)
  }

  /// A bijection that makes each bit of the result depend on all bits of the argument.
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
