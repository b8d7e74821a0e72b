package import ContentPublishing
import Figures
package import Publishing
import RunRecords
import TextFormats
import WorkbookVerification

extension StudySummary {
  /// Writes tables, workbook, figures and document into the study's folder.
  ///
  /// - Parameters:
  ///   - publisher: The study's folder.
  ///   - look: How the figures look, and their formats.
  /// - Returns: The files.
  /// - Throws: `ReportError` of category `cannotWrite`, or what an emitter throws.
  package func publish(
    to publisher: Publisher, figures look: FigureSettings = FigureSettings()
  ) throws -> [PublishedFile] {
    try DiskSpace.check(
      StudySize(results.trials.map(\.trial)).merged, of: "the merged files",
      in: publisher.folder, free: DiskSpace.free(at: publisher.folder))
    try publisher.stage("study.csv", text: results.csv)
    try publisher.stage("history.csv", text: results.historyCSV)
    let book = StudyBook(summary: self, created: try SourceDate.current()).book
    try publisher.stage(book, as: StudyBook.fileName)
    let figures = figures(theme: look.theme)
    try publisher.stage(figures, in: "figures", formats: look.formats)
    try publisher.stage(
      "study.md",
      text: markdown(figures: figures.map { ($0.name, $0.figure.altText) }))
    // The manifest has no times either, so that it is the same however the trials were run.
    try AtomicFile.write(results.timingCSV, to: publisher.path(of: "timing.csv"))
    return try publisher.publish(
      as: ManifestSection(
        name: StudyRecipe.section, command: StudyRecipe.command,
        settings: .object(
          [
            .init("plan", .string(results.plan.fingerprint)),
            .init("by", .array(groups.keys.map { .string($0) })),
            .init("spread", .string(spread.rawValue)),
            .init("missing", .array(results.missing.map { .integer($0) })),
          ] + look.json),
        inputs: results.plan.images.inputs))
  }
}

/// Makes the workbook of a study again from its trials.
package enum StudyRecipe: WorkbookRecipe {
  static let section = "study"
  static let command = "report study merge"

  static func covers(_ section: ManifestSection) -> Bool { section.command == command }

  static func workbooks(
    of section: ManifestSection, in folder: String
  ) throws -> [ExpectedWorkbook] {
    let keys = (section.settings["by"]?.array ?? []).compactMap(\.string)
    let spread = section.settings["spread"]?.string.flatMap(Spread.init) ?? .interval
    let results = try StudyResults(folder, isPartial: true)
    let summary = StudySummary(results, by: keys, spread: spread)
    let book = StudyBook(summary: summary, created: try SourceDate.current()).book
    return [ExpectedWorkbook(name: StudyBook.fileName, book: book)]
  }
}
