import Backprop
package import ContentPublishing
import Figures
import Numerals
package import Publishing
import TextFormats
import Workbook
package import NetworkFiles

extension OutcomeMap {
  /// The folder of a map in the output folder, and its section in the manifest.
  package static let folder = "map"

  /// The workbook's place in the output folder.
  static let workbookName = "\(folder)/map.xlsx"

  /// Writes figure, table, summary and workbook, and brings the manifest up to date.
  ///
  /// - Parameters:
  ///   - publisher: The output folder.
  ///   - networkFile: Where the network came from; nil for the article's.
  ///   - look: How the figure looks, and its formats.
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
    try publisher.stage("\(folder)/map.csv", bytes: csv)
    try publisher.stage("\(folder)/map.json", text: json.text)
    if OutcomeMapBook.takes(settings) {
      try publisher.stage(
        OutcomeMapBook(map: self, created: created).book, as: Self.workbookName,
        progress: progress)
    } else {
      progress(
        .noted(
          "No workbook: it takes \(FixedText.grouped(OutcomeMapBook.pointLimit)) points. map.csv has "
            + "them all."))
    }
    try publisher.stage(figures(look), in: "\(folder)/figures", formats: look.formats)
    return try publisher.publish(
      as: ManifestSection(
        name: folder, command: "report map", settings: settings.json(with: look),
        inputs: networkFile?.members ?? []))
  }
}
