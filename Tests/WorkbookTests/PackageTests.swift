import Charts
import TestSupport
import Testing

@testable import Workbook

@Suite("The parts of a written workbook have Excel's documented form")
struct PackageTests {
  private static let values = [3.0, 2, .nan, 0.5]

  /// A sheet with formulas, a chart of them and an image.
  private static func book(
    values: [Double] = values, text: String = "loss", formula: String = "A2*1", chart: Bool = true
  ) -> Book {
    var sheet = Sheet("Data")
    sheet.blocks = [
      ColumnBlock(column: 0, firstRow: 1, .numbers([1, 2, 3, 4])),
      ColumnBlock(
        column: 1, firstRow: 1,
        .formulas(FormulaTemplate(formula, writtenForRow: 1), results: Self.values)),
    ]
    sheet.set("B1", .text(text))
    let description = Chart(
      title: "LOSS", x: Axis(kind: .category), y: Axis(automaticRange: .niceFromZero),
      series: [Series(name: "loss", values: values)], theme: .article)
    guard chart else { return Book(sheets: [sheet]) }
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
    return Book(sheets: [sheet])
  }

  /// The elements of a part as lines: the path of names, attributes in brackets, the text.
  private func lines(_ part: String, of book: Book) throws -> [String] {
    try book.encoded().withUnsafeBytes { bytes in
      var reader = try WorkbookPackage(bytes).xml(part)
      var lines: [String] = []
      var texts: [String] = [""]
      var path: [String] = []
      // Names are asked for by what may stand in a chart.
      let names: [StaticString] = [
        "c:ser", "c:tx", "c:strRef", "c:strCache", "c:f", "c:ptCount", "c:pt", "c:v", "c:cat",
        "c:val", "c:numRef", "c:numCache",
      ]
      while true {
        switch try reader.next() {
        case .end: return lines
        case .open:
          let name = names.first { reader.named($0) }.map { "\($0)" } ?? "*"
          let attribute = reader.attribute("idx") ?? reader.attribute("val")
          path.append(name + (attribute.map { "[\($0)]" } ?? ""))
          texts.append("")
          if name == "c:ptCount" { lines.append(path.joined(separator: "/")) }
        case .text: texts[texts.count - 1] += reader.content
        case .close:
          if reader.named("c:f") || reader.named("c:v") {
            lines.append(path.joined(separator: "/") + " " + (texts.last ?? ""))
          }
          path.removeLast()
          texts.removeLast()
        }
      }
    }
  }

  @Test("A chart names its cells and stores their values: ECMA-376, 21.2.2.27, 21.2.2.122")
  func chart() throws {
    let found = try lines("xl/charts/chart1.xml", of: Self.book())
      .filter { $0.contains("c:ser/") }
      .map { $0[($0.firstRange(of: "c:ser/")?.upperBound ?? $0.startIndex)...] }
    #expect(
      found == [
        "c:tx/c:strRef/c:f Data!$B$1",
        "c:tx/c:strRef/c:strCache/c:ptCount[1]",
        "c:tx/c:strRef/c:strCache/c:pt[0]/c:v loss",
        "c:cat/c:numRef/c:f Data!$A$2:$A$5",
        "c:cat/c:numRef/c:numCache/c:ptCount[4]",
        "c:cat/c:numRef/c:numCache/c:pt[0]/c:v 1",
        "c:cat/c:numRef/c:numCache/c:pt[1]/c:v 2",
        "c:cat/c:numRef/c:numCache/c:pt[2]/c:v 3",
        "c:cat/c:numRef/c:numCache/c:pt[3]/c:v 4",
        "c:val/c:numRef/c:f Data!$B$2:$B$5",
        "c:val/c:numRef/c:numCache/c:ptCount[4]",
        "c:val/c:numRef/c:numCache/c:pt[0]/c:v 3",
        "c:val/c:numRef/c:numCache/c:pt[1]/c:v 2",
        "c:val/c:numRef/c:numCache/c:pt[3]/c:v 0.5",
      ])
  }

  @Test("A text that looks like an escape is escaped in the file: ECMA-376, 22.9.2.19")
  func escapes() throws {
    var sheet = Sheet("S")
    sheet.set("A1", .text("_x0041_"))
    let texts = try Book(sheets: [sheet]).encoded().withUnsafeBytes { bytes in
      var reader = try WorkbookPackage(bytes).xml("xl/sharedStrings.xml")
      var texts = ""
      while true {
        let token = try reader.next()
        if token == .end { return texts }
        if token == .text { texts += reader.content }
      }
    }
    #expect(texts.contains("_x005F_x0041_"))
    #expect(Escapes.resolved("a_x0041__x005F_x0041__x00") == "aA_x0041__x00")
  }

  @Test("A file that lacks something of its book, or has something else, is refused")
  func otherBook() throws {
    let bytes = try Self.book().encoded()
    func fault(_ book: Book, _ bytes: [UInt8]) -> String {
      bytes.withUnsafeBytes { bytes in
        do throws(BookError) {
          try PackageCheck.run(bytes, against: book)
          return ""
        } catch {
          return error.description
        }
      }
    }
    #expect(fault(Self.book(), bytes) == "")
    #expect(
      fault(Self.book(text: "other"), bytes).contains("cell B1 of sheet \"Data\" was not written"))
    #expect(fault(Self.book(formula: "A2*2"), bytes).contains("cell B2 of sheet"))
    #expect(
      fault(Self.book(values: [3, 2, .nan, 0.25]), bytes).contains("lacks points of \"loss\""))
    var more = Self.book()
    more.sheets[0].set("H9", .number(1))
    #expect(fault(more, bytes).contains("cell H9"))
    #expect(fault(Self.book(), try more.encoded()).contains("cell H9 of sheet \"Data\" is not in"))
    #expect(fault(Self.book(), Array(bytes.dropLast(40))).contains("cut off"))
    // Whatever is broken, the answer is a sentence and no crash.
    var generator = SeededNumbers(seed: 3)
    for _ in 0..<60 {
      var broken = bytes
      broken[Int.random(in: broken.indices, using: &generator)] ^= 0x10
      let said = fault(Self.book(), broken)
      #expect(said.isEmpty || said.hasSuffix("."))
    }
  }

  @Test("XML that is none, has a document type, or does not end, is an error")
  func damagedXML() throws {
    func fault(_ text: String) -> ReadingError? {
      var rest = Array(text.utf8)[...]
      do throws(ReadingError) {
        var reader = try XMLReader { (buffer: inout [UInt8]) throws(ReadingError) in
          let piece = rest.prefix(7)
          buffer.replaceSubrange(0..<piece.count, with: piece)
          rest = rest.dropFirst(7)
          return piece.count
        }
        while try reader.next() != .end {}
        return nil
      } catch {
        return error
      }
    }
    #expect(fault("<a b=\"1\">∂&amp;<c/></a>") == nil)
    #expect(
      fault("<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>") == .damaged("it has a document type"))
    for text in ["", "<a>", "<a></b>", "<a b=1/>", "<a>&undefined;</a>", "<a>\u{1}</a>"] {
      #expect(fault(text) != nil, "\(text)")
    }
  }
}
