import Testing

@testable import Publishing

@Suite("What the environment asks for")
struct SurroundingsTests {
  @Test(
    "A bar needs a terminal on standard error outside of CI",
    arguments: [
      (["TERM": "xterm"], true, true),
      (["TERM": "xterm"], false, false),
      (["TERM": "dumb"], true, false),
      ([:], true, false),
      (["TERM": "xterm", "CI": "true"], true, false),
      (["TERM": "xterm", "CI": "false"], true, true),
    ] as [([String: String], Bool, Bool)])
  func terminal(variables: [String: String], error: Bool, bar: Bool) {
    let terminal = Terminal(
      environment: { variables[$0] }, errorIsTerminal: error, windowColumns: nil)
    #expect(terminal.showsProgressBar == bar)
    #expect(terminal.columns == 80)
  }

  @Test(
    "SOURCE_DATE_EPOCH is a whole number of seconds",
    arguments: [(nil, 1_704_067_200), ("", 1_704_067_200), ("0", 0), ("1700000000", 1_700_000_000)]
      as [(String?, Int)])
  func sourceDate(text: String?, seconds: Int) throws {
    #expect(try SourceDate.parse(text) == seconds)
  }

  @Test(
    "Any other SOURCE_DATE_EPOCH is a usage error that names the variable",
    arguments: ["-1", "+1", "1.5", "today", " 1", "253402300800", "99999999999999999999"])
  func badSourceDate(text: String) {
    let error = #expect(throws: ReportError.self) { try SourceDate.parse(text) }
    #expect(error?.category == .usage)
    #expect(error?.message.hasPrefix("SOURCE_DATE_EPOCH is '\(text)'") == true)
  }

  @Test(
    "What steers a terminal becomes a question mark; where one line is meant, so do line ends",
    arguments: [
      ("\u{1B}[31mred\u{9B}1m\u{7}", "?[31mred?1m?", "?[31mred?1m?"),
      ("a\u{202E}b\u{2066}c", "a?b?c", "a?b?c"),
      // UAX 14, mandatory breaks.
      ("a\nb\r\nc\u{85}d\u{2028}e", "a\nb?\nc?d\u{2028}e", "a?b??c?d?e"),
      ("∂E/∂w1 · é e\u{301} 😀", "∂E/∂w1 · é e\u{301} 😀", "∂E/∂w1 · é e\u{301} 😀"),
    ])
  func harmless(text: String, lines: String, line: String) {
    #expect(Terminal.harmless(text) == lines)
    #expect(Terminal.harmless(text, keepsLines: false) == line)
  }

  @Test("Errors of modules keep their category, unknown ones count as failures")
  func categories() {
    struct Known: CategorizedError {
      var category: ReportError.Category { .badData }
      var description: String { "The file is bent." }
    }
    struct Unknown: Error {}
    #expect(ReportError(Known()) == ReportError(.badData, "The file is bent."))
    #expect(ReportError(Unknown()).category == .failed)
    #expect(ReportError(CancellationError()).category == .interrupted)
    #expect(ReportError.Category.allCases.map(\.rawValue) == [1, 2, 64, 65, 66, 73, 130])
  }
}
