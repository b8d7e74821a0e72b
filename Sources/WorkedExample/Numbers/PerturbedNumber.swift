import Backprop

/// A number whose every operation is off by about what rounding may leave.
///
/// Spreadsheet programs and this one share the operations and their order, but not the last digits of
/// functions, and LibreOffice takes a difference of nearly equal numbers for zero. A run in which
/// every operation is off by a few units in the last place shows what becomes of that.
struct PerturbedNumber: ExpressionNumber {
  /// The number.
  let value: Double
  /// What the errors of further operations follow from: the same expression over the same operands
  /// has the same error each time.
  private let seed: UInt64

  /// The largest error of an operation, in units of 2⁻⁵².
  private static let operationError = 1.0
  /// The largest error of a function, in units of 2⁻⁵².
  private static let functionError = 4.0
  /// The part of an operand below which LibreOffice takes a difference for zero.
  private static let snap = 0x1p-48

  /// A number as it stands, whose operations are disturbed in a way that follows from a seed.
  init(_ value: Double, seed: UInt64) {
    self.value = value
    self.seed = seed
  }

  init(constant: Double) { self.init(constant, seed: constant.bitPattern) }

  static func + (left: Self, right: Self) -> Self {
    Self(snapped(left.value + right.value, left.value), left, right, tag: 1)
  }
  static func - (left: Self, right: Self) -> Self {
    Self(snapped(left.value - right.value, left.value), left, right, tag: 2)
  }
  static func * (left: Self, right: Self) -> Self {
    Self(left.value * right.value, left, right, tag: 3)
  }
  static func / (left: Self, right: Self) -> Self {
    Self(left.value / right.value, left, right, tag: 4)
  }
  static prefix func - (operand: Self) -> Self { Self(-operand.value, seed: operand.seed) }

  func raised(to exponent: Self) -> Self {
    Self(
      value.raised(to: exponent.value), self, exponent, tag: 7, error: Self.functionError)
  }

  static func logSumExp(_ numbers: [Self]) -> Self {
    let sum = Double.logSumExp(numbers.map(\.value))
    let seed = numbers.reduce(8) { mixed($0 &* 3 &+ $1.seed) }
    let operand = Self(sum, seed: seed)
    return Self(sum, operand, operand, tag: 8, error: functionError)
  }

  static func maximum(_ numbers: [Self]) -> Self {
    let greatest = Double.maximum(numbers.map(\.value))
    return numbers.first { $0.value == greatest } ?? Self(constant: greatest)
  }

  func applying(_ function: ScalarExpression.Function) -> Self {
    let result = value.applying(function)
    switch function {
    // These are exact, or one multiplication.
    case .relu, .step, .leakyRelu, .floor: return Self(result, seed: seed)
    case .square: return Self(result, self, self, tag: 5)
    default: return Self(result, self, self, tag: 6, error: Self.functionError)
    }
  }

  private init(
    _ exact: Double, _ left: Self, _ right: Self, tag: UInt64, error: Double = operationError
  ) {
    seed = Self.mixed(left.seed &* 3 &+ right.seed &+ tag)
    // Of whole numbers, such as the count of steps, sums, products and quotients are the same everywhere.
    if tag <= 4, left.isWhole, right.isWhole, exact.magnitude < 0x1p53 {
      value = exact
      return
    }
    // The upper bits as a number from -1 to 1.
    let share = Double(Int64(bitPattern: seed) >> 11) * 0x1p-52
    value = exact + exact * share * error * 0x1p-52
  }

  private var isWhole: Bool { value == value.rounded() }

  private static func snapped(_ result: Double, _ operand: Double) -> Double {
    result.magnitude < snap * operand.magnitude ? 0 : result
  }

  /// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
  static func mixed(_ bits: UInt64) -> UInt64 {
    var bits = bits &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
