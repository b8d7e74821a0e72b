import Publishing
import TestSupport
import Testing
import Workbook

@testable import WorkbookVerification

@Suite("A flat spreadsheet file is read cell by cell")
struct FlatFileTests {
  private func cells(_ body: String) throws -> [RecalculatedCells.Cell] {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "book.fods",
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <office:document><office:body><office:spreadsheet>\(body)</office:spreadsheet></office:body>
      </office:document>
      """)
    var reader = try RecalculatedCells(path: path)
    var cells: [RecalculatedCells.Cell] = []
    while let cell = try reader.next() { cells.append(cell) }
    return cells
  }

  @Test("Repeated rows and columns move the cells that follow")
  func repetition() throws {
    let found = try cells(
      """
      <table:table table:name="A &amp; B">
      <table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
      <table:table-row table:number-rows-repeated="2">
      <table:table-cell table:number-columns-repeated="2"/>
      <table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1E-3"/>
      </table:table-row>
      <table:table-row><table:table-cell office:value-type="float" table:formula="of:=1/3"
      office:value="0.333333333333333"><text:p>0.33</text:p></table:table-cell></table:table-row>
      </table:table>
      """)
    #expect(found.map(\.address.a1) == ["C4", "D4", "C5", "D5", "A6"])
    #expect(found.map(\.sheet) == Array(repeating: "A & B", count: 5))
    #expect(found.map(\.hasFormula) == [false, false, false, false, true])
    #expect(found.last?.value == .number(0.333333333333333))
    #expect(found.first?.value == .number(0.001))
  }

  @Test("Texts keep their spaces, tabs, line ends and references; notes and drawings do not count")
  func texts() throws {
    let found = try cells(
      """
      <table:table table:name="T"><table:shapes><draw:frame><table:table table:name="no"><table:table-row>
      <table:table-cell office:value-type="float" office:value="9"/></table:table-row></table:table>
      </draw:frame></table:shapes><table:table-row>
      <table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p>
      </office:annotation><text:p>a<text:s text:c="2"/>b<text:tab/>c</text:p><text:p>&lt;&#x2202;&gt;
      <text:a>link</text:a></text:p></table:table-cell>
      <table:table-cell office:value-type="string" office:string-value="stored &quot;x&quot;"/>
      <table:table-cell office:value-type="boolean" office:boolean-value="true"/>
      <table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""
      calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
      </table:table-row></table:table>
      """)
    #expect(
      found.map(\.value) == [
        .text("a  b\tc\n<∂>\nlink"), .text("stored \"x\""), .boolean(true), .error("#DIV/0!"),
      ])
  }

  @Test("A file of many times the buffer's size is read in pieces")
  func large() throws {
    let text = String(repeating: "x&amp;y", count: 5_000)
    let row =
      "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>\(text)"
      + "</text:p></table:table-cell></table:table-row>"
    let found = try cells(
      "<table:table table:name=\"T\">" + String(repeating: row, count: 40) + "</table:table>")
    #expect(found.count == 40)
    let expected = String(repeating: "x&y", count: 5_000)
    #expect(found.allSatisfy { $0.value == .text(expected) })
  }

  @Test("A character of several bytes at the end of the buffer stays whole", arguments: 0..<4)
  func characters(padding: Int) throws {
    let text = String(repeating: "x", count: padding) + String(repeating: "∂😀é", count: 40_000)
    let found = try cells(
      "<table:table table:name=\"T\"><table:table-row><table:table-cell "
        + "office:value-type=\"string\"><text:p>\(text)</text:p></table:table-cell>"
        + "</table:table-row></table:table>")
    #expect(found.map(\.value) == [.text(text)])
  }

  @Test("Rows that are repeated beyond the sheet's end stop there")
  func repetitionBeyondTheEnd() throws {
    let found = try cells(
      """
      <table:table table:name="T">
      <table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>
      <table:table-row table:number-rows-repeated="9999999"><table:table-cell
      office:value-type="float" office:value="2"/></table:table-row>
      <table:table-row><table:table-cell office:value-type="float" office:value="3"/></table:table-row>
      </table:table>
      """)
    #expect(found.map(\.address.a1) == ["A1048575", "A1048576"])
  }

  @Test("A row that fills a whole sheet is handed out cell by cell")
  func endlessRepetition() throws {
    let folder = try TemporaryFolder()
    let cell = """
      <table:table-cell table:number-columns-repeated="9999999" office:value-type="float"
      office:value="1"/>
      """
    let path = try folder.write(
      "book.fods",
      """
      <office:document><table:table table:name="T">
      <table:table-row table:number-rows-repeated="1048575">\(cell)\(cell)</table:table-row>
      <table:table-row table:number-rows-repeated="9999999"><table:table-cell
      office:value-type="float" office:value="2"/></table:table-row></table:table></office:document>
      """)
    var reader = try RecalculatedCells(path: path)
    for index in 0..<40_000 {
      let cell = try #require(try reader.next())
      #expect(cell.address == CellAddress(row: index / 16_384, column: index % 16_384))
    }
  }

  @Test("Damaged files end with an error, never with a crash")
  func damage() throws {
    let folder = try TemporaryFolder()
    let sound = Array(
      """
      <office:document><table:table table:name="T"><table:table-row><table:table-cell
      office:value-type="float" office:value="1.5"><text:p>1.5&amp;&#x41;</text:p></table:table-cell>
      <table:table-cell table:number-columns-repeated="3"/></table:table-row></table:table>
      </office:document>
      """.utf8)
    var generator = SeededNumbers(seed: 11)
    for _ in 0..<500 {
      let path = try folder.write("book.fods", mutated(sound, using: &generator))
      do throws(ReportError) {
        var reader = try RecalculatedCells(path: path)
        var count = 0
        while try reader.next() != nil, count < 10_000 { count += 1 }
      } catch {
        #expect(error.category == .failed)
      }
    }
  }
}
