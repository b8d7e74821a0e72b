import Testing

@testable import TextFormats

@Suite("Text from outside in rows, heads and commands")
struct OutsideTextTests {
  @Test(
    "A name on one line has no control character, no line end and no mark of direction",
    arguments: [
      ("lr-0.1", "lr-0.1"), ("a\nb", "a?b"), ("a\r\nb", "a??b"), ("\u{1B}[31mred", "?[31mred"),
      ("a\u{2028}b\u{2029}c\u{85}", "a?b?c?"), ("\u{202E}abc\u{2066}", "?abc?"),
      ("\n\u{301}e", "?\u{301}e"), ("∂E/∂w ü 数", "∂E/∂w ü 数"),
    ])
  func plainLine(text: String, expected: String) {
    #expect(text.plainLine == expected)
  }

  @Test("A field of a head that a spreadsheet would calculate is marked as text; others stay")
  func head() {
    #expect(
      CSV.head(["=cmd train_loss", "+1", "-1", "@x", "epoch", "∂E/∂w1", "a=b"])
        == "'=cmd train_loss,'+1,'-1,'@x,epoch,∂E/∂w1,a=b\r\n")
    #expect(CSV.head(["=\"a\",b"]) == "\"'=\"\"a\"\",b\"\r\n")
  }

  @Test(
    "A word is quoted where a shell would read it as something else",
    arguments: [
      ("out/run-1", "out/run-1"), ("my runs", "'my runs'"), ("", "''"), ("it's", "'it'\\''s'"),
      ("$HOME", "'$HOME'"), ("a;b", "'a;b'"), ("ü", "'ü'"),
    ])
  func shellWord(text: String, expected: String) {
    #expect(ShellWord.quoted(text) == expected)
  }
}
