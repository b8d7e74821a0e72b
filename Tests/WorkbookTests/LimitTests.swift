import Charts
import TestSupport
import Testing
import Workbook

@Suite("What Excel would repair is refused before a file is begun")
struct LimitTests {
  /// A sheet with something wrong in it.
  private static func sheet(_ change: (inout Sheet) -> Void) -> Book {
    var sheet = Sheet("S")
    sheet.set("A1", .number(1))
    change(&sheet)
    return Book(sheets: [sheet])
  }

  private static let faulty: [(String, Book)] = [
    ("no sheet", Book()),
    ("is empty", Book(sheets: [Sheet("")])),
    ("named \"data\"", Book(sheets: [Sheet("Data"), Sheet("data")])),
    ("reads like the cell W1", named("w1")),
    ("defined twice", Book(sheets: [Sheet("S")], names: [name("eta"), name("ETA")])),
    (
      "which does not exist",
      Book(sheets: [Sheet("S")], names: [DefinedName("x", for: CellRange(sheet: "T", "A1"))])
    ),
    ("beyond the 1,048,576", sheet { $0[row: 1_048_576, column: 0] = Cell(.number(1)) }),
    ("beyond the 1,048,576", sheet { $0[row: 0, column: 16_384] = Cell(.number(1)) }),
    (
      "beyond the 1,048,576",
      sheet {
        $0.blocks = [ColumnBlock(column: 3, firstRow: 1_048_575, .numbers([1, 2]))]
      }
    ),
    (
      "A reference of the formulas",
      sheet {
        $0.blocks = [
          ColumnBlock(
            column: 3, firstRow: 0,
            .formulas(FormulaTemplate([.cell(column: 0, row: .offset(-1))]), results: [1]))
        ]
      }
    ),
    ("filled twice", sheet { $0.blocks = [ColumnBlock(column: 0, firstRow: 0, .numbers([1]))] }),
    (
      "filled twice",
      sheet {
        $0.blocks = [
          ColumnBlock(column: 2, firstRow: 0, .numbers([1, 2])),
          ColumnBlock(column: 2, firstRow: 1, .numbers([1, 2])),
        ]
      }
    ),
    ("32768 characters", sheet { $0.set("B1", .text(String(repeating: "x", count: 32_768))) }),
    (
      "8193 characters",
      sheet { $0.set("B1", .formula(Formula(String(repeating: "1", count: 8_193), number: 1))) }
    ),
    ("cannot store", sheet { $0.set("B1", .text("a\u{0}b")) }),
    ("cannot store", sheet { $0.set("B1", .formula(Formula("1+\u{1}", number: 1))) }),
    ("cannot store", sheet { $0.set("B1", .text("a\u{FFFE}b")) }),
    ("empty formula", sheet { $0.set("B1", .formula(Formula("=", number: 1))) }),
    (
      "overlap others",
      sheet { $0.merged = [CellRange("C1", "E1"), CellRange("E1", "F9")] }
    ),
    (
      "filled twice",
      sheet {
        $0.set("B1", .number(2)); $0.merged = [CellRange("A1", "B1")]
      }
    ),
    ("range of one cell", sheet { $0.merged = [CellRange("C1")] }),
    ("zoom of 5", sheet { $0.zoom = 5 }),
    ("no PNG", sheet { $0.images = [image([1, 2, 3])] }),
    (
      "refers to the sheet \"T\"",
      sheet { $0.set("B1", .link(Link(to: CellRange(sheet: "T", "A1"), text: "x"))) }
    ),
    (
      "33 characters",
      sheet {
        $0.validations = [
          Validation(
            CellRange("A1"), .numberAbove(0), title: String(repeating: "x", count: 33))
        ]
      }
    ),
    ("has 2 points", sheet { $0.charts = [chart(rows: 0..<3)] }),
    ("32 characters", Book(sheets: [Sheet(String(repeating: "x", count: 32))])),
    ("the character /", Book(sheets: [Sheet("a/\u{301}b")])),
    ("256 series of the chart", sheet { $0.charts = [chart(series: 256)] }),
    ("draws at most 32000", sheet { $0.charts = [chart(points: 32_001)] }),
    (
      "65 levels of parentheses",
      sheet { $0.set("B1", .formula(Formula(nested(65), number: 1))) }
    ),
    (
      "256 arguments of a function",
      sheet { $0.set("B1", .formula(Formula(sum(of: 256), number: 256))) }
    ),
    (
      "254 line feeds",
      sheet { $0.set("B1", .text(String(repeating: "\n", count: 254))) }
    ),
    (
      "8 levels of groups",
      sheet { $0.columnGroups = Array(repeating: OutlineGroup(2...4), count: 8) }
    ),
  ]

  private static func nested(_ depth: Int) -> String {
    String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth)
  }

  private static func sum(of count: Int) -> String {
    "SUM(" + Array(repeating: "1", count: count).joined(separator: ",") + ")"
  }

  private static func chart(series: Int = 1, points: Int = 1) -> NativeChart {
    let values = [Double](repeating: 1, count: points)
    let description = Chart(
      title: "T", x: Axis(), y: Axis(),
      series: (0..<series).map { Series(name: "s\($0)", values: values) })
    let cells = CellRange(sheet: "S", column: 0, rows: 0..<points)
    return NativeChart(
      description,
      sources: Array(repeating: NativeChart.Source(x: cells, y: cells), count: series), at: "A1",
      altText: "x")
  }

  private static func named(_ text: String) -> Book {
    Book(sheets: [Sheet("S")], names: [name(text)])
  }

  private static func name(_ text: String) -> DefinedName {
    DefinedName(text, for: CellRange(sheet: "S", "A1"))
  }

  private static func image(_ bytes: [UInt8]) -> SheetImage {
    SheetImage(png: bytes, at: "A1", width: 10, height: 10, altText: "x")
  }

  private static func chart(rows: Range<Int>) -> NativeChart {
    let description = Chart(
      title: "T", x: Axis(), y: Axis(), series: [Series(name: "s", values: [1, 2])])
    let cells = CellRange(sheet: "S", column: 0, rows: rows)
    return NativeChart(
      description, sources: [NativeChart.Source(x: cells, y: cells)], at: "A1", altText: "x")
  }

  @Test("Each fault is a sentence, and no file is left", arguments: faulty.indices)
  func fault(index: Int) throws {
    let (reason, book) = Self.faulty[index]
    let folder = try TemporaryFolder()
    let path = folder.file("book.xlsx")
    let error = try #require(throws: BookError.self) { try book.write(toPath: path) }
    #expect(error.description.contains(reason), "\(error)")
    #expect(error.description.hasSuffix("."))
    #expect(folder.allFiles.isEmpty)
  }

  @Test("A text that is cut for a property fits, between words where there are any")
  func fittingProperty() {
    let fitting = Book.Properties.fitting
    #expect(fitting("short") == "short")
    let exact = String(repeating: "x", count: 255)
    #expect(fitting(exact) == exact)
    #expect(fitting(exact + "x") == String(repeating: "x", count: 254) + "…")
    let words = String(repeating: "word ", count: 60)
    #expect(fitting(words).utf16.count <= 255 && fitting(words).hasSuffix("word…"))
    #expect(fitting(String(repeating: "😀", count: 200)).utf16.count <= 255)
  }

  @Test("What stands at Excel's limits is accepted, and parentheses in texts do not count")
  func atTheLimit() throws {
    let book = Self.sheet {
      $0.set("C1", .formula(Formula(Self.nested(64), number: 1)))
      $0.set("C2", .formula(Formula(Self.sum(of: 255), number: 255)))
      $0.set("C3", .formula(Formula("LEN(\"\(Self.nested(65))\")", number: 131)))
      $0.set("C4", .text(String(repeating: "\n", count: 253)))
      $0.charts = [Self.chart(series: 255)]
      $0.columnGroups = Array(repeating: OutlineGroup(5...6), count: 7)
      $0.set("B1", .text(String(repeating: "x", count: 32_767)))
      $0.set("B2", .formula(Formula("1" + String(repeating: "+1", count: 4_095), number: 4_096)))
    }
    #expect(try book.encoded().count > 1_000)
  }

  @Test("A book that cannot be written leaves the one that was there")
  func oldBookStays() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("book.xlsx")
    try Self.sheet { $0.set("A1", .number(1)) }.write(toPath: path)
    let old = try folder.bytes("book.xlsx")
    // Read-only folders do not stop an administrator, so the faults are in the book and its place.
    let bad = Self.sheet { $0.set("A1", .text(String(repeating: "x", count: 40_000))) }
    #expect(throws: BookError.self) { try bad.write(toPath: path) }
    #expect(throws: BookError.self) {
      try Self.sheet { _ in }.write(toPath: path, temporaryFolder: "/nowhere/at/all")
    }
    #expect(try folder.bytes("book.xlsx") == old)
    #expect(folder.allFiles == ["book.xlsx"])
    try Self.sheet { $0.set("A1", .number(2)) }.write(toPath: path)
    #expect(try folder.bytes("book.xlsx") != old)
    #expect(folder.allFiles == ["book.xlsx"])
  }

  @Test(
    "A place that cannot be written is named with the system's reason",
    arguments: [
      ("/nowhere/at/all/book.xlsx", "No such file"), ("/tmp", "Is a directory"),
      ("/dev/full", "No space left"),
    ])
  func placeThatCannotBeWritten(path: String, reason: String) throws {
    let error = try #require(throws: BookError.self) {
      try Self.sheet { _ in }.write(toPath: path)
    }
    #expect(error.description.contains(path))
    #expect(error.description.contains(reason))
  }

  @Test("A folder for temporary files that is missing is named before anything is written")
  func missingTemporaryFolder() throws {
    let folder = try TemporaryFolder()
    let error = try #require(throws: BookError.self) {
      try Self.sheet { _ in }.write(
        toPath: folder.file("book.xlsx"), temporaryFolder: folder.file("missing"))
    }
    #expect(error.description.contains("TMPDIR"))
    #expect(error.description.contains(folder.file("book.xlsx")), "\(error)")
    #expect(folder.allFiles.isEmpty)
  }

  @Test("A book written in place has the same bytes as one in memory")
  func inPlace() throws {
    let folder = try TemporaryFolder()
    let book = Self.sheet { $0.set("A1", .number(1)) }
    try book.write(inPlace: folder.file("book.xlsx"))
    #expect(try folder.bytes("book.xlsx") == book.encoded())
  }
}
