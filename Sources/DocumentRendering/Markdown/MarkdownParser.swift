import CMarkdown

/// Takes a document in GitHub's Markdown apart into blocks.
///
/// cmark-gfm, which GitHub itself uses, reads the Markdown with its table extension. Formulas are
/// taken out before it and put back after it, because Markdown gives `_`, `*` and `\` inside them
/// another meaning.
///
/// C functions: `cmark_parser_new`, `cmark_parser_feed`, `cmark_parser_finish`, `cmark_node_free`.
package struct MarkdownParser {
  private let formulas: SetAsideFormulas

  /// How deep blocks may stand in blocks; deeper ones are shown as an ellipsis.
  private static let depthLimit = 50

  /// Takes a document apart.
  ///
  /// - Parameter text: The document.
  /// - Returns: Its blocks in order.
  package static func parse(_ text: String) -> [MarkdownBlock] {
    cmark_gfm_core_extensions_ensure_registered()
    let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
    defer { cmark_parser_free(parser) }
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"))
    let formulas = SetAsideFormulas(text)
    var markdown = formulas.text
    markdown.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        cmark_parser_feed(parser, characters.baseAddress, characters.count)
      }
    }
    guard let document = cmark_parser_finish(parser) else { return [] }
    defer { cmark_node_free(document) }
    return MarkdownParser(formulas: formulas).blocks(in: MarkdownNode(pointer: document))
  }

  private func blocks(in parent: MarkdownNode, depth: Int = 0) -> [MarkdownBlock] {
    var found: [MarkdownBlock] = []
    for block in parent.children.map({ block($0, depth: depth + 1) }) {
      // An image alone, then a paragraph of nothing but words in emphasis: a figure's caption.
      if case .figure(let source, let description, let caption)? = found.last, caption.isEmpty,
        case .paragraph(let inlines) = block, inlines.count == 1,
        case .emphasis(let words)? = inlines.first
      {
        found[found.count - 1] = .figure(source: source, description: description, caption: words)
      } else {
        found.append(block)
      }
    }
    return found
  }

  private func block(_ node: MarkdownNode, depth: Int) -> MarkdownBlock {
    switch node.kind {
    case _ where depth > Self.depthLimit: .paragraph([.text("…")])
    case "heading": .heading(level: node.headingLevel, inlines(in: node))
    case "block_quote": .quote(blocks(in: node, depth: depth))
    case "list":
      .list(ordered: node.isOrderedList, items: node.children.map { blocks(in: $0, depth: depth) })
    // GitHub shows a fence with this word as a formula, and leaves every character of it alone.
    case "code_block" where node.language == "math": .formula(String(node.literal.dropLast(1)))
    case "code_block":
      .code(language: node.language, String(node.literal.dropLast(1)))
    case "thematic_break": .rule
    case "table": table(node)
    case "paragraph": paragraph(inlines(in: node))
    // Markup in a document is shown, never passed on.
    default: .paragraph([.text(node.literal)])
    }
  }

  /// A formula alone is one on lines of its own; an image alone is a figure, and words in emphasis
  /// below it are its caption.
  private func paragraph(_ inlines: [MarkdownInline]) -> MarkdownBlock {
    switch inlines.first {
    case .formula(let tex) where inlines.count == 1: return .formula(tex)
    case .image(let source, let description):
      if inlines.count == 1 {
        return .figure(source: source, description: description, caption: [])
      }
      if inlines.count == 3, inlines[1] == .text("\n"), case .emphasis(let caption) = inlines[2] {
        return .figure(source: source, description: description, caption: caption)
      }
      return .paragraph(inlines)
    default: return .paragraph(inlines)
    }
  }

  private func table(_ node: MarkdownNode) -> MarkdownBlock {
    let rows = node.children.map { row in row.children.map { inlines(in: $0) } }
    return .table(
      header: rows.first ?? [], alignment: node.columnAlignment, rows: Array(rows.dropFirst()))
  }

  private func inlines(in parent: MarkdownNode, depth: Int = 0) -> [MarkdownInline] {
    guard depth <= Self.depthLimit else { return [.text("…")] }
    var found: [MarkdownInline] = []
    var words = ""
    func flush() {
      found += formulas.putBack(into: words)
      words = ""
    }
    for node in parent.children {
      switch node.kind {
      // cmark cuts text at every character that might have meant something.
      case "text", "html_inline": words += node.literal
      case "softbreak", "linebreak": words += "\n"
      default:
        flush()
        switch node.kind {
        case "code": found.append(.code(node.literal))
        case "strong": found.append(.strong(inlines(in: node, depth: depth + 1)))
        case "emph": found.append(.emphasis(inlines(in: node, depth: depth + 1)))
        case "link": found.append(.link(target: node.target, inlines(in: node, depth: depth + 1)))
        case "image":
          found.append(
            .image(source: node.target, description: inlines(in: node, depth: depth + 1).plainText))
        default: found += inlines(in: node, depth: depth + 1)
        }
      }
    }
    flush()
    return found
  }
}
