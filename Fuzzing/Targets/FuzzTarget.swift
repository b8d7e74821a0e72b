/// Code that takes bytes from outside, with what must hold for every input.
///
/// The same targets serve the fuzzer (`make fuzz`) and the tests, which run every input that ever
/// failed (`Fuzzing/Found`) and damaged copies of sound ones.
package struct FuzzTarget: Sendable {
  /// The name, such as `json`; also of the folder below `Fuzzing/Found`.
  package let name: String
  /// Reads one input.
  ///
  /// An error of the reader is an answer; ``BrokenProperty`` is a fault.
  package let run: @Sendable ([UInt8]) throws -> Void

  /// All targets.
  package static let all: [FuzzTarget] = dataReaders + textFiles + workbooks + escapers

  /// The target of a name; nil if there is none.
  package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// A property that an input breaks.
package struct BrokenProperty: Error, CustomStringConvertible {
  /// What should hold, and what was found.
  package let description: String

  init(_ description: String) { self.description = description }
}

/// Requires that a property holds.
///
/// - Parameters:
///   - holds: Whether it does.
///   - description: What should hold, for the message.
/// - Throws: ``BrokenProperty``.
func require(_ holds: Bool, _ description: @autoclosure () -> String) throws(BrokenProperty) {
  if !holds { throw BrokenProperty(description()) }
}

extension [UInt8] {
  /// The bytes as text; nil unless they are UTF-8 without a NUL, as the program's readers require.
  var text: String? { contains(0) ? nil : String(validating: self, as: UTF8.self) }
}
