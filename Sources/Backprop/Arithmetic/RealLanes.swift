/// One number or several side by side, with the operations that the functions here are written in.
///
/// Each operation acts on every lane alone and is exactly rounded, so that a function gives the same
/// bits in each lane of any width. That is why one text of each function serves a single number
/// and the widest vectors.
///
/// The functions written in it are `@_transparent`: the compiler leaves some of them as calls in spite of
/// `@inline(__always)`, and a call takes a vector of eight lanes apart into four of two.
protocol RealLanes {
  init(repeating value: Double)

  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  static func / (left: Self, right: Self) -> Self

  /// The square root.
  func squareRoot() -> Self

  /// Rounded to a whole number.
  func rounded(_ rule: FloatingPointRoundingRule) -> Self

  /// `self + left * right`, rounded once.
  func addingProduct(_ left: Self, _ right: Self) -> Self

  /// `result` in the lanes where `self > limit`, `self` in the others, those with NaN included.
  func replaced(above limit: Double, by result: Self) -> Self

  /// `result` in the lanes where `self < limit`, `self` in the others, those with NaN included.
  func replaced(below limit: Double, by result: Self) -> Self

  /// 2 raised to a whole number that stands in the low bits of each lane, moved to the exponent.
  ///
  /// The lane holds `k + 1023 + 1.5 · 2⁵²`, as the rounding trick of `Exponential` leaves it.
  var powerOfTwo: Self { get }
}

extension RealLanes {
  /// The same number in every lane.
  @inline(__always)
  static func all(_ value: Double) -> Self { Self(repeating: value) }
}

extension Double: RealLanes {
  @inline(__always)
  init(repeating value: Double) { self = value }

  @inline(__always)
  func replaced(above limit: Double, by result: Double) -> Double { self > limit ? result : self }

  @inline(__always)
  func replaced(below limit: Double, by result: Double) -> Double { self < limit ? result : self }

  @inline(__always)
  var powerOfTwo: Double { Double(bitPattern: bitPattern &<< 52) }
}

extension SIMD2<Double>: RealLanes {
  @inline(__always)
  func replaced(above limit: Double, by result: Self) -> Self {
    replacing(with: result, where: self .> limit)
  }

  @inline(__always)
  func replaced(below limit: Double, by result: Self) -> Self {
    replacing(with: result, where: self .< limit)
  }

  @inline(__always)
  var powerOfTwo: Self {
    let bits = unsafeBitCast(self, to: SIMD2<UInt64>.self)
    return unsafeBitCast(bits &<< 52, to: Self.self)
  }
}

extension SIMD8<Double>: RealLanes {
  @inline(__always)
  func replaced(above limit: Double, by result: Self) -> Self {
    replacing(with: result, where: self .> limit)
  }

  @inline(__always)
  func replaced(below limit: Double, by result: Self) -> Self {
    replacing(with: result, where: self .< limit)
  }

  @inline(__always)
  var powerOfTwo: Self {
    let bits = unsafeBitCast(self, to: SIMD8<UInt64>.self)
    return unsafeBitCast(bits &<< 52, to: Self.self)
  }
}
