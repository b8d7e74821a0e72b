import Charts
import TestSupport
import Testing
import Workbook

@Suite("A book is read back by an independent reader")
struct ReadBackTests {
  private func read(_ book: Book) throws -> OutsideWorkbook {
    let folder = try TemporaryFolder()
    let path = folder.file("book.xlsx")
    try book.write(toPath: path)
    return try OutsideWorkbook(path: path)
  }

  @Test("Numbers, texts, truth values, formulas and links arrive as what they are")
  func kinds() throws {
    var sheet = Sheet("η = 0.1")
    sheet.set("A1", .number(0.1))
    sheet.set("A2", .text("=1+1"))
    sheet.set("A3", .text("+1"))
    sheet.set("A4", .text("-1"))
    sheet.set("A5", .text("@x"))
    sheet.set("A6", .boolean(true))
    sheet.set("A7", .formula(Formula("=A1*2", number: 0.2)))
    sheet.set("A8", .formula(Formula("IF(A1>0,\"yes\",\"no\")", text: "yes")))
    sheet.set("A9", .link(Link(to: CellRange(sheet: "It's", "B2"), text: "there")))
    sheet.set("A10", .link(Link(web: "https://example.org/?a=1&b=2", text: "web")))
    sheet.set("A11", .text("∂E/∂w1 <&> \"½\" 😀\nsecond line\ttab"))
    sheet.set("A12", .text("_x0041_"))
    sheet.set("A13", .number(.nan))
    sheet.set("A14", .formula(Formula("1/0", number: .infinity)))
    sheet.set("A15", .text(""))
    sheet.set("A16", .text(""), style: CellStyle(bold: true))
    sheet.set("B1", .text("note"), note: Note("σ(x) = 1/(1+e^-x)"))
    let book = try read(Book(sheets: [sheet, Sheet("It's")]))
    let cells = try #require(book.sheet("η = 0.1")).cells
    #expect(cells["A1"]?.number == 0.1)
    #expect(cells["A2"]?.text == "=1+1")
    #expect(cells["A2"]?.formula == nil)
    #expect(cells["A3"]?.text == "+1")
    #expect(cells["A4"]?.text == "-1")
    #expect(cells["A5"]?.text == "@x")
    #expect(cells["A6"]?.boolean == true)
    #expect(cells["A7"]?.formula == "=A1*2")
    #expect(cells["A7"]?.number == 0.2)
    #expect(cells["A8"]?.formula == "=IF(A1>0,\"yes\",\"no\")")
    #expect(cells["A8"]?.text == "yes")
    #expect(cells["A9"]?.link == "#'It''s'!B2")
    #expect(cells["A10"]?.link == "https://example.org/?a=1&b=2")
    #expect(cells["A11"]?.text == "∂E/∂w1 <&> \"½\" 😀\nsecond line\ttab")
    #expect(cells["A13"]?.text == "NaN")
    #expect(cells["A14"]?.formula == "=1/0")
    #expect(cells["A14"]?.text == "Inf")
    #expect(cells["A15"]?.text == nil && cells["A16"]?.text == nil)
    #expect(cells["B1"]?.note == "σ(x) = 1/(1+e^-x)")
  }

  @Test("A column block is one formula filled downwards, with a result in each row")
  func blocks() throws {
    var sheet = Sheet("Table")
    sheet.blocks = [
      ColumnBlock(column: 0, firstRow: 2, .numbers([1, 2, .nan, 4]), nonFinite: .blank),
      ColumnBlock(
        column: 1, firstRow: 2,
        .formulas(
          FormulaTemplate("A3*$D$1+'a 1'!B$2-LOG10(A3)", writtenForRow: 2), results: [5, 6, 7, 8])),
      ColumnBlock(
        column: 2, firstRow: 3,
        .formulas(
          FormulaTemplate([
            .text("="), .cell(column: 1, row: .offset(-1)), .text("+"),
            .cell(sheet: "a 1", column: 0, row: .fixed(0)), .text("*"), .fixed("Z9"),
          ]), results: [1, 2])),
      ColumnBlock(column: 3, firstRow: 2, .texts(["a", "=b", ""])),
    ]
    let book = try read(Book(sheets: [sheet, Sheet("a 1")]))
    let cells = try #require(book.sheet("Table")).cells
    #expect(cells["A3"]?.number == 1)
    #expect(cells["A5"] == nil)
    #expect(cells["B3"]?.formula == "=A3*$D$1+'a 1'!B$2-LOG10(A3)")
    #expect(cells["B6"]?.formula == "=A6*$D$1+'a 1'!B$2-LOG10(A6)")
    #expect(cells["B6"]?.number == 8)
    #expect(cells["C4"]?.formula == "=B3+'a 1'!A$1*$Z$9")
    #expect(cells["C5"]?.formula == "=B4+'a 1'!A$1*$Z$9")
    #expect(cells["D4"]?.text == "=b")
  }

  @Test("Styles, widths, panes, groups, rules, names and properties arrive")
  func looks() throws {
    var sheet = Sheet("Look")
    let style = CellStyle(
      bold: true, color: .black, fill: Color(0xDDEBF7), numberFormat: .fixed(decimals: 3))
    sheet.set("A1", .number(1), style: style)
    sheet.set("B1", .text("wide enough for this"))
    sheet.widths = [0: .characters(20), 1: .fitted()]
    sheet.frozen = "B2"
    sheet.columnGroups = [OutlineGroup(3...5, collapsed: true)]
    sheet.setMerged(CellRange("A3", "C3"), .text("merged"))
    sheet.print.isLandscape = true
    sheet.print.repeatedRows = 0...1
    sheet.validations = [Validation(CellRange("A1"), .numberAbove(0), title: "η", hint: "above 0")]
    sheet.conditionalFormats = [
      ConditionalFormat(CellRange("A1", "A9"), .above(1, CellStyle(bold: true)))
    ]
    var book = Book(
      sheets: [sheet], names: [DefinedName("eta", for: CellRange(sheet: "Look", "A1"))])
    book.properties.title = "Title"
    let found = try read(book)
    let look = try #require(found.sheet("Look"))
    #expect(look.cells["A1"]?.bold == true)
    #expect(look.cells["A1"]?.format == "0.000")
    #expect(look.cells["A1"]?.fill == "FFDDEBF7")
    #expect(look.cells["A1"]?.color == "FF000000")
    #expect(abs((look.widths["A"] ?? 0) - 20.71) < 0.01)
    #expect((17.0...26).contains(look.widths["B"] ?? 0))
    #expect(look.frozen == "B2")
    #expect(look.levels == ["D": 1, "E": 1, "F": 1])
    #expect(look.merged == ["A3:C3"])
    #expect(look.orientation == "landscape")
    #expect(look.repeatedRows == "1:2" || look.repeatedRows == "$1:$2")
    #expect(look.validations == ["A1"])
    #expect(look.conditionals == ["A1:A9"])
    #expect(found.names["eta"] == "Look!$A$1")
    #expect(found.title == "Title")
    #expect(found.created == "2024-01-01T00:00:00")
  }

  @Test("A chart stores the values of its formula cells, not zeros")
  func chart() throws {
    let values = [3.0, 2, .nan, 0.5]
    var sheet = Sheet("Data")
    sheet.blocks = [
      ColumnBlock(column: 0, firstRow: 1, .numbers([1, 2, 3, 4])),
      ColumnBlock(
        column: 1, firstRow: 1,
        .formulas(FormulaTemplate("A2*1", writtenForRow: 1), results: values)),
    ]
    sheet.set("B1", .text("loss"))
    let description = Chart(
      title: "LOSS", x: Axis(kind: .category), y: Axis(automaticRange: .niceFromZero),
      series: [
        Series(name: "loss", values: values, dropLines: DropLines(color: .white))
      ], theme: .article)
    sheet.charts = [
      NativeChart(
        description,
        sources: [
          NativeChart.Source(
            name: CellRange(sheet: "Data", "B1"),
            x: CellRange(sheet: "Data", column: 0, rows: 1..<5),
            y: CellRange(sheet: "Data", column: 1, rows: 1..<5))
        ], at: "D2", altText: "It falls.")
    ]
    let found = try read(Book(sheets: [sheet]))
    #expect(found.sheet("Data")?.charts == 1)
  }

  @Test("The same book gives the same bytes, and its path does not matter")
  func sameBytes() throws {
    var sheet = Sheet("A")
    sheet.set("A1", .number(1))
    let book = Book(sheets: [sheet])
    let folder = try TemporaryFolder()
    try book.write(toPath: folder.file("b.xlsx"))
    #expect(try book.encoded() == folder.bytes("b.xlsx"))
  }

  @Test("A book too large for memory keeps its notes, links and joined cells")
  func constantMemory() throws {
    var sheet = Sheet("Long")
    sheet.setMerged(CellRange("A1", "B1"), .text("numbers"))
    sheet.set("A2", .text("n"), note: Note("A note on a row that is written early."))
    sheet.blocks = [
      ColumnBlock(column: 0, firstRow: 2, .numbers((0..<100_001).map(Double.init))),
      ColumnBlock(
        column: 1, firstRow: 2,
        .formulas(
          FormulaTemplate("A3*2", writtenForRow: 2), results: (0..<100_001).map { Double($0 * 2) })),
    ]
    let folder = try TemporaryFolder()
    let path = folder.file("long.xlsx")
    try Book(sheets: [sheet]).write(toPath: path)
    let book = try OutsideWorkbook(path: path)
    let cells = try #require(book.sheets.first).cells
    #expect(cells["A2"]?.note == "A note on a row that is written early.")
    #expect(cells["B100003"]?.formula == "=A100003*2")
    #expect(cells["B100003"]?.number == 200_000)
  }
}
