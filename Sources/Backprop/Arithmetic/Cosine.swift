/// The cosine of multiples of π, for one number or a vector, with the same bits for both.
enum Cosine {
  /// `cos(πx)`, within 10⁻¹⁵.
  ///
  /// *Math.* x is brought to within ±1 exactly; then `cos(πm) = sin(π(½ - m))` for the magnitude m,
  /// whose argument is within ±π/2, by the series of the sine up to order 23.
  @_transparent
  static func ofPiTimes<V: RealLanes>(_ x: V) -> V {
    let half = x * .all(0.5)
    let near = half - half.rounded(.toNearestOrEven)
    let reduced = near + near
    let magnitude = reduced.replaced(below: 0, by: V.all(0) - reduced)
    let y = (V.all(0.5) - magnitude) * .all(.pi)
    let square = y * y
    var sum = V.all(1)
    var order = 22.0
    while order >= 2 {
      sum = V.all(1).addingProduct(sum * square, .all(-1 / (order * (order + 1))))
      order -= 2
    }
    return y * sum
  }
}

/// Powers with whole exponents.
enum Power {
  /// A number raised to a whole number from 0 to 2³¹, by squaring; NaN for another exponent.
  static func raise(_ base: Double, to exponent: Double) -> Double {
    guard let exponent = whole(exponent) else { return .nan }
    return raise(base, to: exponent)
  }

  /// The same for each lane of a vector.
  ///
  /// The exponents of a table count its steps, so that all lanes have the same one; others are raised
  /// one after the other.
  static func raise(_ base: SIMD8<Double>, to exponents: SIMD8<Double>) -> SIMD8<Double> {
    if let exponent = whole(exponents[0]), all(exponents .== exponents[0]) {
      return raise(base, to: exponent)
    }
    var result = SIMD8<Double>()
    for lane in 0..<8 { result[lane] = raise(base[lane], to: exponents[lane]) }
    return result
  }

  private static func whole(_ exponent: Double) -> Int? {
    guard exponent >= 0, exponent <= 0x1p31, exponent == exponent.rounded(.down) else { return nil }
    return Int(exponent)
  }

  @inline(__always)
  private static func raise<V: RealLanes>(_ base: V, to exponent: Int) -> V {
    var rest = exponent
    var factor = base
    var result = V.all(1)
    while rest > 0 {
      if rest & 1 == 1 { result = result * factor }
      factor = factor * factor
      rest >>= 1
    }
    return result
  }
}
