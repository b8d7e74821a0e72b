import Charts
import Figures
import TestSupport
import Testing

@Suite("Fonts are found by their file, or missed loudly")
struct TypographyTests {
  @Test("Every character that the figures write has a glyph")
  func required() throws {
    let fonts = try Typography.system()
    #expect(fonts.missingCharacters(in: Typography.requiredCharacters).isEmpty)
    #expect(fonts.missingCharacters(in: "a漢") == "漢")
    #expect(fonts.paths.allSatisfy { $0.hasSuffix(".ttf") })
  }

  @Test("Widths grow with size, stretch and spacing")
  func widths() throws {
    let fonts = try Typography.system()
    let plain = fonts.width(of: "LOSS", Theme.TextStyle(size: 10))
    #expect(abs(fonts.width(of: "LOSS", Theme.TextStyle(size: 20)) - 2 * plain) < 1e-9)
    #expect(
      abs(fonts.width(of: "LOSS", Theme.TextStyle(size: 10, stretch: 0.9)) - 0.9 * plain) < 1e-9)
    #expect(
      abs(fonts.width(of: "LOSS", Theme.TextStyle(size: 10, letterSpacing: 2)) - plain - 6) < 1e-9)
    // DejaVu Sans: L is 1141, O 1612, S 1300 units of 2048 wide.
    #expect(abs(plain - 10 * (1141 + 1612 + 2 * 1300) / 2048) < 1e-9)
    #expect(fonts.width(of: "", Theme.TextStyle(size: 10)) == 0)
  }

  @Test("A missing font is an error that says where it was looked for and what to install")
  func missing() {
    #expect(throws: FigureError.fontMissing(file: "DejaVuSans.ttf", folders: ["/nowhere"])) {
      try Typography(folders: ["/nowhere"])
    }
    let text = FigureError.fontMissing(file: "a.ttf", folders: ["/x", "/y"]).description
    #expect(text.contains("/x, /y") && text.contains("fonts-dejavu-core"))
  }

  @Test("A file that is no font is an error")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try folder.write("DejaVuSans.ttf", "no font")
    #expect {
      try Typography(folders: [folder.path])
    } throws: { error in
      guard case FigureError.fontUnreadable(_, let code) = error else { return false }
      return code != 0
    }
  }
}
