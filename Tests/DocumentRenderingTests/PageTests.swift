import Testing

@testable import DocumentRendering

@Suite("What readers with a keyboard, a screen reader or a dark screen get")
struct PageTests {
  private func html(
    _ markdown: String, image: @escaping (String) -> EmbeddedImage = { EmbeddedImage($0) }
  ) throws -> String {
    var renderer = HTMLRenderer(image: image)
    return try renderer.render(MarkdownParser.parse(markdown))
  }

  @Test("An image has its size, a twin for dark pages and its long description beside it")
  func image() throws {
    let page = try html("![Short.](a.svg)\n\n*Words.*") {
      EmbeddedImage($0, darkAddress: "b.svg", size: (774, 416), description: "Long & wide.")
    }
    #expect(
      page == """
        <figure><picture><source media="(prefers-color-scheme: dark)" srcset="b.svg" width="774" \
        height="416"><img src="a.svg" alt="Short." width="774" height="416"></picture>
        <details><summary>Description</summary><p>Long &amp; wide.</p></details>
        <figcaption>Words.</figcaption></figure>
        """)
    let same = try html("![Long.](a.svg)") { EmbeddedImage($0, description: "Long.") }
    #expect(same == "<figure><img src=\"a.svg\" alt=\"Long.\"></figure>")
  }

  @Test("Every table has a name of its own, in words, and its rows have heads")
  func tables() throws {
    let table = "| $\\eta$ | $\\frac{\\partial E}{\\partial w_1}$ |\n| - | - |\n| 1 | 2 |\n"
    let page = try html(table + "\n" + table)
    #expect(page.contains("aria-label=\"Table 1: η, ∂E/∂w1\" tabindex=\"0\""))
    #expect(page.contains("aria-label=\"Table 2: η, ∂E/∂w1\""))
    #expect(page.contains("<tr><th scope=\"row\">1</th><td>2</td></tr>"))
  }

  @Test("A formula of its own can be reached by the keyboard")
  func formula() throws {
    let page = try html("$$\na\n$$\n\n$$\nb\n$$\n")
    #expect(
      page.contains("role=\"group\" aria-label=\"Formula 2\" tabindex=\"0\"><math display"))
  }

  @Test(
    "A minus is a sign where nothing stands before it to subtract from",
    arguments: [
      ("(-1)", true), ("a=-1", true), ("-x", true), ("10^{-3}", true), ("a \\cdot -b", true),
      ("\\log -x", true), ("\\left(-x\\right)", true), ("a-b", false), ("(a)-b", false),
      ("f'-g", false), ("x^2-1", false), ("\\frac{a}{b}-1", false),
    ])
  func minus(tex: String, isSign: Bool) throws {
    let markup = try MathML.render(tex, display: false)
    #expect(markup.contains("<mo form=\"prefix\">−</mo>") == isSign, "\(markup)")
    #expect(markup.contains("<mo>−</mo>") != isSign)
  }
}
