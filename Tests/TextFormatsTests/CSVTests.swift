import TestSupport
import Testing

@testable import TextFormats

@Suite("Comma-separated values")
struct CSVTests {
  /// Reads rows as RFC 4180 describes them, byte by byte.
  private func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var bytes = Array(text.utf8)[...]
    func end() { row.append(String(decoding: field, as: UTF8.self)); field = [] }
    while let byte = bytes.popFirst() {
      switch (byte, isQuoted) {
      case (UInt8(ascii: "\""), false): isQuoted = true
      case (UInt8(ascii: "\""), true):
        if bytes.first == UInt8(ascii: "\"") {
          field.append(bytes.removeFirst())
        } else {
          isQuoted = false
        }
      case (UInt8(ascii: ","), false): end()
      case (UInt8(ascii: "\n"), false):
        end()
        rows.append(row)
        row = []
      case (UInt8(ascii: "\r"), false): break
      default: field.append(byte)
      }
    }
    return rows
  }

  @Test(
    "A reader gets back the fields that were written, however their signs combine",
    arguments: [
      ["a", "b"], ["a,b", "c"], [",\u{301}x", "y"], ["\"\u{301}", "z"], ["line\nbreak", "one"],
      ["carriage\rreturn", "two"], ["\r\n", ""], ["say \"so\"", "\"\""], ["é,\u{200D},", "∂E/∂w1"],
    ])
  func roundTrip(fields: [String]) {
    #expect(rows(CSV.row(fields)) == [fields])
  }

  @Test("No field that a table makes by itself is a formula for a spreadsheet")
  func formulas() {
    #expect(
      [.nan, .infinity, -.infinity, -0.5].map(CSV.number) == ["NaN", "Inf", "'-Inf", "-0.5"])
    #expect(CSV.head(["=cmd()", "+a", "-b", "@c", "d"]) == "'=cmd(),'+a,'-b,'@c,d\r\n")
  }

  @Test("A dialect changes separators and decimal points of numbers, and nothing else")
  func dialects() {
    let table =
      CSV.row(["name; x", "0.5", "-1.25e-07", "1,5", "v1.2", "1.2.3", "10", "say \"so\""])
      + CSV.row(["", ".5", "5.", "'-Inf", "a\r\nb", "1e5", "+2.0E+10", "\t"])
    #expect(CSVDialect.standard.rewritten(table) == table)
    #expect(
      CSVDialect(delimiter: .semicolon, hasDecimalComma: true, hasByteOrderMark: true)
        .rewritten(table)
        == "\u{FEFF}\"name; x\";0,5;-1,25e-07;1,5;v1.2;1.2.3;10;\"say \"\"so\"\"\"\r\n"
        + ";.5;5.;'-Inf;\"a\r\nb\";1e5;+2,0E+10;\t\r\n")
    #expect(
      CSVDialect(delimiter: .tab).rewritten("a,\"b,c\",\"\t\"\n") == "a\tb,c\t\"\t\"\r\n")
    #expect(
      CSVDialect(hasDecimalComma: true).rewritten("0.5,x\r\n") == "\"0,5\",x\r\n")
  }

  @Test("What is rewritten is read back as the same fields")
  func dialectRoundTrip() {
    var generator = SeededNumbers(seed: 3)
    let signs: [UInt8] = Array(",;\"\r\n\ta.0".utf8)
    for _ in 0..<2000 {
      let rows = (0..<2).map { _ in
        (0..<3).map { _ in
          String(
            decoding: (0..<Int.random(in: 0..<5, using: &generator)).map { _ in
              signs.randomElement(using: &generator) ?? 0
            }, as: UTF8.self)
        }
      }
      for delimiter in CSVDialect.Delimiter.allCases {
        let text = CSVDialect(delimiter: delimiter).rewritten(rows.map(CSV.row).joined())
        var fields = CSVFields(Array(text.utf8)[...], delimiter: delimiter.rawValue)
        var found: [[String]] = [[]]
        while let field = fields.next() {
          found[found.count - 1].append(String(decoding: field.bytes, as: UTF8.self))
          if field.endsRow { found.append([]) }
        }
        #expect(
          found.dropLast().map { $0.map { Array($0.utf8) } }
            == rows.map { $0.map { Array($0.utf8) } })
      }
    }
  }

  @Test("Random fields of the signs that matter come back")
  func random() {
    let signs: [Unicode.Scalar] = [",", "\"", "\r", "\n", "a", "=", "\u{301}", "\u{200D}", "∂"]
    var state: UInt64 = 1
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33)
    }
    for _ in 0..<2000 {
      let fields = (0..<3).map { _ in
        String(String.UnicodeScalarView((0..<next() % 6).map { _ in signs[next() % signs.count] }))
      }
      let found = rows(CSV.row(fields))
      #expect(found.count == 1)
      #expect(found.first.map { $0.map { Array($0.utf8) } } == fields.map { Array($0.utf8) })
    }
  }
}
