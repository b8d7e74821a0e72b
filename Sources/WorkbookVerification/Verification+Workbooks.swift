import Numerals
import Publishing
import TextFormats
import Workbook

/// The workbooks against their settings, by their bytes and by their cells.
extension Verification {
  /// Compares workbooks with what they must be: their bytes, and their cells where there is a
  /// LibreOffice.
  mutating func checkWorkbooks(
    _ expected: [ExpectedWorkbook], in folder: String, _ libreOffice: LibreOffice?,
    _ progress: ProgressHandler
  ) throws {
    var outcomes: [WorkbookOutcome] = []
    var present: [ExpectedWorkbook] = []
    for workbook in expected {
      var outcome = WorkbookOutcome(name: workbook.name)
      let path = FileSystem.join(folder, workbook.name)
      do {
        let bytes = try FileSystem.read(path)
        guard bytes.starts(with: Array("PK".utf8)) else {
          throw ReportError(.differs, "It is no workbook; make it again.")
        }
        outcome.missing = workbook.missing
        outcome.isReproduced = try workbook.missing == nil && workbook.book.encoded() == bytes
        present.append(workbook)
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
        try Self.recalculate(present, &outcomes, in: folder, libreOffice)
      } catch {
        // The other findings are reported nevertheless.
        try Self.rethrowWithoutPlace(error)
        officeFailure = ReportError(error).message
        hasLibreOffice = false
      }
    }
    workbooks += outcomes
  }

  private static func recalculate(
    _ present: [ExpectedWorkbook], _ outcomes: inout [WorkbookOutcome], in folder: String,
    _ libreOffice: LibreOffice
  ) throws {
    let fresh = try compare(present, in: folder, libreOffice, .always)
    for (index, comparison) in fresh.enumerated() {
      outcomes[index].recalculated = comparison
      if comparison == nil {
        outcomes[index].obstacle = "LibreOffice cannot open it; make it again."
      }
    }
    // Where the bytes are the expected ones, so are the stored values.
    let others = outcomes.indices.filter {
      !outcomes[$0].isReproduced && outcomes[$0].obstacle == nil
    }
    guard !others.isEmpty else { return }
    let stored = try compare(others.map { present[$0] }, in: folder, libreOffice, .never)
    for (index, comparison) in zip(others, stored) { outcomes[index].stored = comparison }
  }

  /// Where nothing intermediate can be written, nothing is known of the workbooks either.
  static func rethrowWithoutPlace(_ error: any Error) throws(ReportError) {
    let error = ReportError(error)
    if error.category == .cannotWrite { throw error }
  }

  private static func compare(
    _ workbooks: [ExpectedWorkbook], in folder: String, _ libreOffice: LibreOffice,
    _ recalculation: LibreOffice.Recalculation
  ) throws -> [CellComparison?] {
    let place = try ScratchFolder()
    let files = try libreOffice.flatFiles(
      of: workbooks.map { FileSystem.join(folder, $0.name) }, in: place.path,
      recalculation: recalculation)
    return try zip(workbooks, files).map { workbook, file in
      try file.map { try CellComparison.compare(workbook, withFlatFile: $0) }
    }
  }
}
