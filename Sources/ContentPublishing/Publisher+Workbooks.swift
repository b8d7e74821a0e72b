import Numerals
package import Publishing
package import Workbook

extension Publisher {
  /// Above this number of cells a workbook has no text twin: nobody reads such a difference.
  package static let mostTwinCells = 200_000

  /// Stages a workbook and, beside it, its cells as text, `name.cells.tsv` for `name.xlsx`.
  ///
  /// - Parameters:
  ///   - book: The workbook.
  ///   - name: Its place in the output folder, such as `sweep/sweep.xlsx`.
  ///   - progress: Receives a note where the workbook has too many cells for a text twin.
  /// - Throws: `BookError`, or `ReportError` of category `cannotWrite`.
  package func stage(_ book: Book, as name: String, progress: ProgressHandler = { _ in }) throws {
    // libxlsxwriter's temporary files go with the folder, also when the program is killed.
    try ScratchFolder.lend { folder in
      try stage(name) { try book.write(inPlace: $0, temporaryFolder: folder) }
    }
    let twin = "\(name.dropLast(".xlsx".count)).cells.tsv"
    if book.cellCount <= Self.mostTwinCells {
      try stage(twin, bytes: book.textTwin())
    } else {
      progress(
        .noted(
          "No \(FileSystem.name(of: twin)): \(FixedText.grouped(book.cellCount)) cells are more than"
            + " the \(FixedText.grouped(Self.mostTwinCells)) that anybody reads line by line."))
    }
  }
}
