extension String {
  /// The text as Markdown that shows it as it is, in a paragraph, a heading, a table's cell or the
  /// description of an image.
  ///
  /// Whatever Markdown, HTML, a formula or a bare address could be made of gets a backslash; line
  /// ends and control characters become spaces, and spaces at the ends go. It works on code points,
  /// as readers of Markdown do: a sign with a combining mark after it is one character to Swift and
  /// still a sign to them. Everything that comes from outside, such as the names of folders, goes
  /// through this.
  package var escapedForMarkdown: String {
    let shown = unicodeScalars.map { $0.isShownInMarkdown ? $0 : " " }
    let first = shown.firstIndex { $0 != " " } ?? shown.endIndex
    let last = shown.lastIndex { $0 != " " } ?? first
    guard first < shown.endIndex else { return "" }
    let words = shown[first...last]
    var text = String.UnicodeScalarView()
    // A number with a point or a bracket after it begins a list.
    let digits = words.prefix { ("0"..."9").contains($0) }
    let afterDigits = digits.isEmpty ? words.startIndex : digits.endIndex
    for index in words.indices {
      let scalar = words[index]
      let next = index + 1 < words.endIndex ? words[index + 1] : " "
      let isMark: Bool =
        switch scalar {
        case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "&", "$", "|", "#", "~", "!": true
        case "-", "+", "=", "^": index == words.startIndex
        case ".", ")":
          index == afterDigits && !digits.isEmpty
            || scalar == "." && words.endsWith("www", at: index)
        case ":": next == "/"
        case "@": true
        default: false
        }
      if isMark { text.append("\\") }
      text.append(scalar)
    }
    return String(text)
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// Whether some letters, of either case, stand before a place.
  fileprivate func endsWith(_ letters: String, at index: Int) -> Bool {
    let before = self[startIndex..<index].suffix(letters.unicodeScalars.count)
    return before.elementsEqual(letters.unicodeScalars) { a, b in
      a == b || a.value + 32 == b.value
    }
  }
}

extension Unicode.Scalar {
  /// Whether it is anything but white space, an end of a line, or a sign that shows nothing.
  fileprivate var isShownInMarkdown: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
