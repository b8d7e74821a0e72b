// The logarithm, sine and cosine of the C library differ in the last bit between libraries, and
// between processors with one library. Random numbers, drawn digits and rotated images have to be
// the same everywhere; these use only operations that IEEE 754 defines to the last bit.

/// The natural logarithm of a positive number, to about one unit in the last place.
///
/// *Math*: for x = m·2ᵉ with m in [√½, √2), log x = e·log 2 + 2·artanh(s), s = (m − 1)/(m + 1),
/// and artanh(s) = s + s³/3 + s⁵/5 + …, of which |s| ≤ 0.172 needs eleven terms.
package func portableLog(_ x: Double) -> Double {
  var exponent = Double(x.exponent)
  var mantissa = x.significand
  if mantissa > 1.4142135623730951 {
    mantissa *= 0.5
    exponent += 1
  }
  let s = (mantissa - 1) / (mantissa + 1)
  let square = s * s
  var sum = 1.0 / 21
  sum = sum * square + 1.0 / 19
  sum = sum * square + 1.0 / 17
  sum = sum * square + 1.0 / 15
  sum = sum * square + 1.0 / 13
  sum = sum * square + 1.0 / 11
  sum = sum * square + 1.0 / 9
  sum = sum * square + 1.0 / 7
  sum = sum * square + 1.0 / 5
  sum = sum * square + 1.0 / 3
  // log 2 in two parts: the first has zeros at its end, so that its product with e is exact.
  let high = exponent * 0x1.62e42fefa3800p-1
  let low = exponent * 0x1.ef35793c76730p-45
  return high + (2 * s + (2 * s * square * sum + low))
}

/// The cosine and sine of an angle, to about one unit in the last place.
///
/// *Math*: the angle is brought into ±π/4 by multiples of π/2, and Taylor's series does the rest.
///
/// - Parameter radians: The angle, at most a few turns.
/// - Returns: Both, for the price of one.
package func portableCosineAndSine(_ radians: Double) -> (cosine: Double, sine: Double) {
  let quarter = (radians * 0.6366197723675814).rounded()
  // π/2 in two parts, as above.
  let angle = radians - quarter * 0x1.921fb54400000p0 - quarter * 0x1.0b4611a626331p-34
  let square = angle * angle
  var sine = 0.0
  var cosine = 0.0
  for term in stride(from: 10.0, through: 1, by: -1) {
    sine = (sine + 1) * -square / ((2 * term) * (2 * term + 1))
    cosine = (cosine + 1) * -square / ((2 * term - 1) * (2 * term))
  }
  sine = angle + angle * sine
  cosine = 1 + cosine
  switch Int(quarter) & 3 {
  case 0: return (cosine, sine)
  case 1: return (-sine, cosine)
  case 2: return (-cosine, -sine)
  default: return (sine, -cosine)
  }
}
