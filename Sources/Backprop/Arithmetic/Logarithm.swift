/// Logarithms of sums of exponentials, for one number or a vector, with the same bits for both.
///
/// No exponential above one is computed, so that nothing overflows.
enum Logarithm {
  /// `ln(1 + u)` for u from 0 to 1, within 2 units in the last place.
  ///
  /// *Math.* `ln(1 + u) = 2 artanh s` with `s = u / (2 + u)`, at most 1/3, by the series
  /// `s + s³/3 + s⁵/5 + …`, whose term of order 37 is below 10⁻¹⁸ of the first.
  @_transparent
  static func ofOnePlus<V: RealLanes>(_ u: V) -> V {
    let s = u / (V.all(2) + u)
    let square = s * s
    var sum = V.all(1 / 37)
    var order = 35.0
    while order >= 3 {
      sum = V.all(1 / order).addingProduct(sum, square)
      order -= 2
    }
    let double = s + s
    return double.addingProduct(double * square, sum)
  }

  /// `ln(1 + eˣ)`.
  @_transparent
  static func softplus<V: RealLanes>(_ x: V) -> V {
    let opposite = V.all(0) - x
    let below = x.replaced(above: 0, by: opposite)
    return x.replaced(below: 0, by: .all(0)) + ofOnePlus(Exponential.exp(below))
  }

  /// `ln σ(x)`, the logarithm of the sigmoid.
  @_transparent
  static func sigmoid<V: RealLanes>(_ x: V) -> V { V.all(0) - softplus(V.all(0) - x) }

  /// `ln(eˣ + eʸ)`.
  @_transparent
  static func logAddExp<V: RealLanes>(_ x: V, _ y: V) -> V { x + softplus(y - x) }
}
