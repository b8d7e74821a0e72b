extension SeededGenerator {
  /// A number between 0 and 1, with 53 random bits.
  ///
  /// - Returns: A multiple of 2⁻⁵³ in [0, 1).
  @inlinable
  package mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number between two bounds.
  ///
  /// - Parameter range: The bounds; the upper one is reached by rounding only.
  /// - Returns: `lower + u·(upper − lower)` for a uniform `u`.
  @inlinable
  package mutating func uniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + uniform() * (range.upperBound - range.lowerBound)
  }

  /// A whole number below a bound, each as likely as the others.
  ///
  /// - Parameter bound: How many there are to choose from; at least 1.
  /// - Returns: A number in 0..<bound.
  ///
  /// Source: D. Lemire, "Fast random integer generation in an interval", 2019.
  @inlinable
  package mutating func index(below bound: Int) -> Int {
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
  /// - Returns: A number of mean 0 and variance 1.
  ///
  /// Source: G. Marsaglia, T. Bray, "A convenient method for generating normal variables", 1964.
  package mutating func normal() -> Double {
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      guard square < 1, square > 0 else { continue }
      return x * (-2 * portableLog(square) / square).squareRoot()
    }
  }

  /// The numbers 0..<count in random order, each order as likely as the others.
  ///
  /// - Parameter count: How many numbers.
  /// - Returns: A permutation.
  ///
  /// Source: the shuffle of R. Fisher and F. Yates, in R. Durstenfeld's form.
  package mutating func permutation(count: Int) -> [Int32] {
    var order = (0..<count).map { Int32($0) }
    guard count > 1 else { return order }
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, index(below: last + 1))
    }
    return order
  }
}
