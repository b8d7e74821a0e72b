/// The exponential and what is made of it, for one number or a vector, with the same bits for both.
///
/// *Math.* `x = k·ln 2 + r` with |r| ≤ ½ ln 2, then `eˣ = 2ᵏ·eʳ`. The remainder and the first
/// terms of the series are kept as unevaluated sums of two numbers, the rest is a polynomial. The
/// result is within 0.52 units in the last place of the exact value, so that it almost always is
/// the number nearest to it, and differs from a good C library in about one value in a hundred.
///
/// *Range.* Overflows to infinity above 709.78, underflows through subnormal numbers to zero below
/// -745.13; NaN stays NaN.
enum Exponential {
  /// `eˣ` in every lane.
  @_transparent
  static func exp<V: RealLanes>(_ x: V) -> V {
    let held = x.replaced(above: 800, by: .all(800)).replaced(below: -800, by: .all(-800))
    let parts = reduce(held)
    // Two steps, because 2ᵏ alone leaves the range before the product does.
    let shifter = V.all(roundingShifter)
    let half = shifter.addingProduct(parts.k, .all(0.5))
    let rest = shifter + (parts.k - (half - shifter))
    return (mantissa(parts) * half.powerOfTwo) * rest.powerOfTwo
  }

  /// `eˣ` for |x| ≤ 700, where 2ᵏ is in range: the same bits as `exp` with less work.
  @inline(__always)
  static func moderateExp<V: RealLanes>(_ x: V) -> V {
    let parts = reduce(x)
    return mantissa(parts) * parts.scale
  }

  /// `1 / (1 + e⁻ˣ)` in every lane; the exponent is held at 700, where the result is below 10⁻³⁰⁴.
  ///
  /// Below -700 it stays at its value there; above 700 it is 1 to the last bit either way.
  @_transparent
  static func sigmoid<V: RealLanes>(_ x: V) -> V {
    let held = x.replaced(above: 700, by: .all(700)).replaced(below: -700, by: .all(-700))
    let parts = reduce(held, sign: -1)
    return V.all(1) / (V.all(1) + mantissa(parts) * parts.scale)
  }

  /// The hyperbolic tangent in every lane, `m / (m + 2)` with `m = e²ˣ - 1`.
  ///
  /// Computed from the magnitude; beyond 20 it is 1 to the last bit. Within 3 units in the last
  /// place.
  @_transparent
  static func tanh<V: RealLanes>(_ x: V) -> V {
    let opposite = V.all(0) - x
    let sign = x.replaced(below: 0, by: .all(-1)).replaced(above: 0, by: .all(1))
    let magnitude = x.replaced(below: 0, by: opposite).replaced(above: 20, by: .all(20))
    let parts = reduce(magnitude + magnitude)
    let scale = parts.scale
    // 2ᵏ - 1 is exact, and for k = 0 the small result keeps all its digits.
    let minusOne = (scale - V.all(1)) + (scale * parts.high + scale * parts.low)
    return sign * (minusOne / (minusOne + V.all(2)))
  }

  /// `eʳ - 1` as a sum of two numbers, and `k`, plain and in the low bits of a lane.
  struct Parts<V: RealLanes> {
    let high: V
    let low: V
    let k: V
    let shifted: V

    /// 2ᵏ, for |k| ≤ 1022.
    @inline(__always)
    var scale: V { shifted.powerOfTwo }
  }

  /// Adding 1.5 · 2⁵² rounds to a whole number, which is left in the low bits; adding 1023 with it
  /// makes that the exponent's bits of a power of two.
  private static var roundingShifter: Double { 6_755_399_441_055_744 + 1023 }

  /// `eʳ`, rounded once.
  @inline(__always)
  private static func mantissa<V: RealLanes>(_ parts: Parts<V>) -> V {
    let head = V.all(1) + parts.high
    let error = (V.all(1) - head) + parts.high
    return head + (error + parts.low)
  }

  /// Splits off the power of two and sums the series of the remainder.
  ///
  /// For `e⁻ˣ` the signs go into the constants, which costs no operation: with the remainder of x,
  /// odd terms change theirs.
  ///
  /// - Parameters:
  ///   - x: Within ±800.
  ///   - sign: 1 for `eˣ`, -1 for `e⁻ˣ`.
  /// - Returns: The parts, to be put together by the functions above.
  @inline(__always)
  private static func reduce<V: RealLanes>(_ x: V, sign: Double = 1) -> Parts<V> {
    let shifter = V.all(roundingShifter)
    let shifted = shifter.addingProduct(x, .all(sign * 1.442695040888963407))
    let k = shifted - shifter

    // ln 2 in two parts; the first has 32 bits, so that its product with k is exact.
    let high = x.addingProduct(k, .all(sign * -6.93147180369123816490e-1))
    let low = k * .all(sign * 1.90821492927058770002e-10)
    let r = high - low
    let rLow = (high - r) - low

    let square = r * r
    let squareError = (square * .all(-1)).addingProduct(r, r)
    let third = (square * r) * .all(1.66666666666666657415e-1)

    // From here to the correction everything has the sign of r.
    let first = r.addingProduct(square, .all(sign * 0.5))
    let firstError = (r - first).addingProduct(square, .all(sign * 0.5))
    let sum = first + third
    let sumError = (first - sum) + third
    let correction = rLow.addingProduct(rLow * .all(sign), first)
    let small = ((firstError + sumError) * .all(sign)).addingProduct(squareError, .all(0.5))
      .addingProduct(correction, .all(sign))
    return Parts(
      high: sum * .all(sign), low: small.addingProduct(square * square, series(r, square, sign)),
      k: k, shifted: shifted)
  }

  /// `1/4! + r/5! + … + r¹⁰/14!`, in pairs; for the sign -1 of `-r`.
  @inline(__always)
  private static func series<V: RealLanes>(_ r: V, _ square: V, _ sign: Double) -> V {
    let c4 = V.all(4.1666666666666664e-2).addingProduct(r, .all(sign * 8.333333333333333e-3))
    let c6 = V.all(1.388888888888889e-3).addingProduct(r, .all(sign * 1.984126984126984e-4))
    let c8 = V.all(2.48015873015873e-5).addingProduct(r, .all(sign * 2.7557319223985893e-6))
    let c10 = V.all(2.755731922398589e-7).addingProduct(r, .all(sign * 2.505210838544172e-8))
    let c12 = V.all(2.08767569878681e-9).addingProduct(r, .all(sign * 1.6059043836821613e-10))
    let fourth = square * square
    let high = c12.addingProduct(square, .all(1.1470745597729725e-11))
    let low = c4.addingProduct(square, c6)
    let middle = c8.addingProduct(square, c10)
    return low.addingProduct(fourth, middle.addingProduct(fourth, high))
  }
}

/// The functions that the tables compute with, for one number.
///
/// They are the library's own, so that a table has the same bits on every machine, whatever its
/// C library and however many learning rates are computed at once.
public enum RealMath {
  /// `eˣ`, within 0.52 units in the last place.
  public static func exp(_ x: Double) -> Double { Exponential.exp(x) }

  /// `1 / (1 + e⁻ˣ)`; never overflows: below -700 it stays at its value there, about 10⁻³⁰⁴.
  public static func sigmoid(_ x: Double) -> Double { Exponential.sigmoid(x) }

  /// The hyperbolic tangent, within 3 units in the last place.
  public static func tanh(_ x: Double) -> Double { Exponential.tanh(x) }

  /// `ln σ(x)`; never overflows.
  public static func logSigmoid(_ x: Double) -> Double { Logarithm.sigmoid(x) }

  /// `cos(πx)`, within 10⁻¹⁵.
  public static func cosPi(_ x: Double) -> Double { Cosine.ofPiTimes(x) }

  /// A number raised to a whole number from 0 to 2³¹; NaN for another exponent.
  public static func power(_ base: Double, _ exponent: Double) -> Double {
    Power.raise(base, to: exponent)
  }
}
