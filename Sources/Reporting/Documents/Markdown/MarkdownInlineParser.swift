/// Takes a line of Markdown apart into words, code, formulas, emphasis, links and images.
struct MarkdownInlineParser {
  private var rest: Substring
  private var words = ""
  private var found: [MarkdownInline] = []

  private init(_ text: Substring) { rest = text }

  /// Takes text apart; what does not close is text.
  static func parse(_ text: some StringProtocol) -> [MarkdownInline] {
    var parser = MarkdownInlineParser(Substring(text))
    return parser.run()
  }

  private mutating func run() -> [MarkdownInline] {
    while let character = rest.first {
      if !takeMarked(character) {
        words.append(character)
        rest.removeFirst()
      }
    }
    flush()
    return found
  }

  /// Takes what a special character opens; false when it opens nothing here.
  private mutating func takeMarked(_ character: Character) -> Bool {
    switch character {
    case "\\":
      guard let next = rest.dropFirst().first, next.isASCII, next.isPunctuation || next.isSymbol
      else { return false }
      words.append(next)
      rest = rest.dropFirst(2)
      return true
    case "`": return take(between: "`", "`") { .code(String($0)) }
    case "$": return take(between: "$", "$") { .formula(String($0)) }
    case "*":
      if rest.hasPrefix("**") {
        return take(between: "**", "**") { .strong(Self.parse($0)) }
      }
      return take(between: "*", "*") { .emphasis(Self.parse($0)) }
    case "!":
      guard rest.dropFirst().first == "[" else { return false }
      return takeLink(after: 1) { .image(source: $1, description: Self.parse($0).plainText) }
    case "[": return takeLink(after: 0) { .link(target: $1, Self.parse($0)) }
    default: return false
    }
  }

  private mutating func take(
    between open: String, _ close: String, _ make: (Substring) -> MarkdownInline
  ) -> Bool {
    let inner = rest.dropFirst(open.count)
    guard let end = inner.firstRange(of: close), end.lowerBound > inner.startIndex,
      inner.first?.isWhitespace == false
    else { return false }
    flush()
    found.append(make(inner[..<end.lowerBound]))
    rest = inner[end.upperBound...]
    return true
  }

  private mutating func takeLink(
    after mark: Int, _ make: (Substring, String) -> MarkdownInline
  ) -> Bool {
    let inner = rest.dropFirst(mark + 1)
    var depth = 1
    var index = inner.startIndex
    while index < inner.endIndex {
      switch inner[index] {
      case "\\": index = inner.index(after: index)
      case "[": depth += 1
      case "]": depth -= 1
      default: break
      }
      if depth == 0 || index == inner.endIndex { break }
      index = inner.index(after: index)
    }
    guard depth == 0, index < inner.endIndex else { return false }
    let after = inner[inner.index(after: index)...]
    guard after.first == "(", let end = after.firstIndex(of: ")") else { return false }
    flush()
    found.append(make(inner[..<index], String(after.dropFirst()[..<end])))
    rest = after[after.index(after: end)...]
    return true
  }

  private mutating func flush() {
    if !words.isEmpty { found.append(.text(words)) }
    words = ""
  }
}
