/// A JSON value whose text is the same every time: keys keep the order that they were given in,
/// numbers are the shortest that read back to the same bits.
///
/// JSON has no NaN and no infinities; a number that is not finite is written as `null`.
package enum JSON: Sendable, Equatable {
  /// No value.
  case null
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// Any number; `null` in the text when it is not finite.
  case number(Double)
  /// A text.
  case string(String)
  /// Values in order.
  case array([JSON])
  /// Named values in order.
  case object([Member])

  /// One name and its value in an object.
  package struct Member: Sendable, Equatable {
    /// The name.
    package var name: String
    /// The value.
    package var value: JSON

    /// Makes a member.
    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// The value under a name, when this is an object that has it.
  package subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The number; `null`, which stands for one that is not finite, gives NaN.
  package var numberOrNotFinite: Double? { self == .null ? .nan : number }

  /// The text, when this is a string.
  package var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The whole number, when this is one.
  package var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  /// The elements, when this is an array.
  package var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
  /// The members, when this is an object.
  package var members: [Member]? { if case .object(let value) = self { value } else { nil } }
  /// The truth value, when this is one.
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The number, when this is one, whole or not.
  package var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByNilLiteral
{
  /// Makes a string.
  package init(stringLiteral value: String) { self = .string(value) }
  /// Makes a whole number.
  package init(integerLiteral value: Int) { self = .integer(value) }
  /// Makes a number.
  package init(floatLiteral value: Double) { self = .number(value) }
  /// Makes a truth value.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Makes `null`.
  package init(nilLiteral: ()) { self = .null }
  /// Makes an array.
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// Makes an object whose members stand in the order given.
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
