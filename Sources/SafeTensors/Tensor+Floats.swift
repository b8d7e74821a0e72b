extension Tensor {
  /// The elements in single precision, if they are floating-point numbers.
  ///
  /// Halves (`F16`) and the upper halves of singles (`BF16`) become what they are, exactly; doubles
  /// (`F64`) are rounded to the nearest single.
  ///
  /// - Returns: The elements, row-major; nil for other element types.
  public var floats: [Float]? {
    switch elementType {
    case .float32: return values(as: Float.self)
    case .float64: return values(as: Double.self)?.map { Float($0) }
    case .float16: return halves.map(Self.float(half:))
    case .bfloat16: return halves.map { Float(bitPattern: UInt32($0) << 16) }
    default: return nil
    }
  }

  /// The elements' bits, if they take two bytes each.
  private var halves: [UInt16] {
    (0..<count).map { UInt16(bytes[2 * $0]) | UInt16(bytes[2 * $0 + 1]) << 8 }
  }

  /// The number that an IEEE 754 half stands for.
  ///
  /// *Math*: the sign, then (−1)^s · 2^(e − 15) · (1 + f/1024), and 2⁻¹⁴ · f/1024 for e = 0; e = 31
  /// stands for infinity and for what is not a number.
  static func float(half: UInt16) -> Float {
    let sign = UInt32(half & 0x8000) << 16
    let exponent = UInt32(half >> 10 & 0x1F)
    let fraction = UInt32(half & 0x3FF)
    switch exponent {
    case 0:
      let value = Float(fraction) * 0x1p-24
      return Float(bitPattern: value.bitPattern | sign)
    case 31: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}
