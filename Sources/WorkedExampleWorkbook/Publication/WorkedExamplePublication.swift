import Backprop
import ContentPublishing
import Figures
import NetworkFiles
import Numerals
package import Publishing
package import TextFormats
package import WorkedExample

/// Writes the worked example's files: workbook, tables, sweep and figures.
package enum WorkedExamplePublication {
  /// The folder inside the output folder.
  package static let folder = "backpropagation"

  /// The workbook's place in the output folder.
  static let workbookName = "\(folder)/backpropagation.xlsx"

  /// Computes the example and publishes its files.
  ///
  /// The workbook and the figures are made side by side. Nothing is put in its place before
  /// everything is made.
  ///
  /// - Parameters:
  ///   - settings: What to compute.
  ///   - output: The output folder.
  ///   - provenance: The program and its libraries.
  ///   - isReplacing: Whether results of another network in the folder may be replaced.
  ///   - csv: How the tables are written.
  ///   - progress: Receives how far the work has come.
  /// - Returns: The files, sorted by name.
  /// - Throws: `ReportError` and the errors of the modules below.
  package static func publish(
    _ settings: WorkedExampleSettings, to output: String, provenance: Provenance,
    replacing isReplacing: Bool = false, csv: CSVDialect = .standard,
    progress: @escaping ProgressHandler
  ) async throws -> [PublishedFile] {
    let created = try SourceDate.current()
    try settings.check()
    try WorkbookLimits.check(settings)
    if !isReplacing { try ExistingResults.check(folder, for: settings.network, in: output) }
    let publisher = try Publisher(folder: output, provenance: provenance, csv: csv)
    let example = try WorkedExample(settings)
    progress(
      .began(
        "Worked example: \(settings.network.summary), "
          + FixedText.counted(settings.epochs, "epoch")))
    try await withThrowingTaskGroup(of: Void.self) { group in
      let (shown, others) = example.figuresByUse
      let formats = FigureFormat.standard.union(settings.writesPDF ? [.pdf] : [])
      group.addTask {
        let figures = try publisher.stage(
          shown, in: WorkedExample.figureFolder, formats: formats)
        let book = try example.book(figures: figures, created: created)
        try publisher.stage(book, as: workbookName, progress: progress)
      }
      group.addTask {
        try publisher.stage(others, in: WorkedExample.figureFolder, formats: formats)
        for table in example.tables {
          let name = WorkedExample.tableName(learningRate: table.learningRate)
          try publisher.stage("\(folder)/\(name)", text: example.csv(table))
        }
        try publisher.stage("\(folder)/sweep.csv", text: example.sweepCSV)
      }
      try await group.waitForAll()
    }
    return try publisher.publish(as: section(settings))
  }

  /// What the manifest says of the files.
  static func section(_ settings: WorkedExampleSettings) -> ManifestSection {
    ManifestSection(
      name: folder, command: "report backprop",
      settings: settings.json,
      inputs: settings.networkFile?.members ?? [])
  }
}
