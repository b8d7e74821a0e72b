import Charts
import Foundation
import Publishing
import TestSupport
import Testing
import TextFormats
import Workbook

@testable import WorkbookVerification

/// A small book with every kind of cell, a chart and a note, which have texts of their own.
private func sampleBook(eta: Double = 0.5, wrong: Double? = nil) -> Book {
  var sheet = Sheet("It's η")
  sheet.set("A1", .text("=η"), note: Note("two\nlines"))
  sheet.set("B1", .number(eta))
  sheet.set("C1", .boolean(true))
  sheet.set("D1", .text("a  b\tc\nd <&>"))
  sheet.set("E1", .link(Link(to: CellRange(sheet: "It's η", "B1"), text: "to η")))
  let values = (0..<40).map { Double($0) * eta / 3 }
  var results = values
  if let wrong { results[7] = wrong }
  sheet.blocks = [
    ColumnBlock(column: 0, firstRow: 2, .numbers((0..<40).map { Double($0) })),
    ColumnBlock(
      column: 1, firstRow: 2,
      .formulas(FormulaTemplate("A3*$B$1/3", writtenForRow: 2), results: results)),
    ColumnBlock(column: 3, firstRow: 2, .numbers([1, 1, 1, 1])),
  ]
  sheet.set("G9", .formula(Formula("IF(B1>0,\"yes\",\"no\")", text: "yes")))
  sheet.set("G10", .formula(Formula("1/(B1-B1)", number: .infinity)))
  sheet.set("G11", .number(.nan))
  let chart = Chart(
    title: "Chart", x: Axis(kind: .category), y: Axis(), series: [Series(name: "s", values: values)]
  )
  sheet.charts = [
    NativeChart(
      chart,
      sources: [
        NativeChart.Source(
          x: CellRange(sheet: "It's η", column: 0, rows: 2..<42),
          y: CellRange(sheet: "It's η", column: 1, rows: 2..<42))
      ], at: "I2", altText: "It rises.")
  ]
  return Book(sheets: [Sheet("Empty"), sheet])
}

/// The sample book with a chart that draws other cells; no cell of a sheet is changed.
private func sampleBookWithAnotherChart() -> Book {
  var book = sampleBook()
  book.sheets[1].charts[0].sources[0].y = CellRange(sheet: "It's η", column: 0, rows: 2..<42)
  return book
}

private enum SampleRecipe: WorkbookRecipe {
  static func covers(_ section: ManifestSection) -> Bool { section.name == "sample" }

  static func workbooks(
    of section: ManifestSection, in folder: String
  ) throws -> [ExpectedWorkbook] {
    let eta = section.settings["eta"]?.number ?? 0
    return [ExpectedWorkbook(name: "sample/sample.xlsx", book: sampleBook(eta: eta))]
  }
}

@Suite("A folder of results is verified against its settings")
struct VerificationTests {
  /// Publishes a book with a manifest that says it was made with η = 0.5.
  private func publish(_ book: Book) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let publisher = try Publisher(folder: folder.path)
    try publisher.stage("sample/sample.xlsx", bytes: try book.encoded())
    try publisher.stage("sample/table.csv", text: "a,b\n")
    let section = ManifestSection(
      name: "sample", command: "report sample",
      settings: .object([.init("eta", .number(0.5))]))
    try publisher.publish(as: section)
    return folder
  }

  private func verify(_ folder: TemporaryFolder, _ libreOffice: LibreOffice?) throws -> Verification
  {
    try Verification.run(
      folder: folder.path, libreOffice: libreOffice, recipes: [SampleRecipe.self],
      provenance: Provenance(libraries: [.init("Cairo", .string("1.16.0"))]))
  }

  @Test(
    "A right workbook passes: every cell is compared, also after recalculation",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"))
  func right() throws {
    let libreOffice = try #require(LibreOffice.find())
    let verification = try verify(publish(sampleBook()), libreOffice)
    let book = try #require(verification.workbooks.first)
    let comparison = try #require(book.recalculated)
    #expect(!verification.differs, "\(verification.text)")
    #expect(book.isReproduced)
    // 5 + 40 + 40 + 4 + 3.
    #expect(comparison.cells == 92)
    #expect(comparison.formulas == 42)
    #expect(comparison.notFinite == 1)
    #expect((comparison.largest?.relative ?? 1) < 1e-14)
    #expect(verification.text.contains("92 cells, 42 formulas of them"))
  }

  @Test(
    "A stored value that the formula does not give is found where it stands",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"))
  func wrongStoredValue() throws {
    let libreOffice = try #require(LibreOffice.find())
    let verification = try verify(publish(sampleBook(wrong: 99)), libreOffice)
    let book = try #require(verification.workbooks.first)
    #expect(verification.differs)
    #expect(!book.isReproduced)
    #expect(book.recalculated?.differing == 0)
    #expect(book.stored?.differing == 1)
    #expect(book.stored?.differences.first?.place == "'It''s η'!B10")
    #expect(book.stored?.differences.first?.found == "99.0")
  }

  @Test("A workbook made with other settings differs in its cells, without LibreOffice, too")
  func otherSettings() throws {
    let verification = try verify(publish(sampleBook(eta: 0.25)), nil)
    let book = try #require(verification.workbooks.first)
    // B1 and all of its products but the first, which is 0.
    #expect(book.stored?.differing == 40)
    #expect(book.stored?.differences.count == CellComparison.kept)
    #expect(verification.text.contains("and 20 more"))
  }

  @Test("Other bytes than the settings give differ also where no cell can be compared")
  func otherBytes() throws {
    let verification = try verify(publish(sampleBook(eta: 0.25)), nil)
    #expect(verification.differs)
    #expect(verification.text.contains("or another version of the program made it"))
    let folder = try publish(sampleBookWithAnotherChart())
    // Other libraries may write the same book in other bytes.
    try folder.write(
      "manifest.json",
      folder.text("manifest.json").replacing(
        "\"libraries\": {}", with: "\"libraries\": {\"Cairo\": \"0.1\"}"))
    let elsewhere = try verify(folder, nil)
    #expect(!elsewhere.differs && elsewhere.text.contains("Cairo 0.1; here it is"))
  }

  @Test(
    "Nothing is read that a manifest names outside of its folder, and no more than a file's size")
  func hostileManifest() throws {
    let folder = try publish(sampleBook())
    let manifest = try folder.text("manifest.json")
    for name in ["/dev/zero", "../sample/table.csv"] {
      try folder.write(
        "manifest.json",
        manifest.replacing("\"inputs\": {}", with: "\"inputs\": {\"\(name)\": \"0\"}"))
      let error = #expect(throws: ReportError.self) { try verify(folder, nil) }
      #expect(error?.category == .badData)
    }
    try folder.write("manifest.json", manifest)
    // A hole of a terabyte takes no room on the disk.
    #expect(truncate(folder.file("sample/table.csv"), 1 << 40) == 0)
    let faults = try verify(folder, nil).faults
    #expect(faults.map(\.fault) == ["was changed after it was written"])
    try FileManager.default.removeItem(atPath: folder.file("sample/table.csv"))
    #expect(mkfifo(folder.file("sample/table.csv"), 0o600) == 0)
    #expect(
      try verify(folder, nil).faults.map(\.fault) == [
        "is no plain file, or is reached through a link"
      ])
  }

  @Test("Files that were changed or are missing are named; the rest is still checked")
  func files() throws {
    let folder = try publish(sampleBook())
    try folder.write("sample/table.csv", "a,c\n")
    var verification = try verify(folder, nil)
    #expect(verification.faults.map(\.name) == ["sample/table.csv"])
    #expect(verification.text.contains("sample/table.csv (sample) was changed"))
    #expect(verification.differs)
    try folder.write("sample/sample.xlsx", "no workbook")
    verification = try verify(folder, nil)
    #expect(verification.faults.count == 2)
  }

  @Test("Without LibreOffice it says what was not checked, and differs in nothing")
  func withoutLibreOffice() throws {
    let verification = try verify(publish(sampleBook()), nil)
    #expect(!verification.differs)
    #expect(
      verification.text == """
        manifest.json: 2 files, each with the content that was written
        sample/sample.xlsx
          the settings give the same bytes again
        Not checked: the recalculation of 1 workbook, because LibreOffice was not found. Install \
        libreoffice-calc-nogui, or name the program in GRADBOOK_SOFFICE.
        """)
  }

  @Test("A folder without a manifest is an error that names it")
  func noManifest() throws {
    let folder = try TemporaryFolder()
    let error = try #require(throws: ReportError.self) { try verify(folder, nil) }
    #expect(error.category == .inputMissing)
    #expect(error.message.contains(folder.file("manifest.json")))
  }

  @Test("A program that fails, or is none, is an error with what it said")
  func failingProgram() throws {
    let folder = try publish(sampleBook())
    for (path, said) in [("/bin/false", "code 1"), ("/dev/null", "could not be started")] {
      let found = try verify(folder, LibreOffice(path: path))
      #expect(found.officeFailure?.contains(said) == true)
      #expect(found.text.contains("each with the content that was written"))
      #expect(found.text.contains("because LibreOffice failed: "))
      #expect(!found.differs && !found.hasLibreOffice)
    }
  }

  @Test(
    "A number that differs is the largest difference, and is named",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"))
  func largestDifference() throws {
    let found = try verify(try publish(sampleBook(wrong: 3)), nil)
    let stored = try #require(found.workbooks[0].stored)
    #expect(stored.differing == 1)
    // 7 · 0.5 / 3 is stored as 3.
    #expect(abs((stored.largest?.relative ?? 0) - (3 / (3.5 / 3) - 1)) < 1e-9)
    #expect(stored.largest?.place == "'It''s η'!B10")
  }

  @Test("A workbook that is cut off is a difference of its own, and goes to no other program")
  func unopenable() throws {
    let office = LibreOffice(path: "/bin/false")
    let folder = try publish(sampleBook())
    let whole = try Data(contentsOf: URL(filePath: folder.file("sample/sample.xlsx")))
    try whole.prefix(1000).write(to: URL(filePath: folder.file("sample/sample.xlsx")))
    let found = try verify(folder, office)
    #expect(found.differs && found.officeFailure == nil)
    #expect(found.text.contains("could not be checked: It is damaged: the file is cut off."))
    #expect(found.text.contains("(sample) was changed after it was written"))
  }

  @Test(
    "A LibreOffice says its version",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"))
  func version() throws {
    let office = try #require(LibreOffice.find())
    #expect(try office.version().hasPrefix("LibreOffice "))
  }

  @Test("Equal cells in other bytes are a difference where the libraries are the same")
  func otherBytesEqualCells() throws {
    let verification = try verify(publish(sampleBookWithAnotherChart()), nil)
    let outcome = try #require(verification.workbooks.first)
    #expect(outcome.stored?.differing == 0)
    #expect(outcome.isUnexplained && verification.differs)
    #expect(verification.text.contains("or another version of the program made it"))
  }

  @Test("What a folder holds is never given to another program; what its settings give is")
  func foreignBytes() throws {
    let folder = try publish(sampleBook(eta: 0.25))
    // Stands for LibreOffice and keeps what it is given.
    let kept = folder.file("kept.xlsx")
    let script = try folder.write(
      "office",
      "#!/bin/sh\nfor word; do case $word in *.xlsx) cp \"$word\" '\(kept)';; esac; done\n")
    #expect(chmod(script, 0o700) == 0)
    _ = try verify(folder, LibreOffice(path: script))
    #expect(try folder.bytes("kept.xlsx") == sampleBook().encoded())
  }

  @Test("A program that leaves another one running is not waited for, and the other one ends")
  func daemon() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      "office", "#!/bin/sh\nsleep 300 &\necho $! > '\(folder.file("pid"))'\necho LibreOffice 1\n")
    #expect(chmod(script, 0o700) == 0)
    let begin = ContinuousClock.now
    #expect(try LibreOffice(path: script).version() == "LibreOffice 1")
    #expect(begin.duration(to: .now) < .seconds(200))
    let text = try folder.text("pid").trimmingCharacters(in: .whitespacesAndNewlines)
    let process = try #require(pid_t(text))
    // It is gone soon, or a zombie until its new parent asks for it; by itself it would take 300
    // seconds.
    var isGone = false
    while !isGone, begin.duration(to: .now) < .seconds(200) {
      let status = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
      isGone = status.isEmpty || status.contains(") Z ") || status.contains(") X ")
    }
    #expect(isGone)
  }

  @Test("A program that talks without end is stopped, and its log does not fill the disk")
  func talkative() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write("office", "#!/bin/sh\nexec yes\n")
    #expect(chmod(script, 0o700) == 0)
    let error = try #require(throws: ReportError.self) { try LibreOffice(path: script).version() }
    #expect(error.message.contains("said more than a megabyte and was stopped"))
  }

  @Test("An empty GRADBOOK_SOFFICE is as if it were not set")
  func emptyVariable() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write("soffice", "#!/bin/sh\n")
    #expect(chmod(script, 0o700) == 0)
    let found = LibreOffice.find(environment: ["GRADBOOK_SOFFICE": "", "PATH": folder.path])
    #expect(found?.path == folder.path + "/soffice")
  }

  @Test("A program that is no LibreOffice, or says nothing, is an error")
  func otherProgram() throws {
    for path in ["/bin/true", "/bin/echo", "/bin/false"] {
      let error = try #require(throws: ReportError.self) { try LibreOffice(path: path).version() }
      #expect(error.category == .failed)
      #expect(error.message.contains(path))
    }
  }

  @Test(
    "A number passes within its tolerance and not beyond",
    arguments: [
      (1.0, 1 + 9e-13, true), (1.0, 1 + 2e-12, false), (0.0, 0.0, true), (0.0, 1e-299, false),
      (-1.0, 1.0, false), (Double.leastNonzeroMagnitude, 0.0, true), (1.0, .nan, false),
      (1.0, .infinity, false),
    ])
  func tolerance(expected: Double, found: Double, passes: Bool) {
    #expect(CellTolerance.standard.accepts(found, for: expected) == passes)
  }
}
