/// What a template can name: text, a condition, a list, or a group of named values.
package enum DocumentValue: Sendable, Equatable {
  /// Words or a number, already in the form that the reader sees.
  case text(String)
  /// A condition for a section.
  case flag(Bool)
  /// Values over which a section repeats.
  case list([DocumentValue])
  /// Named values.
  case group([String: DocumentValue])

  /// The value under a name, when this is a group that has it.
  package subscript(name: String) -> DocumentValue? {
    if case .group(let values) = self { values[name] } else { nil }
  }

  /// The form that the template library looks into.
  var untyped: Any {
    switch self {
    case .text(let text): text
    case .flag(let flag): flag
    case .list(let values): values.map(\.untyped)
    case .group(let values): values.mapValues(\.untyped)
    }
  }
}

extension DocumentValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Makes a text.
  package init(stringLiteral value: String) { self = .text(value) }
  /// Makes a condition.
  package init(booleanLiteral value: Bool) { self = .flag(value) }
  /// Makes a list.
  package init(arrayLiteral elements: DocumentValue...) { self = .list(elements) }
  /// Makes a group; of two values under one name the later one stands.
  package init(dictionaryLiteral elements: (String, DocumentValue)...) {
    self = .group(Dictionary(elements) { $1 })
  }
}
