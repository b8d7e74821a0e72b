import Testing
import TextFormats

@testable import DocumentRendering

/// cmark-gfm, which GitHub uses, says what escaped text means.
@Suite("Text from outside stays text in Markdown")
struct EscapeTests {
  /// What a reader sees of a text: signs that show nothing are spaces, and those at the ends go.
  private func shown(_ text: String) -> String {
    var scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: " "
      default: scalar
      }
    }
    while scalars.first == " " { scalars.removeFirst() }
    while scalars.last == " " { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars))
  }

  private func check(_ text: String) {
    let escaped = text.escapedForMarkdown
    let expected = shown(text)
    guard !expected.isEmpty else {
      #expect(escaped.isEmpty)
      return
    }
    let words: [MarkdownInline] = [.text(expected)]
    #expect(MarkdownParser.parse(escaped) == [.paragraph(words)], "\(text.debugDescription)")
    #expect(
      MarkdownParser.parse("# \(escaped)") == [.heading(level: 1, words)],
      "\(text.debugDescription)")
    #expect(
      MarkdownParser.parse("| a | b |\n| - | - |\n| \(escaped) | c |")
        == [
          .table(
            header: [[.text("a")], [.text("b")]], alignment: [.start, .start],
            rows: [[words, [.text("c")]]])
        ], "\(text.debugDescription)")
    #expect(
      MarkdownParser.parse("![\(escaped)](a.svg)")
        == [.figure(source: "a.svg", description: expected, caption: [])],
      "\(text.debugDescription)")
  }

  @Test(
    "Signs with combining marks, line ends and beginnings of lists",
    arguments: [
      "a|\u{301}b", "`\u{300}code`", "[\u{308}x](y)", "*\u{301}x*", "a\r\nb", "a\rb", "a\u{2028}b",
      "- a", "+ a", "1. a", "1) a", "12345678901. a", "===", "---", "# a", "> a", "    a", "\ta",
      "a  ",
      "<b>", "&amp;", "\\", "a\\", "$x$", "![a](b)", "<http://a.b>", "~~a~~", "a:b", "www.a.b",
      "http://a.b", "\u{0}", "\u{1b}[31m", "W|\u{315}x", "|", "\u{301}",
    ])
  func examples(text: String) { check(text) }

  @Test("Any run of signs, letters and marks")
  func random() {
    let signs: [Unicode.Scalar] = Array(
      "\\`*_{}[]()<>&$|#~!-+=.:/\"'@%^ \t\r\n019aw\u{301}\u{315}\u{FE0F}\u{200D}é∂".unicodeScalars)
    var state: UInt64 = 7
    func next(_ count: Int) -> Int {
      // A linear congruential generator after Knuth (MMIX).
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    for _ in 0..<4_000 {
      let scalars = (0...next(9)).map { _ in signs[next(signs.count)] }
      check(String(String.UnicodeScalarView(scalars)))
    }
  }

  @Test("A sign with a combining mark is a sign in formulas and addresses, too")
  func combined() throws {
    #expect(
      MarkdownParser.parse("`\u{301}$x$`") == [.paragraph([.code("\u{301}$x$")])])
    var renderer = HTMLRenderer { EmbeddedImage($0) }
    #expect(
      try renderer.render(MarkdownParser.parse("[a](javascript:\u{301}x)")) == "<p>a</p>")
    #expect(MarkdownParser.parse("$$\r\na\r\n$$\r\n") == [.formula("a")])
  }
}
