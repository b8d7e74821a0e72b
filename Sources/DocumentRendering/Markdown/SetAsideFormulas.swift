/// A document whose formulas, `$…$` and `$$` … `$$`, are replaced by marks that Markdown leaves
/// alone.
///
/// A mark is the formula's number between two characters of Unicode's private use area, which the
/// document itself loses if it has them. Code points are compared, as the reader of Markdown does.
struct SetAsideFormulas {
  /// The document with the marks.
  private(set) var text = ""
  private var formulas: [String] = []

  private typealias Line = Substring.UnicodeScalarView

  private static let open: Unicode.Scalar = "\u{E000}"
  private static let close: Unicode.Scalar = "\u{E001}"

  /// Sets the formulas of a document aside.
  ///
  /// Code, in fences and between back quotes, has none.
  init(_ document: String) {
    var isFenced = false
    var display: [Substring]?
    for ended in document.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      let line = ended.last == "\r" ? ended.dropLast() : ended
      let content = Substring(line.drop { $0 == " " || $0 == ">" })
      if let lines = display {
        display = content == "$$" ? nil : lines + [content]
        if display == nil { text += mark(lines.joined(separator: "\n")) + "\n" }
        continue
      }
      if content.unicodeScalars.starts(with: "```".unicodeScalars) { isFenced.toggle() }
      if !isFenced, content == "$$" {
        text += String(Substring(line.dropLast(2)))
        display = []
      } else {
        text += (isFenced ? String(Substring(line)) : inline(line)) + "\n"
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
    var rest = words.unicodeScalars[...]
    while let start = rest.firstIndex(of: Self.open),
      let end = rest[start...].firstIndex(of: Self.close)
    {
      let number = Int(String(Substring(rest[rest.index(after: start)..<end])))
      if start > rest.startIndex { found.append(.text(String(Substring(rest[..<start])))) }
      if let number, formulas.indices.contains(number) { found.append(.formula(formulas[number])) }
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { found.append(.text(String(Substring(rest)))) }
    return found
  }

  /// A line with its formulas replaced: `$` opens one before anything but white space, and the
  /// next `$` closes it.
  private mutating func inline(_ line: Line) -> String {
    var result = String.UnicodeScalarView()
    var rest = line
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\\":
        result.append(scalar)
        if let next = rest.popFirst() { result.append(next) }
      case "`":
        result.append(scalar)
        guard let end = rest.firstIndex(of: "`") else { continue }
        result += rest[...end]
        rest = rest[rest.index(after: end)...]
      case "$":
        guard rest.first?.properties.isWhitespace == false, let end = rest.firstIndex(of: "$")
        else {
          result.append(scalar)
          continue
        }
        result += mark(String(Substring(rest[..<end]))).unicodeScalars
        rest = rest[rest.index(after: end)...]
      case Self.open, Self.close: continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private mutating func mark(_ tex: String) -> String {
    formulas.append(tex)
    return "\u{E000}\(formulas.count - 1)\u{E001}"
  }
}
