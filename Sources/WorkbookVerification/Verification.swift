package import Publishing

/// Checks an output folder against what is written down about it.
///
/// Three things are checked: every file of `manifest.json` against its SHA-256; every workbook
/// against the bytes that its settings give now, and where those differ its cells; and every cell of
/// the workbooks that the settings give, recalculated by LibreOffice, against the core's value.
package struct Verification: Sendable {
  /// A file that is not as the manifest says.
  package struct FileFault: Sendable, Equatable {
    /// Its place in the output folder.
    package var name: String
    /// The section that it belongs to.
    package var section: String
    /// What is wrong with it, as the end of a sentence.
    package var fault: String
  }

  /// What was found about one workbook.
  package struct WorkbookOutcome: Sendable {
    /// Its place in the output folder.
    package var name: String
    /// Whether its settings give the same bytes again.
    package var isReproduced = false
    /// Why its bytes were not compared; nil when they were.
    package var missing: String?
    /// The cells of the workbook that the settings give as LibreOffice recalculates them; nil where
    /// that could not be done.
    package var recalculated: CellComparison?
    /// The cells as the file stores them; nil when the bytes are reproduced anyway.
    package var stored: CellComparison?
    /// Why the workbook could not be checked; nil when it was.
    package var obstacle: String?
    /// Whether it was made with the libraries that are here.
    package var hasSameLibraries = true

    /// Whether its bytes are others than its settings give, and other libraries do not say why.
    package var isUnexplained: Bool {
      !isReproduced && missing == nil && hasSameLibraries && obstacle == nil
    }
  }

  /// The number of files that the manifest lists.
  package internal(set) var fileCount = 0
  /// The files that are not as it says.
  package internal(set) var faults: [FileFault] = []
  /// What has changed since the files were made: libraries and inputs, a sentence each.
  package internal(set) var changes: [String] = []
  /// The workbooks.
  package internal(set) var workbooks: [WorkbookOutcome] = []
  /// Whether recalculation was asked for.
  package internal(set) var recalculates = true
  /// Whether there was a LibreOffice to recalculate them.
  package internal(set) var hasLibreOffice = false

  /// What LibreOffice said when it failed as a whole; nil when it did not.
  package internal(set) var officeFailure: String?
  /// The inputs that are others than when the files were made.
  package internal(set) var changedInputs: [String] = []

  /// Whether anything differs: a file, a cell, or an input that is there.
  package var differs: Bool {
    !faults.isEmpty || !changedInputs.isEmpty
      || workbooks.contains { book in
        book.obstacle != nil || book.isUnexplained || (book.recalculated?.differing ?? 0) > 0
          || (book.stored?.differing ?? 0) > 0
      }
  }

  /// Checks an output folder.
  ///
  /// - Parameters:
  ///   - folder: The folder with `manifest.json`.
  ///   - libreOffice: The program that recalculates; nil leaves that out.
  ///   - recalculates: Whether recalculation is wanted, so that its absence has to be explained.
  ///   - recipes: How workbooks are made again.
  ///   - provenance: The program and libraries that are here.
  ///   - progress: Receives what is being done.
  /// - Returns: What was found; a difference is no error here.
  /// - Throws: `ReportError` when there is no manifest, or no place for intermediate files.
  package static func run(
    folder: String, libreOffice: LibreOffice?, recalculates: Bool = true,
    recipes: [any WorkbookRecipe.Type], provenance: Provenance,
    progress: ProgressHandler = { _ in }
  ) throws -> Verification {
    let path = FileSystem.join(folder, Manifest.name)
    guard FileSystem.exists(path) else {
      throw ReportError(
        .inputMissing,
        "There is no \(path) to check. Run `report` first, or name the folder with "
          + "--output.")
    }
    let manifest = try Manifest.read(in: folder)
    var verification = Verification()
    verification.hasLibreOffice = libreOffice != nil
    verification.recalculates = recalculates
    verification.checkFiles(of: manifest, in: folder)
    var expected: [ExpectedWorkbook] = []
    let reported = recipes.reduce(into: Set()) { $0.formUnion($1.reportedInputs) }
    for section in manifest.sections {
      verification.noteChanges(of: section, in: folder, reported: reported, provenance)
      guard let recipe = recipes.first(where: { $0.covers(section) }) else {
        verification.noteUnknown(section)
        continue
      }
      progress(.began("Making the workbooks of \(section.name) again"))
      do { expected += try recipe.workbooks(of: section, in: folder) } catch {
        try Self.rethrowWithoutPlace(error)
        let names = section.files.map(\.name).filter { $0.hasSuffix(".xlsx") }
        for name in names {
          verification.workbooks.append(
            WorkbookOutcome(name: name, obstacle: ReportError(error).message))
        }
      }
    }
    try verification.checkWorkbooks(expected, in: folder, libreOffice, progress)
    for section in manifest.sections where !section.otherLibraries(than: provenance).isEmpty {
      for index in verification.workbooks.indices
      where section.files.contains(where: { $0.name == verification.workbooks[index].name }) {
        verification.workbooks[index].hasSameLibraries = false
      }
    }
    verification.workbooks.sort { $0.name < $1.name }
    return verification
  }
}
