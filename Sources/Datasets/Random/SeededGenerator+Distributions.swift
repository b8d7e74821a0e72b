extension SeededGenerator {
  /// A number between 0 and 1, with 53 random bits.
  ///
  /// - Returns: a multiple of 2⁻⁵³ in [0, 1).
  @inlinable
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A single-precision number between 0 and 1, with 24 random bits.
  ///
  /// - Returns: a multiple of 2⁻²⁴ in [0, 1).
  @inlinable
  public mutating func uniformFloat() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A number between two bounds.
  ///
  /// - Parameter range: the bounds; the upper one is reached by rounding only.
  /// - Returns: `lower + u·(upper − lower)` for a uniform `u`.
  @inlinable
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + uniform() * (range.upperBound - range.lowerBound)
  }

  /// A whole number below a bound, each as likely as the others.
  ///
  /// - Parameter bound: how many there are to choose from; at least 1.
  /// - Returns: a number in 0..<bound.
  ///
  /// Source: D. Lemire, "Fast random integer generation in an interval", 2019.
  @inlinable
  public mutating func index(below bound: Int) -> Int {
    precondition(bound > 0, "there is nothing to choose from")
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// A standard normal number.
  ///
  /// Computed by the polar method, which throws away about one pair of numbers in five.
  ///
  /// - Returns: a number of mean 0 and variance 1.
  ///
  /// Source: G. Marsaglia, T. Bray, "A convenient method for generating normal variables", 1964.
  public mutating func normal() -> Double {
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      guard square < 1, square > 0 else { continue }
      return x * (-2 * portableLog(square) / square).squareRoot()
    }
  }

  /// The number of failures before the first success, for a success rate `p`.
  ///
  /// Skipping this many elements, and then taking one, takes each element with probability `p`
  /// independently of the others, with one draw for each that is taken.
  ///
  /// - Parameter inverseLogOfFailure: `1 / log(1 − p)`, from `inverseLogOfFailure(rate:)`.
  /// - Returns: ⌊log(1 − u) / log(1 − p)⌋, at most 2⁵³.
  @inlinable
  public mutating func geometric(inverseLogOfFailure: Double) -> Int {
    // 1 − u lies in (0, 1], so its logarithm is finite.
    Int(min(portableLog(1 - uniform()) * inverseLogOfFailure, 0x1p53))
  }

  /// The constant that `geometric` needs for a success rate.
  ///
  /// - Parameter rate: the probability of success, in (0, 1).
  /// - Returns: `1 / log(1 − rate)`.
  public static func inverseLogOfFailure(rate: Double) -> Double {
    precondition(rate > 0 && rate < 1, "a rate of \(rate) has no geometric gaps")
    return 1 / portableLog(1 - rate)
  }

  /// The numbers 0..<count in random order, each order as likely as the others.
  ///
  /// - Parameter count: how many numbers.
  /// - Returns: a permutation.
  ///
  /// Source: the shuffle of R. Fisher and F. Yates, in R. Durstenfeld's form.
  public mutating func permutation(count: Int) -> [Int32] {
    var order = (0..<count).map { Int32($0) }
    guard count > 1 else { return order }
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, index(below: last + 1))
    }
    return order
  }
}
