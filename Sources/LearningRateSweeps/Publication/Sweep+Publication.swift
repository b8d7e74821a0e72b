import WorkedExample
package import NetworkFiles
import Charts
import Numerals
package import ContentPublishing
package import Publishing
import TextFormats
import Backprop
import Workbook

extension Sweep {
  /// The folder of a sweep in the output folder, and its section in the manifest.
  package static let folder = "sweep"

  /// The workbook's place in the output folder.
  static let workbookName = "\(folder)/sweep.xlsx"

  /// Writes tables, summary, text and workbook, and brings the manifest up to date.
  ///
  /// - Parameters:
  ///   - publisher: The output folder.
  ///   - networkFile: Where the network came from; nil for the article's.
  ///   - look: How the figures look, and their formats.
  ///   - isReplacing: Whether results of another network in the folder may be replaced.
  ///   - progress: Receives what is worth knowing.
  /// - Returns: The files.
  /// - Throws: `ReportError` of category `cannotWrite`.
  @discardableResult
  package func publish(
    to publisher: Publisher, networkFile: NetworkSource? = nil,
    figures look: FigureSettings = FigureSettings(), replacing isReplacing: Bool = false,
    progress: ProgressHandler = { _ in }
  ) throws -> [PublishedFile] {
    let created = try SourceDate.current()
    let folder = Self.folder
    if !isReplacing {
      try HeldResults.check(folder, for: settings.network, in: publisher.folder)
    }
    try publisher.stage("\(folder)/sweep.csv", bytes: lossesCSV)
    try publisher.stage("\(folder)/summary.csv", text: summaryCSV)
    if let text = sharpnessCSV { try publisher.stage("\(folder)/sharpness.csv", text: text) }
    if let text = landscapeCSV { try publisher.stage("\(folder)/landscape.csv", text: text) }
    try publisher.stage("\(folder)/sweep.json", text: json.text)
    try publisher.stage("\(folder)/sweep.md", text: markdown)
    if settings.fitsWorkbook {
      let book = SweepBook(sweep: self, created: created).book
      try publisher.stage(book, as: Self.workbookName, progress: progress)
    } else {
      progress(
        .noted(
          "No workbook: it takes \(FixedText.grouped(Self.workbookRateLimit)) rates and "
            + "\(FixedText.grouped(Self.workbookLossLimit)) losses. sweep.csv has them all."))
    }
    try publisher.stage(
      figures(theme: look.theme), in: "\(folder)/figures", formats: look.formats)
    return try publisher.publish(
      as: ManifestSection(
        name: folder, command: "report sweep", settings: settings.json(with: look),
        inputs: networkFile?.members ?? []))
  }
}
