/// The cosine of multiples of π, for one number or a vector, with the same bits for both.
enum Cosine {
  /// `cos(πx)`, within 10⁻¹⁵.
  ///
  /// *Math.* x is brought to within ±1 exactly; then `cos(πm) = sin(π(½ - m))` for the magnitude m,
  /// whose argument is within ±π/2, by the series of the sine up to order 23.
  @inline(__always)
  static func ofPiTimes<V: RealLanes>(_ x: V) -> V {
    let half = x * .all(0.5)
    let near = half - half.rounded(.toNearestOrEven)
    let reduced = near + near
    let magnitude = reduced.replaced(below: 0, by: V.all(0) - reduced)
    let y = (V.all(0.5) - magnitude) * .all(.pi)
    let square = y * y
    var sum = V.all(1)
    for order in stride(from: 22.0, through: 2, by: -2) {
      sum = V.all(1).addingProduct(sum * square, .all(-1 / (order * (order + 1))))
    }
    return y * sum
  }
}

/// Powers with whole exponents.
enum Power {
  /// A number raised to a whole number from 0 to 2³¹, by squaring; NaN for another exponent.
  static func raise(_ base: Double, to exponent: Double) -> Double {
    guard exponent >= 0, exponent <= 0x1p31, exponent == exponent.rounded(.down) else {
      return .nan
    }
    var rest = Int(exponent)
    var factor = base
    var result = 1.0
    while rest > 0 {
      if rest & 1 == 1 { result *= factor }
      factor *= factor
      rest >>= 1
    }
    return result
  }
}
