/// Takes a document in the program's part of Markdown apart into blocks.
struct MarkdownParser {
  private var lines: ArraySlice<Substring>

  private init(_ lines: ArraySlice<Substring>) { self.lines = lines }

  /// Takes a document apart.
  ///
  /// - Parameter text: The document.
  /// - Returns: Its blocks in order.
  static func parse(_ text: String) -> [MarkdownBlock] {
    var parser = MarkdownParser(
      text.split(separator: "\n", omittingEmptySubsequences: false)[...])
    return parser.blocks()
  }

  private mutating func blocks() -> [MarkdownBlock] {
    var blocks: [MarkdownBlock] = []
    while let line = lines.first {
      if line.allSatisfy(\.isWhitespace) {
        lines.removeFirst()
      } else {
        blocks.append(block(line))
      }
    }
    return blocks
  }

  private mutating func block(_ line: Substring) -> MarkdownBlock {
    if let level = Self.headingLevel(line) {
      lines.removeFirst()
      return .heading(level: level, MarkdownInlineParser.parse(line.dropFirst(level).trimming()))
    }
    if line.hasPrefix("```") {
      return .code(language: String(line.dropFirst(3)), fenced(by: "```"))
    }
    if line == "$$" { return .formula(fenced(by: "$$")) }
    if line == "---" {
      lines.removeFirst()
      return .rule
    }
    if line.hasPrefix("> ") || line == ">" {
      let inner = take { $0.hasPrefix(">") }.map { $0.dropFirst($0.hasPrefix("> ") ? 2 : 1) }
      var parser = MarkdownParser(inner[...])
      return .quote(parser.blocks())
    }
    if let marker = Self.listMarker(line) { return list(ordered: marker.ordered) }
    if line.hasPrefix("|"), lines.dropFirst().first?.hasPrefix("|") == true { return table() }
    return paragraph()
  }

  private mutating func fenced(by fence: String) -> String {
    lines.removeFirst()
    let inner = take { $0 != fence[...] }
    if !lines.isEmpty { lines.removeFirst() }
    return inner.joined(separator: "\n")
  }

  private mutating func list(ordered: Bool) -> MarkdownBlock {
    var items: [[MarkdownBlock]] = []
    while let line = lines.first, let marker = Self.listMarker(line), marker.ordered == ordered {
      lines.removeFirst()
      var inner = [line.dropFirst(marker.width)]
      while let next = lines.first {
        let indented = next.prefix(marker.width).allSatisfy { $0 == " " }
        let isEmpty = next.allSatisfy(\.isWhitespace)
        // An empty line belongs to the item only when indented lines follow it.
        if isEmpty, lines.dropFirst().first?.hasPrefix("  ") != true { break }
        guard indented || isEmpty else { break }
        inner.append(next.dropFirst(min(marker.width, next.count)))
        lines.removeFirst()
      }
      var parser = MarkdownParser(inner[...])
      items.append(parser.blocks())
      while let next = lines.first, next.isEmpty,
        let after = lines.dropFirst().first, Self.listMarker(after)?.ordered == ordered
      {
        lines.removeFirst()
      }
    }
    return .list(ordered: ordered, items: items)
  }

  private mutating func table() -> MarkdownBlock {
    let rows = take { $0.hasPrefix("|") }.map(Self.cells)
    let alignment = rows[1].map { cell -> MarkdownBlock.Alignment in
      switch (cell.hasPrefix(":"), cell.hasSuffix(":")) {
      case (true, true): .centre
      case (false, true): .end
      default: .start
      }
    }
    let parsed = rows.map { $0.map { MarkdownInlineParser.parse($0) } }
    return .table(header: parsed[0], alignment: alignment, rows: Array(parsed.dropFirst(2)))
  }

  /// The cells of a row; `\|` is a bar inside a cell.
  private static func cells(_ line: Substring) -> [String] {
    var cells: [String] = []
    var cell = ""
    var escaped = false
    for character in line.dropFirst() {
      if character == "|", !escaped {
        cells.append(cell[...].trimming())
        cell = ""
      } else {
        if character == "|" { cell.removeLast() }
        cell.append(character)
      }
      escaped = character == "\\" && !escaped
    }
    if !cell[...].trimming().isEmpty { cells.append(cell[...].trimming()) }
    return cells
  }

  private mutating func paragraph() -> MarkdownBlock {
    var text: [Substring] = [lines.removeFirst()]
    while let next = lines.first, !Self.startsBlock(next) {
      text.append(next)
      lines.removeFirst()
    }
    let inlines = MarkdownInlineParser.parse(text.joined(separator: "\n"))
    // An image alone is a figure; words in emphasis below it are its caption.
    guard case .image(let source, let description)? = inlines.first else {
      return .paragraph(inlines)
    }
    if inlines.count == 1 {
      return .figure(source: source, description: description, caption: [])
    }
    if inlines.count == 3, case .text(let space) = inlines[1],
      case .emphasis(let caption) = inlines[2],
      space.allSatisfy(\.isWhitespace)
    {
      return .figure(source: source, description: description, caption: caption)
    }
    return .paragraph(inlines)
  }

  private static func startsBlock(_ line: Substring) -> Bool {
    line.allSatisfy(\.isWhitespace) || headingLevel(line) != nil || line.hasPrefix("```")
      || line == "$$" || line == "---" || line.hasPrefix("> ") || line.hasPrefix("|")
      || listMarker(line) != nil
  }

  private static func headingLevel(_ line: Substring) -> Int? {
    let level = line.prefix { $0 == "#" }.count
    return (1...6).contains(level) && line.dropFirst(level).first == " " ? level : nil
  }

  private static func listMarker(_ line: Substring) -> (ordered: Bool, width: Int)? {
    if line.hasPrefix("- ") { return (false, 2) }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    guard (1...3).contains(digits.count), line.dropFirst(digits.count).hasPrefix(". ") else {
      return nil
    }
    return (true, digits.count + 2)
  }

  private mutating func take(while condition: (Substring) -> Bool) -> [Substring] {
    let taken = lines.prefix { condition($0) }
    lines = lines.dropFirst(taken.count)
    return Array(taken)
  }
}
