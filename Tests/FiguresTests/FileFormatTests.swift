import Charts
import Figures
import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Figures become files")
struct FileFormatTests {
  func chart(theme: Theme = .article) -> Chart {
    Chart(
      title: "A < B & \"C\"", x: Axis(title: "epoch", kind: .category), y: Axis(title: "error"),
      series: [
        Series(name: "η = 1", values: [3, 2, 1], dropLines: DropLines(color: .white))
      ], theme: theme)
  }

  func drawing(theme: Theme = .article) throws -> Drawing {
    chart(theme: theme).drawn(with: try Typography.system())
  }

  @Test("A PNG has the size, the resolution and the words of its figure", arguments: [1.0, 2, 1.5])
  func png(scale: Double) throws {
    let chunks = try PNGReader.chunks(try drawing().png(scale: scale))
    let header = try #require(chunks.first)
    #expect(header.name == "IHDR")
    #expect(header.number(at: 0) == Int((774 * scale).rounded()))
    #expect(header.number(at: 4) == Int((416 * scale).rounded()))
    let size = try #require(chunks.first { $0.name == "pHYs" })
    // 96 pixels an inch are 3779.5 a meter.
    #expect(size.number(at: 0) == Int((96 * scale / 0.0254).rounded()))
    #expect(size.bytes[8] == 1)
    let words = chunks.filter { $0.name == "tEXt" || $0.name == "iTXt" }
    #expect(words.count == 2)
    #expect(words[0].text.hasPrefix("Title"))
    #expect(words[0].text.hasSuffix("A < B & \"C\""))
    #expect(words[1].text.hasSuffix(chart().altText))
    #expect(chunks.last?.name == "IEND")
  }

  @Test("Even areas and few colors make a palette; every chunk has its check sum")
  func palette() throws {
    let chunks = try PNGReader.chunks(try drawing().png())
    #expect(chunks[0].bytes[9] == 3, "color type 3 is a palette")
    #expect(chunks.contains { $0.name == "PLTE" })
    #expect(chunks.allSatisfy { $0.hasValidChecksum })
  }

  @Test("Colors of areas and letters stay exact where mixed edges share the palette")
  func exactColors() throws {
    let colors: [UInt32] = [0x4472C4, 0xA9D18E, 0x548235, 0x9DC3E6, 0xFF0000, 0x123456]
    var drawing = Drawing(
      size: .init(width: 300, height: 200), title: "mixed", altText: "", background: .white,
      fonts: try Typography.system())
    // Slanted crossing lines of many colors: far more than 256 mixtures at their edges.
    for (index, color) in colors.enumerated() {
      for step in 0..<6 {
        let x = Double(index * 40 + step * 7)
        drawing.stroke(
          .segments([Point(x, 0), Point(290 - x, 199)]), Stroke(Color(color), width: 3.3))
      }
    }
    #expect(Set(try drawing.raster().pixels).count > 256)
    let chunks = try PNGReader.chunks(try drawing.png())
    let palette = try #require(chunks.first { $0.name == "PLTE" }).bytes
    var entries: Set<UInt32> = []
    for place in stride(from: 0, to: palette.count, by: 3) {
      let (red, green, blue) = (palette[place], palette[place + 1], palette[place + 2])
      entries.insert(Color(red: red, green: green, blue: blue).rgb)
    }
    let exact: [UInt32] = colors + [0xFFFFFF]
    #expect(entries.isSuperset(of: exact))
    #expect(entries.count <= 256)
  }

  @Test("An image of more than 256 colors is stored as RGB, exactly")
  func manyColors() throws {
    let colors = (0..<4096).map {
      Color(red: UInt8($0 & 15) * 17, green: UInt8($0 >> 4 & 15) * 17, blue: UInt8($0 >> 8) * 17)
    }
    let chunks = try PNGReader.chunks(try Raster(width: 64, height: 64, colors: colors).png())
    #expect(chunks[0].bytes[9] == 2, "color type 2 is RGB")
  }

  @Test("The background is opaque and has its color in the corners")
  func background() throws {
    let raster = try drawing().raster()
    for index in [0, 773, 774 * 415, 774 * 416 - 1] {
      #expect(raster.pixels[index] == 0xFF44_72C4)
    }
    #expect(Set(raster.pixels).count > 20, "something is drawn")
  }

  @Test(
    "An SVG is well-formed, names itself and has no id twice", arguments: [Theme.article, .plain])
  func svg(theme: Theme) throws {
    let bytes = try drawing(theme: theme).svg(id: "loss 1")
    let parser = SVGChecker()
    try parser.read(bytes)
    #expect(parser.title == "A < B & \"C\"")
    #expect(parser.summary == chart().altText)
    #expect(Set(parser.ids).count == parser.ids.count)
    #expect(parser.ids.allSatisfy { $0.hasPrefix("f-loss-1-") })
    #expect(parser.references.allSatisfy { parser.ids.contains($0) })
    #expect(parser.attributes["svg"]?["viewBox"] == "0 0 774 416")
    #expect(parser.words.contains("epoch") == theme.showsAxisTitles)
  }

  @Test("Condensed text of an SVG is scaled, raised digits are small ordinary ones")
  func portableText() throws {
    var drawing = Drawing(
      size: .article, title: "", altText: "", background: .white, fonts: try Typography.system())
    let style = Theme.TextStyle(size: 10, stretch: 0.9)
    drawing.write("LOSS", at: Point(100, 50), style, anchor: .end)
    drawing.write("10⁻⁶ m", at: Point(0, 0), Theme.TextStyle(size: 10))
    drawing.write("½²", at: Point(0, 0), Theme.TextStyle(size: 10))
    let text = String(decoding: try drawing.svg(), as: UTF8.self)
    #expect(text.contains("scale(0.9,1)") && !text.contains("text-anchor=\"end\""))
    #expect(
      text.contains(
        "10<tspan dy=\"-0.38em\" font-size=\"66%\">−6</tspan><tspan dy=\"0.25em\"> m</tspan>"))
    #expect(text.contains(">½²<"), "the square is in every font")
    try SVGChecker().read(Array(text.utf8))
  }

  @Test("Small images are enlarged for readers of SVG that smooth them; large ones stay")
  func enlargedImages() throws {
    func sizes(_ side: Int) throws -> (width: UInt8, high: UInt8) {
      var drawing = Drawing(
        size: .article, title: "", altText: "", background: .white, fonts: try Typography.system())
      let gray = (0..<side * side).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      drawing.image(
        Raster(width: side, height: side, gray: gray), in: Rect(x: 0, y: 0, width: 9, height: 9))
      let text = String(decoding: try drawing.svg(), as: UTF8.self)
      let start = try #require(text.range(of: "base64,")?.upperBound)
      let code = String(text[start...].prefix(32))
      // The width stands in the bytes 16 … 19 of a PNG.
      let data = try #require(Data(base64Encoded: code))
      return (data[19], data[18])
    }
    #expect(try sizes(3) == (48, 0))
    #expect(try sizes(28) == (252, 0))
    #expect(try sizes(200) == (200, 0))
  }

  @Test("A PDF is one page of the figure's size in points")
  func pdf() throws {
    let bytes = try drawing().pdf()
    #expect(bytes.starts(with: Array("%PDF-".utf8)))
    let text = String(decoding: bytes.map { $0 < 128 ? $0 : 63 }, as: UTF8.self)
    #expect(text.contains("/MediaBox [ 0 0 580.5 312 ]"))
    #expect(text.contains("/Count 1"))
    // ISO 32000-1: dates in 7.9.4, the language in 14.9.2, the table of objects in 7.5.4.
    #expect(text.contains("/CreationDate (D:19700101000000Z)") && text.contains("/Lang (en)"))
    let dated = try drawing().pdf(created: 1_700_000_000)
    let datedText = String(decoding: dated.map { $0 < 128 ? $0 : 63 }, as: UTF8.self)
    #expect(datedText.contains("/CreationDate (D:20231114221320Z)"))
    for file in [text, datedText] {
      let lines = file.split(separator: "\n", omittingEmptySubsequences: false)
      let word = try #require(lines.lastIndex(of: "startxref"))
      let start = try #require(Int(lines[word + 1]))
      let characters = Array(file.utf8)
      let table = String(decoding: characters[start...], as: UTF8.self).split(separator: "\n")
      #expect(table[0] == "xref")
      let count = try #require(Int(table[1].split(separator: " ")[1]))
      for number in 1..<count {
        let place = try #require(Int(table[2 + number].prefix(10)))
        let object = String(
          decoding: characters[place..<min(place + 12, characters.count)], as: UTF8.self)
        #expect(object.hasPrefix("\(number) 0 obj"), "\(number): \(object)")
      }
    }
  }

  static let pdfinfo = ["/usr/bin/pdfinfo"]

  @Test(
    "A PDF is tagged as a document with one figure, whose words are the alt text",
    .enabled(if: OutsideProgram.isExpected(pdfinfo), "needs pdfinfo"))
  func taggedPDF() throws {
    let folder = try TemporaryFolder()
    var chart = chart()
    chart.series[0].name = "η = 1 (½) \u{1D702}"
    let drawing = chart.drawn(with: try Typography.system())
    try Data(drawing.pdf()).write(to: URL(fileURLWithPath: folder.file("figure.pdf")))
    let program = try #require(OutsideProgram.find(Self.pdfinfo))
    func said(_ arguments: String...) throws -> String {
      let run = try OutsideProgram.run(program, arguments + [folder.file("figure.pdf")])
      return String(decoding: run.output, as: UTF8.self)
    }
    let structure = try said("-struct")
    let lines = structure.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(lines.first == "Document" && lines.contains { $0.hasPrefix("Figure") }, "\(structure)")
    #expect(try said().contains("Tagged:          yes"))
    // ISO 32000-1, 14.9.3: alternate descriptions; 7.9.2.2: text strings in UTF-16.
    let text = String(
      decoding: try folder.bytes("figure.pdf").map { $0 < 128 ? $0 : 63 }, as: UTF8.self)
    let start = try #require(text.range(of: "/Alt <feff")?.upperBound)
    let digits = Array(text[start...].prefix { $0 != ">" })
    let units = stride(from: 0, to: digits.count, by: 4).compactMap {
      UInt16(String(digits[$0..<$0 + 4]), radix: 16)
    }
    #expect(String(decoding: units, as: UTF16.self) == drawing.altText)
  }

  @Test("The same drawing gives the same bytes, however much was drawn before")
  func deterministic() throws {
    let grid = ImageGrid(
      title: "samples", altText: "two images",
      cells: (0..<2).map {
        .init(Raster(width: 2, height: 2, gray: [0, 255, 9, 7]), caption: ["\($0)"])
      })
    for figure in [chart(), grid] as [any Figure] {
      let first = figure.drawn(with: try Typography.system())
      let (png, svg, pdf) = (try first.png(scale: 2), try first.svg(), try first.pdf())
      _ = try drawing(theme: .plain).pdf()
      let second = figure.drawn(with: try Typography.system())
      #expect(try second.png(scale: 2) == png)
      #expect(try second.svg() == svg)
      #expect(try second.pdf() == pdf)
    }
  }

  @Test("Figures can be drawn on many threads at once")
  func concurrent() async throws {
    let expected = try drawing().png()
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<16 { group.addTask { try self.drawing().png() } }
      for try await bytes in group { #expect(bytes == expected) }
    }
  }

  @Test(
    "Sizes that cannot be made are refused", arguments: [0.0, -1, 0.0001, 1000, .nan, .infinity])
  func unusable(scale: Double) throws {
    let drawing = try drawing()
    #expect(throws: FigureError.self) { try drawing.png(scale: scale) }
  }

  @Test("An image without pixels is refused")
  func noPixels() {
    #expect(throws: FigureError.self) {
      try Raster(width: 0, height: 0, gray: [UInt8]()).png(title: "none")
    }
  }

  /// In a process of its own, so that no other test grows it meanwhile.
  @Test(
    "Drawing a thousand files does not grow the process",
    .enabled(if: ProcessMemory.isMeasurable, "a sanitizer keeps freed memory"))
  func noLeak() async {
    await #expect(processExitsWith: .success) {
      let drawing = try FileFormatTests().drawing()
      func round() throws {
        for _ in 0..<100 {
          _ = try drawing.png()
          _ = try drawing.pdf()
        }
      }
      try round()
      let before = ProcessMemory.resident()
      for _ in 0..<4 { try round() }
      // One lost surface a round would be 400 · 1.3 MB.
      #expect(ProcessMemory.resident() - before < 30_000_000)
    }
  }
}
