extension JSON {
  /// The value as text, indented by two spaces, one line feed at the end.
  ///
  /// An array of numbers or of other single values stands on one line.
  package var text: String {
    var text = ""
    write(to: &text, indent: "")
    return text + "\n"
  }

  /// The value as text on one line.
  package var compactText: String {
    switch self {
    case .array(let elements):
      return "[" + elements.map(\.compactText).joined(separator: ", ") + "]"
    case .object(let members):
      return "{"
        + members.map { Self.quoted($0.name) + ": " + $0.value.compactText }
        .joined(separator: ", ") + "}"
    default:
      var text = ""
      write(to: &text, indent: "")
      return text
    }
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.isFinite ? value.description : "null"
    case .string(let value): text += Self.quoted(value)
    case .array(let elements):
      if elements.allSatisfy(\.isScalar) {
        text += compactText
      } else {
        Self.writeLines(elements, "[", "]", to: &text, indent: indent) { element, text, indent in
          element.write(to: &text, indent: indent)
        }
      }
    case .object(let members):
      Self.writeLines(members, "{", "}", to: &text, indent: indent) { member, text, indent in
        text += Self.quoted(member.name) + ": "
        member.value.write(to: &text, indent: indent)
      }
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private static func writeLines<Element>(
    _ elements: [Element], _ open: String, _ close: String, to text: inout String, indent: String,
    write: (Element, inout String, String) -> Void
  ) {
    guard !elements.isEmpty else {
      text += open + close
      return
    }
    let inner = indent + "  "
    text += open
    for (index, element) in elements.enumerated() {
      text += index == 0 ? "\n" : ",\n"
      text += inner
      write(element, &text, inner)
    }
    text += "\n" + indent + close
  }

  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
