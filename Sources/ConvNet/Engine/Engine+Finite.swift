extension Engine {
  /// Whether all parameters and running statistics are finite.
  ///
  /// A loss alone does not tell: after a ReLU, a NaN in a map can become a zero.
  var isFinite: Bool { Self.isFinite(parameters) && Self.isFinite(statistics) }

  /// Looks at exponents only, with whole numbers, several at a time.
  private static func isFinite(_ numbers: AlignedBuffer<Float>) -> Bool {
    let exponent: UInt32 = 0x7F80_0000
    var found: UInt32 = 0
    for index in 0..<numbers.count {
      found |= numbers.pointer[index].bitPattern & exponent == exponent ? 1 : 0
    }
    return found == 0
  }
}
