/// Writes the blocks of a document as the body of an HTML page.
package struct HTMLRenderer {
  /// Gives the image to embed for its source in the document.
  var image: (String) throws -> EmbeddedImage

  /// A heading of the table of contents.
  package struct Entry: Equatable {
    package var level: Int
    package var anchor: String
    package var title: String
  }

  /// The headings below the first level, in order.
  package private(set) var contents: [Entry] = []
  private var anchors: [String: Int] = [:]
  private var tables = 0
  private var formulas = 0

  package init(image: @escaping (String) throws -> EmbeddedImage) { self.image = image }

  /// Writes blocks, one a line.
  ///
  /// - Parameter blocks: The document.
  /// - Returns: HTML.
  /// - Throws: What embedding an image throws.
  package mutating func render(_ blocks: [MarkdownBlock]) throws -> String {
    var parts: [String] = []
    for block in blocks { parts.append(try render(block)) }
    return parts.joined(separator: "\n")
  }

  private mutating func render(_ block: MarkdownBlock) throws -> String {
    switch block {
    case .heading(let level, let inlines):
      let title = try inline(inlines)
      let anchor = anchor(inlines.plainText)
      if level > 1 { contents.append(Entry(level: level, anchor: anchor, title: title)) }
      return "<h\(level) id=\"\(anchor)\">\(title)</h\(level)>"
    case .paragraph(let inlines): return "<p>\(try inline(inlines))</p>"
    case .list(let ordered, let items):
      let tag = ordered ? "ol" : "ul"
      var lines = ["<\(tag)>"]
      for item in items {
        if case .paragraph(let inlines)? = item.first, item.count == 1 {
          lines.append("<li>\(try inline(inlines))</li>")
        } else {
          lines.append("<li>\(try render(item))</li>")
        }
      }
      return (lines + ["</\(tag)>"]).joined(separator: "\n")
    case .quote(let blocks): return "<blockquote>\n\(try render(blocks))\n</blockquote>"
    case .code(_, let text): return "<pre tabindex=\"0\"><code>\(text.escapedForHTML)</code></pre>"
    case .formula(let tex):
      // A long one scrolls on a small screen; then the keyboard has to reach it.
      formulas += 1
      return
        "<div class=\"formula\" role=\"group\" aria-label=\"Formula \(formulas)\" tabindex=\"0\">"
        + "\(try MathML.render(tex, display: true))</div>"
    case .table(let header, let alignment, let rows):
      return try table(header, alignment, rows)
    case .figure(let source, let description, let caption):
      let words = caption.isEmpty ? "" : "\n<figcaption>\(try inline(caption))</figcaption>"
      let image = try image(source)
      let details =
        image.description.isEmpty || image.description == description
        ? ""
        : "\n<details><summary>Description</summary><p>"
          + "\(image.description.escapedForHTML)</p></details>"
      return "<figure>\(image.html(description))\(details)\(words)</figure>"
    case .rule: return "<hr>"
    }
  }

  private mutating func table(
    _ header: [[MarkdownInline]], _ alignment: [MarkdownBlock.Alignment],
    _ rows: [[[MarkdownInline]]]
  ) throws -> String {
    func cell(_ tag: String, _ inlines: [MarkdownInline], _ column: Int) throws -> String {
      let side: String =
        switch column < alignment.count ? alignment[column] : .start {
        case .start: ""
        case .center: " class=\"center\""
        case .end: " class=\"end\""
        }
      return "<\(tag)\(side)>\(try inline(inlines))</\(tag.prefix { $0 != " " })>"
    }
    // A wide one scrolls on a small screen; then the keyboard has to reach it.
    tables += 1
    let names = header.map { $0.map(\.spokenText).joined() }.joined(separator: ", ")
    let label = "Table \(tables): \(names)".escapedForHTML
    var lines = [
      "<div class=\"table\" role=\"region\" aria-label=\"\(label)\" tabindex=\"0\"><table>",
      "<thead><tr>",
    ]
    for (column, inlines) in header.enumerated() {
      lines.append(try cell("th scope=\"col\"", inlines, column))
    }
    lines.append("</tr></thead>\n<tbody>")
    for row in rows {
      // The first cell of a row names the others.
      let cells = try row.enumerated().map { column, inlines in
        try cell(column == 0 ? "th scope=\"row\"" : "td", inlines, column)
      }
      lines.append("<tr>" + cells.joined() + "</tr>")
    }
    return (lines + ["</tbody>", "</table></div>"]).joined(separator: "\n")
  }

  private func inline(_ inlines: [MarkdownInline]) throws -> String {
    try inlines.map { part in
      switch part {
      case .text(let text): text.withFixedPercents.escapedForHTML
      case .code(let text): "<code>\(text.escapedForHTML)</code>"
      case .formula(let tex): try MathML.render(tex, display: false)
      case .strong(let inner): "<strong>\(try inline(inner))</strong>"
      case .emphasis(let inner): "<em>\(try inline(inner))</em>"
      case .link(let target, let inner):
        Self.isHarmless(target)
          ? "<a href=\"\(target.escapedForHTML)\">\(try inline(inner))</a>" : try inline(inner)
      case .image(let source, let description): try image(source).html(description)
      }
    }.joined()
  }

  /// Whether an address is a place inside the report or a page, and not a script.
  private static func isHarmless(_ target: String) -> Bool {
    // Code points, as browsers compare them.
    let scalars = target.unicodeScalars
    guard let colon = scalars.firstIndex(of: ":") else { return true }
    let scheme = scalars[..<colon]
    return scheme.contains { $0 == "/" || $0 == "?" || $0 == "#" }
      || ["http", "https", "mailto"].contains(String(Substring(scheme)).lowercased())
  }

  /// The anchor that GitHub gives a heading, so that links inside the document work in both forms.
  private mutating func anchor(_ title: String) -> String {
    var anchor = ""
    for character in title.lowercased() {
      if character.isLetter || character.isNumber || character == "_" || character == "-" {
        anchor.append(character)
      } else if character == " " {
        anchor.append("-")
      }
    }
    let count = anchors[anchor, default: 0]
    anchors[anchor] = count + 1
    return count == 0 ? anchor : "\(anchor)-\(count)"
  }
}

extension String {
  /// The text with a no-break space between a number and its percent sign.
  var withFixedPercents: String { replacing(" %", with: "\u{A0}%") }

  /// The text with the characters that HTML gives a meaning written as references.
  var escapedForHTML: String {
    var text = ""
    for character in unicodeScalars {
      switch character {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      default: text.unicodeScalars.append(character)
      }
    }
    return text
  }
}
