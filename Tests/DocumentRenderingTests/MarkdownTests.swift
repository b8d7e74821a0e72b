import Foundation
import Testing
import TextFormats

@testable import DocumentRendering

@Suite("Markdown becomes HTML")
struct MarkdownTests {
  private func html(_ markdown: String) throws -> String {
    var renderer = HTMLRenderer { EmbeddedImage("data:\($0)") }
    return try renderer.render(MarkdownParser.parse(markdown))
  }

  @Test("Marks that a document forges stand for nothing")
  func forgedMarks() throws {
    #expect(
      try html("a &#xE000;7&#xE001; $x$") == "<p>a  \(try MathML.render("x", display: false))</p>")
    #expect(try html("&#xE000;-1&#xE001;b") == "<p>b</p>")
  }

  @Test("Digits that are no ASCII, and groups without end, are errors or symbols, never a hang")
  func oddFormulas() throws {
    #expect(try MathML.render("1️⃣", display: false).contains("<mo>1️⃣</mo>"))
    #expect(throws: MathML.Problem.self) {
      try MathML.render(String(repeating: "{", count: 100_000), display: false)
    }
  }

  @Test("Quotes in quotes end somewhere")
  func deepQuotes() throws {
    let deep = try html(String(repeating: ">", count: 5_000) + " x")
    #expect(deep.contains("…"))
    #expect(deep.components(separatedBy: "<blockquote>").count < 100)
  }

  @Test("The address of an image cannot end its attribute")
  func imageAddress() throws {
    #expect(!(try html("![x](<a\"onerror=\"b>)")).contains("\"onerror"))
  }

  @Test(
    "Each kind of block",
    arguments: [
      ("## A *b* `c`", "<h2 id=\"a-b-c\">A <em>b</em> <code>c</code></h2>"),
      ("one\ntwo\n\nthree", "<p>one\ntwo</p>\n<p>three</p>"),
      ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
      ("1. a\n2. b\n\nc", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n<p>c</p>"),
      ("- a\n  more\n- b\n\n  c", "<ul>\n<li>a\nmore</li>\n<li><p>b</p>\n<p>c</p></li>\n</ul>"),
      ("1. a\n   - b", "<ol>\n<li><p>a</p>\n<ul>\n<li>b</li>\n</ul></li>\n</ol>"),
      ("> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>"),
      ("```sh\nx < y\n\n*z*\n```", "<pre tabindex=\"0\"><code>x &lt; y\n\n*z*</code></pre>"),
      ("---", "<hr>"),
      ("a & <b>", "<p>a &amp; &lt;b&gt;</p>"),
      ("\\*a\\* 5 * 3 * 2", "<p>*a* 5 * 3 * 2</p>"),
      ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
      ("[a `b`](c.xlsx)", "<p><a href=\"c.xlsx\">a <code>b</code></a></p>"),
      (
        "![a [1] \"b\"](c.svg)",
        "<figure><img src=\"data:c.svg\" alt=\"a [1] &quot;b&quot;\"></figure>"
      ),
      (
        "![a](c.svg)\n*Words.*",
        "<figure><img src=\"data:c.svg\" alt=\"a\">\n<figcaption>Words.</figcaption></figure>"
      ),
      (
        "![a](c.svg)\n\n*Words.*\n\n*More.*",
        "<figure><img src=\"data:c.svg\" alt=\"a\">\n<figcaption>Words.</figcaption></figure>\n"
          + "<p><em>More.</em></p>"
      ),
      (
        "![a](c.svg)\n\n*Words* and more",
        "<figure><img src=\"data:c.svg\" alt=\"a\"></figure>\n<p><em>Words</em> and more</p>"
      ),
      (
        "![a](c.svg) and ![b](d.svg)",
        "<p><img src=\"data:c.svg\" alt=\"a\"> and <img src=\"data:d.svg\" alt=\"b\"></p>"
      ),
      ("a [b] $ 5", "<p>a [b] $ 5</p>"),
      (
        "`$x$` and\n```\n$y$\n```",
        "<p><code>$x$</code> and</p>\n<pre tabindex=\"0\"><code>$y$</code></pre>"
      ),
      ("\\$x$", "<p>$x$</p>"),
      ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;\n</p>"),
      (
        "[a](https://b.c/#d:e) [f](#g:h)",
        "<p><a href=\"https://b.c/#d:e\">a</a> <a href=\"#g:h\">f</a></p>"
      ),
      ("[a](javascript:x \"t\")", "<p>a</p>"),
    ])
  func blocks(markdown: String, expected: String) throws {
    #expect(try html(markdown) == expected)
  }

  @Test("Tables keep their alignment, and a bar can stand in a cell")
  func table() throws {
    #expect(
      try html("| a | b | c |\n| --- | ---: | :-: |\n| 1 | `x\\|y` | **z** |\n") == """
        <div class="table" role="region" aria-label="Table 1: a, b, c" tabindex="0"><table>
        <thead><tr>
        <th scope="col">a</th>
        <th scope="col" class="end">b</th>
        <th scope="col" class="center">c</th>
        </tr></thead>
        <tbody>
        <tr><th scope="row">1</th><td class="end"><code>x|y</code></td><td class="center"><strong>z</strong></td></tr>
        </tbody>
        </table></div>
        """)
  }

  @Test("A table of many columns can be reached and has a name; a percent sign keeps to its number")
  func wideTable() throws {
    let page = try html("| a | `b` | c | d |\n| - | - | - | - |\n| 9 % | 2 | 3 | 4 |\n")
    #expect(
      page.hasPrefix(
        "<div class=\"table\" role=\"region\" aria-label=\"Table 1: a, b, c, d\" tabindex=\"0\">"))
    #expect(page.contains("<th scope=\"row\">9\u{A0}%</th>"))
  }

  @Test("Text from outside is shown as it is, whatever Markdown it looks like")
  func escapes() throws {
    let name = "a|b <i> & *c* _d_ `e` [f](g) $h$ \\ ~~k~~ <!-- #1"
    let page = try html("| x |\n| - |\n| \(name.escapedForMarkdown) |\n")
    #expect(page.contains("<th scope=\"row\">\(name.escapedForHTML)</th>"), "\(page)")
    #expect(try html("# \(name.escapedForMarkdown)").contains(">\(name.escapedForHTML)</h1>"))
    #expect(
      try html("![\("a\nb]".escapedForMarkdown)](c.svg)")
        == "<figure><img src=\"data:c.svg\" alt=\"a b]\"></figure>")
  }

  @Test("Headings get GitHub's anchors, told apart when they repeat")
  func anchors() throws {
    var renderer = HTMLRenderer { EmbeddedImage($0) }
    _ = try renderer.render(
      MarkdownParser.parse("# T\n## Learning rates: 0.1 … 1000\n### More\n## More"))
    #expect(
      renderer.contents == [
        .init(level: 2, anchor: "learning-rates-01--1000", title: "Learning rates: 0.1 … 1000"),
        .init(level: 3, anchor: "more", title: "More"),
        .init(level: 2, anchor: "more-1", title: "More"),
      ])
  }

  @Test("Formulas pass through Markdown untouched, in a line, on their own, in quotes and cells")
  func formulasInText() {
    #expect(
      MarkdownParser.parse("*a* $w_1 * x_1 * 2$ b") == [
        .paragraph([.emphasis([.text("a")]), .text(" "), .formula("w_1 * x_1 * 2"), .text(" b")])
      ])
    #expect(MarkdownParser.parse("$$\na_1 \\\\\n*b*\n$$\n") == [.formula("a_1 \\\\\n*b*")])
    #expect(MarkdownParser.parse("```math\na_1 \\\\\n*b*\n```\n") == [.formula("a_1 \\\\\n*b*")])
    #expect(MarkdownParser.parse("> $$\n> a\n> $$") == [.quote([.formula("a")])])
    #expect(
      MarkdownParser.parse("| a |\n| - |\n| $x|y$ |") == [
        .table(header: [[.text("a")]], alignment: [.start], rows: [[[.formula("x|y")]]])
      ])
    #expect(MarkdownParser.parse("$$\na") == [.paragraph([.text("$$\na")])])
    #expect(MarkdownParser.parse("a\u{E000}0\u{E001}b") == [.paragraph([.text("a0b")])])
  }

  @Test(
    "Formulas become MathML",
    arguments: [
      ("a_1^2", "<msubsup><mi>a</mi><mn>1</mn><mn>2</mn></msubsup>"),
      (
        "\\frac{\\partial E}{\\partial w_{12}}",
        "<mfrac><mrow><mi>∂</mi><mi>E</mi></mrow><mrow><mi>∂</mi>"
          + "<msub><mi>w</mi><mrow><mn>12</mn></mrow></msub></mrow></mfrac>"
      ),
      ("x-0.5<y", "<mi>x</mi><mo>−</mo><mn>0.5</mn><mo>&lt;</mo><mi>y</mi>"),
      (
        "\\sigma(h)",
        "<mi>σ</mi><mo stretchy=\"false\">(</mo><mi>h</mi><mo stretchy=\"false\">)</mo>"
      ),
      (
        "\\left(x\\right)^2\\rightarrow",
        "<msup><mrow><mo stretchy=\"true\">(</mo><mi>x</mi><mo stretchy=\"true\">)</mo></mrow>"
          + "<mn>2</mn></msup><mo>→</mo>"
      ),
      (
        "\\begin{aligned}a&=b\\\\c&=d\\end{aligned}",
        "<mtable displaystyle=\"true\"><mtr><mtd class=\"end\"><mi>a</mi></mtd>"
          + "<mtd class=\"start\"><mo>=</mo><mi>b</mi></mtd></mtr>"
          + "<mtr><mtd class=\"end\"><mi>c</mi></mtd>"
          + "<mtd class=\"start\"><mo>=</mo><mi>d</mi></mtd></mtr></mtable>"
      ),
    ])
  func formulas(tex: String, expected: String) throws {
    #expect(
      try MathML.render(tex, display: false)
        == "<math><semantics><mrow>\(expected)</mrow><annotation encoding=\"application/x-tex\">"
        + "\(tex.escapedForHTML)</annotation></semantics></math>")
  }

  @Test(
    "A formula outside the known part is an error, not a hole",
    arguments: [
      "\\unknown", "\\frac{a}", "{a", "a}", "_1", "\\begin{matrix}\\end{matrix}",
      "\\begin{aligned}a", "\\text", "\\", "\\left(a", "a\\right)", "\\left({a\\right)}",
    ])
  func badFormulas(tex: String) {
    #expect(throws: MathML.Problem.self) { try MathML.render(tex, display: true) }
  }
}
