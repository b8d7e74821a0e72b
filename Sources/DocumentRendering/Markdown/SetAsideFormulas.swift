/// A document whose formulas, `$…$` and `$$` … `$$`, are replaced by marks that Markdown leaves
/// alone.
///
/// A mark is the formula's number between two characters of Unicode's private use area, which the
/// document itself loses if it has them.
struct SetAsideFormulas {
  /// The document with the marks.
  private(set) var text = ""
  private var formulas: [String] = []

  private static let open: Character = "\u{E000}"
  private static let close: Character = "\u{E001}"

  /// Sets the formulas of a document aside.
  ///
  /// Code, in fences and between back quotes, has none.
  init(_ document: String) {
    var fence = false
    var display: [Substring]?
    for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
      let content = line.drop { $0 == " " || $0 == ">" }
      if let lines = display {
        display = content == "$$" ? nil : lines + [content]
        if display == nil { text += mark(lines.joined(separator: "\n")) + "\n" }
        continue
      }
      if content.hasPrefix("```") { fence.toggle() }
      if !fence, content == "$$" {
        text += line.dropLast(2)
        display = []
      } else {
        text += (fence ? String(line) : inline(line)) + "\n"
      }
    }
    // A formula that nobody closed is text.
    if let lines = display { text += "$$\n" + lines.joined(separator: "\n") + "\n" }
  }

  /// Cuts text at its marks; what looks like one and stands for no formula is dropped.
  ///
  /// - Parameter words: Text between two marks of Markdown.
  /// - Returns: The text and the formulas in order.
  func putBack(into words: String) -> [MarkdownInline] {
    var found: [MarkdownInline] = []
    var rest = words[...]
    while let start = rest.firstIndex(of: Self.open),
      let end = rest[start...].firstIndex(of: Self.close),
      case let number = Int(rest[rest.index(after: start)..<end])
    {
      if start > rest.startIndex { found.append(.text(String(rest[..<start]))) }
      if let number, formulas.indices.contains(number) { found.append(.formula(formulas[number])) }
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { found.append(.text(String(rest))) }
    return found
  }

  /// A line with its formulas replaced: `$` opens one before anything but white space, and the
  /// next `$` closes it.
  private mutating func inline(_ line: Substring) -> String {
    var result = ""
    var rest = line
    while let character = rest.popFirst() {
      switch character {
      case "\\":
        result.append(character)
        if let next = rest.popFirst() { result.append(next) }
      case "`":
        result.append(character)
        guard let end = rest.firstIndex(of: "`") else { continue }
        result += rest[...end]
        rest = rest[rest.index(after: end)...]
      case "$":
        guard rest.first?.isWhitespace == false, let end = rest.firstIndex(of: "$") else {
          result.append(character)
          continue
        }
        result += mark(String(rest[..<end]))
        rest = rest[rest.index(after: end)...]
      case Self.open, Self.close: continue
      default: result.append(character)
      }
    }
    return result
  }

  private mutating func mark(_ tex: String) -> String {
    formulas.append(tex)
    return "\(Self.open)\(formulas.count - 1)\(Self.close)"
  }
}
