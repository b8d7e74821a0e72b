import TestSupport
import Testing
import Workbook

@Suite("A formula template is filled downwards as a spreadsheet does it")
struct FormulaTemplateTests {
  @Test(
    "Relative rows move, fixed rows, texts, sheet names and functions stay",
    arguments: [
      ("A1", "A8"), ("$A1", "$A8"), ("A$1", "A$1"), ("$A$1", "$A$1"), ("=A1+B2*2", "A8+B9*2"),
      ("SUM(A1:A3)", "SUM(A8:A10)"), ("LOG10(A1)", "LOG10(A8)"), ("ATAN2(A1,B1)", "ATAN2(A8,B8)"),
      ("\"A1\"&A1", "\"A1\"&A8"), ("\"a\"\"A1\"\"\"&A1", "\"a\"\"A1\"\"\"&A8"),
      ("'A1'!A1+'It''s A1'!B$2", "'A1'!A8+'It''s A1'!B$2"), ("Data!A1", "Data!A8"),
      ("A1!B2", "A1!B9"), ("w_1+A1", "w_1+A8"), ("eta1x+A1", "eta1x+A8"), ("XFE1+A1", "XFE1+A8"),
      ("1E5+A1", "1E5+A8"), ("xA1η+A1", "xA1η+A8"), ("ηA1", "ηA1"), ("aa1", "aa8"), ("2", "2"),
      ("", ""), ("A1", "A8"), ("IF(A1<-709,0,1/(1+EXP(-A1)))", "IF(A8<-709,0,1/(1+EXP(-A8)))"),
    ])
  func filling(formula: String, expected: String) {
    #expect(FormulaTemplate(formula, writtenForRow: 0).text(row: 7) == expected)
  }

  @Test(
    "Row numbers of every length are written",
    arguments: [
      0, 8, 9, 98, 99, 998, 999, 9_998, 9_999, 99_998, 99_999, 999_998, 999_999, 1_048_575,
    ])
  func rowNumbers(row: Int) {
    let template = FormulaTemplate("B1+1", writtenForRow: 0)
    #expect(template.text(row: row) == "B\(row + 1)+1")
  }

  @Test("Pieces give the same as text")
  func pieces() {
    let pieces = FormulaTemplate([
      .text("=0.5*("), .cell(column: 0, row: .offset(0)), .text("-"),
      .cell(column: 17, row: .offset(-1)), .text(")*"), .fixed(sheet: "In puts", "B3"), .text("*"),
      .cell(sheet: "x", column: 27, row: .fixed(3)),
    ])
    #expect(pieces.text(row: 4) == "0.5*(A5-R4)*'In puts'!$B$3*x!AB$4")
  }

  @Test("A template gives every row of a random formula the text that its parts give")
  func property() {
    var generator = SeededNumbers(seed: 3)
    for _ in 0..<500 {
      let parts = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        (
          CellAddress(
            row: Int.random(in: 100..<2_000, using: &generator),
            column: Int.random(in: 0..<16_384, using: &generator)),
          Bool.random(using: &generator)
        )
      }
      let formula = parts.map { $0.1 ? $0.0.absolute : $0.0.a1 }.joined(separator: "*\"A1\"+")
      let shift = Int.random(in: -100..<90_000, using: &generator)
      let expected = parts.map { $0.1 ? $0.0.absolute : $0.0.moved(rows: shift).a1 }
        .joined(separator: "*\"A1\"+")
      let template = FormulaTemplate(formula, writtenForRow: 2_000)
      #expect(template.text(row: 2_000 + shift) == expected)
    }
  }
}
