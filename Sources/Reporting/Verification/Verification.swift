import Datasets
import Glibc
import Workbook

/// Checks an output folder against what is written down about it.
///
/// Three things are checked: every file of `manifest.json` against its SHA-256; every workbook
/// against the bytes that its settings give now; and every cell of every workbook, recalculated by
/// LibreOffice from nothing but the file, against the core's value.
public struct Verification: Sendable {
  /// A file that is not as the manifest says.
  public struct FileFault: Sendable, Equatable {
    /// Its place in the output folder.
    public var name: String
    /// The section that it belongs to.
    public var section: String
    /// What is wrong with it, as the end of a sentence.
    public var fault: String
  }

  /// What was found about one workbook.
  public struct WorkbookOutcome: Sendable {
    /// Its place in the output folder.
    public var name: String
    /// Whether its settings give the same bytes again.
    public var isReproduced = false
    /// Why its bytes were not compared; nil when they were.
    public var missing: String?
    /// The cells as LibreOffice recalculates them; nil where that could not be done.
    public var recalculated: CellComparison?
    /// The cells as the file stores them; nil when the bytes are reproduced anyway.
    public var stored: CellComparison?
    /// Why the workbook could not be checked; nil when it was.
    public var obstacle: String?
    /// Whether it was made with the libraries that are here.
    public var hasSameLibraries = true

    /// Whether its bytes are others than its settings give, and neither other libraries nor its
    /// cells say why.
    public var isUnexplained: Bool {
      !isReproduced && missing == nil && hasSameLibraries && recalculated == nil && stored == nil
        && obstacle == nil
    }
  }

  /// The number of files that the manifest lists.
  public private(set) var fileCount = 0
  /// The files that are not as it says.
  public private(set) var faults: [FileFault] = []
  /// What has changed since the files were made: libraries and inputs, a sentence each.
  public private(set) var changes: [String] = []
  /// The workbooks.
  public private(set) var workbooks: [WorkbookOutcome] = []
  /// Whether recalculation was asked for.
  public private(set) var recalculates = true
  /// Whether there was a LibreOffice to recalculate them.
  public private(set) var hasLibreOffice = false

  /// What LibreOffice said when it failed as a whole; nil when it did not.
  public private(set) var officeFailure: String?
  /// The inputs that are others than when the files were made.
  public private(set) var changedInputs: [String] = []

  /// Whether anything differs: a file, a cell, or an input that is there.
  public var differs: Bool {
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
  ///   - progress: Told what is being done.
  /// - Returns: What was found; a difference is no error here.
  /// - Throws: `ReportError` when there is no manifest, or no place for intermediate files.
  public static func run(
    folder: String, libreOffice: LibreOffice?, recalculates: Bool = true,
    recipes: [any WorkbookRecipe.Type] = WorkbookRecipes.all,
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
    verification.faults += manifest.stale.flatMap { stale in
      stale.section.files.map {
        FileFault(
          name: $0.name, section: stale.section.name,
          fault: "tells of \(stale.source) as it was made before; run `report` with its options")
      }
    }
    var expected: [ExpectedWorkbook] = []
    for section in manifest.sections {
      verification.noteChanges(of: section, in: folder)
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
    for section in manifest.sections where !Self.hasSameLibraries(section) {
      for index in verification.workbooks.indices
      where section.files.contains(where: { $0.name == verification.workbooks[index].name }) {
        verification.workbooks[index].hasSameLibraries = false
      }
    }
    verification.workbooks.sort { $0.name < $1.name }
    return verification
  }

  // MARK: - Files

  private mutating func checkFiles(of manifest: Manifest, in folder: String) {
    for section in manifest.sections {
      for file in section.files {
        fileCount += 1
        let path = FileSystem.join(folder, file.name)
        if let fault = Self.fault(of: file, at: path) {
          faults.append(FileFault(name: file.name, section: section.name, fault: fault))
        }
      }
    }
  }

  private static func fault(of file: ManifestFile, at path: String) -> String? {
    guard FileSystem.exists(path) else { return "is missing" }
    guard let size = FileSystem.plainSize(path) else { return "is no file" }
    guard size == file.size else { return "was changed after it was written" }
    guard let sha256 = Digest.sha256(ofFile: path) else { return "cannot be read" }
    return sha256 == file.sha256 ? nil : "was changed after it was written"
  }

  /// Says which libraries and input files are others than when the files were made.
  private mutating func noteChanges(of section: ManifestSection, in folder: String) {
    let current = Dictionary(
      LibraryVersions.all.map { ($0.name, $0.value.string ?? "") }, uniquingKeysWith: { $1 })
    for library in section.libraries {
      let then = library.value.string ?? ""
      if let now = current[library.name], now != then {
        changes.append("\(section.name) was made with \(library.name) \(then); here it is \(now).")
      }
    }
    var unseen: [String] = []
    for input in section.inputs {
      guard let then = input.value.string else { continue }
      guard
        let place = [input.name, FileSystem.join(folder, input.name)].first(where: {
          FileSystem.exists($0)
        }),
        let now = Digest.sha256(ofFile: place)
      else {
        // A workbook whose data set is missing says so itself.
        if MnistPart(rawValue: input.name) == nil { unseen.append(input.name) }
        continue
      }
      guard now != then else { continue }
      changedInputs.append(place)
      changes.append("The input \(place) of \(section.name) is another one than it was made from.")
    }
    if !unseen.isEmpty {
      changes.append(
        "What \(section.name) was made from is not here and was not checked: "
          + "\(unseen.joined(separator: ", ")).")
    }
  }

  private mutating func noteUnknown(_ section: ManifestSection) {
    for file in section.files where file.name.hasSuffix(".xlsx") {
      workbooks.append(
        WorkbookOutcome(
          name: file.name,
          obstacle: "this version of the program does not know how `\(section.command)` made it"))
    }
  }

  // MARK: - Workbooks

  /// Whether the libraries that a section was made with are those that are here.
  private static func hasSameLibraries(_ section: ManifestSection) -> Bool {
    section.libraries.allSatisfy { library in
      LibraryVersions.all.first { $0.name == library.name }.map { $0 == library } ?? true
    }
  }

  private mutating func checkWorkbooks(
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
        // What else was found is told all the same.
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
  private static func rethrowWithoutPlace(_ error: any Error) throws(ReportError) {
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
