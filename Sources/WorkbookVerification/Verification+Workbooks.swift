import Numerals
import Publishing
import Workbook

/// The workbooks against their settings, by their bytes and by their cells.
extension Verification {
  /// Compares workbooks with what they must be: their bytes, where those differ their cells, and
  /// what LibreOffice calculates from the formulas.
  ///
  /// LibreOffice is given the books that are made here and never the files of the folder: those
  /// that are equal are the same, and others may hold what makes it open connections or take all of
  /// the memory.
  mutating func checkWorkbooks(
    _ expected: [ExpectedWorkbook], in folder: String, _ libreOffice: LibreOffice?,
    _ progress: ProgressHandler
  ) throws {
    var outcomes: [WorkbookOutcome] = []
    var present: [(workbook: ExpectedWorkbook, bytes: [UInt8])] = []
    for workbook in expected {
      var outcome = WorkbookOutcome(name: workbook.name)
      do {
        let found = try FileSystem.read(
          FileSystem.join(folder, workbook.name), limit: WorkbookPackage.sizeLimit)
        guard found.starts(with: Array("PK".utf8)) else {
          throw ReportError(.differs, "It is no workbook; make it again.")
        }
        let made = try ScratchFolder.lend { try workbook.book.encoded(temporaryFolder: $0) }
        outcome.missing = workbook.missing
        outcome.isReproduced = workbook.missing == nil && made == found
        if !outcome.isReproduced { outcome.stored = try Self.stored(workbook, found) }
        present.append((workbook, made))
        outcomes.append(outcome)
      } catch {
        try Self.rethrowWithoutPlace(error)
        outcome.obstacle = ReportError(error).message
        workbooks.append(outcome)
      }
    }
    if let libreOffice, !present.isEmpty {
      progress(
        .began("Recalculating \(FixedText.counted(present.count, "workbook")) in LibreOffice"))
      do {
        let fresh = try Self.recalculate(present, libreOffice)
        for (index, comparison) in fresh.enumerated() {
          outcomes[index].recalculated = comparison
          if comparison == nil { outcomes[index].obstacle = "LibreOffice cannot open it." }
        }
      } catch {
        // The other findings are reported nevertheless.
        try Self.rethrowWithoutPlace(error)
        officeFailure = ReportError(error).message
        hasLibreOffice = false
      }
    }
    workbooks += outcomes
  }

  private static func stored(
    _ workbook: ExpectedWorkbook, _ bytes: [UInt8]
  ) throws -> CellComparison {
    try bytes.withUnsafeBytes { bytes in
      var cells = try StoredBook(bytes)
      return try CellComparison.compare(workbook, with: &cells)
    }
  }

  private static func recalculate(
    _ workbooks: [(workbook: ExpectedWorkbook, bytes: [UInt8])], _ libreOffice: LibreOffice
  ) throws -> [CellComparison?] {
    try ScratchFolder.lend { folder in
      let files = try libreOffice.flatFiles(of: workbooks.map(\.bytes), in: folder)
      return try zip(workbooks, files).map { workbook, file in
        try file.map { file in
          var cells = try RecalculatedCells(path: file)
          return try CellComparison.compare(workbook.workbook, with: &cells)
        }
      }
    }
  }

  /// Where nothing intermediate can be written, nothing is known of the workbooks either.
  static func rethrowWithoutPlace(_ error: any Error) throws(ReportError) {
    let error = ReportError(error)
    if error.category == .cannotWrite { throw error }
  }
}
