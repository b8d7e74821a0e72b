import Backprop

/// A number as a spreadsheet program computes with it: what follows from an error is an error.
///
/// A cell whose value leaves the range of double precision shows an error, and so does every cell
/// that reads it. In IEEE arithmetic a sigmoid of an infinite sum is finite again.
struct SpreadsheetNumber: ExpressionNumber {
  /// The number; NaN stands for an error.
  let value: Double

  /// A number; one that is not finite is an error.
  init(_ value: Double) { self.value = value.isFinite ? value : .nan }

  init(constant: Double) { self.init(constant) }

  static func + (left: Self, right: Self) -> Self { Self(left.value + right.value) }
  static func - (left: Self, right: Self) -> Self { Self(left.value - right.value) }
  static func * (left: Self, right: Self) -> Self { Self(left.value * right.value) }
  static func / (left: Self, right: Self) -> Self { Self(left.value / right.value) }
  static prefix func - (operand: Self) -> Self { Self(-operand.value) }

  func raised(to exponent: Self) -> Self { Self(value.raised(to: exponent.value)) }

  static func logSumExp(_ numbers: [Self]) -> Self {
    Self(
      numbers.contains { $0.value.isNaN } ? .nan : Double.logSumExp(numbers.map(\.value)))
  }

  static func maximum(_ numbers: [Self]) -> Self {
    Self(Double.maximum(numbers.map(\.value)))
  }

  func applying(_ function: ScalarExpression.Function) -> Self {
    value.isNaN ? self : Self(value.applying(function))
  }
}
