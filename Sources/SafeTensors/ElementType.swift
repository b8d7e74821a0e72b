/// The type of a tensor's elements, as the format names it.
///
/// The order of the cases is the order in which the reference implementation ranks them; the
/// writer places wide types first, so that each tensor begins at a multiple of its element's size.
public enum ElementType: String, Sendable, Equatable, CaseIterable {
  /// One byte, 0 or 1.
  case bool = "BOOL"
  /// An unsigned byte.
  case uint8 = "U8"
  /// A signed byte.
  case int8 = "I8"
  /// A signed integer of 16 bits.
  case int16 = "I16"
  /// An unsigned integer of 16 bits.
  case uint16 = "U16"
  /// An IEEE 754 half.
  case float16 = "F16"
  /// The upper half of an IEEE 754 single.
  case bfloat16 = "BF16"
  /// A signed integer of 32 bits.
  case int32 = "I32"
  /// An unsigned integer of 32 bits.
  case uint32 = "U32"
  /// An IEEE 754 single.
  case float32 = "F32"
  /// An IEEE 754 double.
  case float64 = "F64"
  /// A signed integer of 64 bits.
  case int64 = "I64"
  /// An unsigned integer of 64 bits.
  case uint64 = "U64"

  /// Bytes that one element takes.
  public var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// Position in the reference implementation's ranking, narrow types first.
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A Swift type that a tensor's elements can be read as and written from.
public protocol TensorElement: Sendable {
  /// The unsigned integer of the same width.
  associatedtype Bits: FixedWidthInteger & UnsignedInteger
  /// The format's name for this type.
  static var elementType: ElementType { get }
  /// The element's bits.
  var tensorBits: Bits { get }
  /// The element that has these bits.
  init(tensorBits: Bits)
}

extension Float: TensorElement {
  /// `F32`.
  public static var elementType: ElementType { .float32 }
  /// The IEEE 754 encoding.
  public var tensorBits: UInt32 { bitPattern }
  /// The number that has this IEEE 754 encoding.
  public init(tensorBits: UInt32) { self.init(bitPattern: tensorBits) }
}

extension Double: TensorElement {
  /// `F64`.
  public static var elementType: ElementType { .float64 }
  /// The IEEE 754 encoding.
  public var tensorBits: UInt64 { bitPattern }
  /// The number that has this IEEE 754 encoding.
  public init(tensorBits: UInt64) { self.init(bitPattern: tensorBits) }
}

extension UInt8: TensorElement {
  /// `U8`.
  public static var elementType: ElementType { .uint8 }
  /// The byte itself.
  public var tensorBits: UInt8 { self }
  /// The byte itself.
  public init(tensorBits: UInt8) { self = tensorBits }
}

extension Int32: TensorElement {
  /// `I32`.
  public static var elementType: ElementType { .int32 }
  /// The two's complement encoding.
  public var tensorBits: UInt32 { UInt32(bitPattern: self) }
  /// The number that has this two's complement encoding.
  public init(tensorBits: UInt32) { self.init(bitPattern: tensorBits) }
}

extension Int64: TensorElement {
  /// `I64`.
  public static var elementType: ElementType { .int64 }
  /// The two's complement encoding.
  public var tensorBits: UInt64 { UInt64(bitPattern: self) }
  /// The number that has this two's complement encoding.
  public init(tensorBits: UInt64) { self.init(bitPattern: tensorBits) }
}

extension UInt64: TensorElement {
  /// `U64`.
  public static var elementType: ElementType { .uint64 }
  /// The number itself.
  public var tensorBits: UInt64 { self }
  /// The number itself.
  public init(tensorBits: UInt64) { self = tensorBits }
}
