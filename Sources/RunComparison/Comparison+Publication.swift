package import ContentPublishing
package import Publishing
import TextFormats

extension Comparison {
  /// Writes tables, document, workbook and figures, and brings the manifest up to date.
  ///
  /// - Parameters:
  ///   - publisher: The output folder.
  ///   - look: How the figures look, and their formats.
  ///   - folder: The folder of the files inside it.
  /// - Returns: The files.
  /// - Throws: `ReportError` of category `cannotWrite`, or what an emitter throws.
  package func publish(
    to publisher: Publisher, figures look: FigureSettings = FigureSettings(),
    in folder: String = "comparison"
  ) throws -> [PublishedFile] {
    try publisher.stage("\(folder)/comparison.csv", text: csv)
    try publisher.stage("\(folder)/history.csv", text: tidyCSV)
    try publisher.stage("\(folder)/comparison.json", text: json.text)
    try publisher.stage("\(folder)/comparison.md", text: markdown(showsFigures: true))
    try publisher.stage("\(folder)/\(ComparedRun.listName)", text: ComparedRun.json(runs).text)
    let book = ComparisonBook(comparison: self, created: try SourceDate.current()).book
    try publisher.stage(book, as: "\(folder)/comparison.xlsx")
    try publisher.stage(
      figures(theme: look.theme), in: "\(folder)/figures", formats: look.formats)
    return try publisher.publish(
      as: ManifestSection(
        name: folder, command: "report compare",
        settings: .object(
          [.init("runs", .array(runs.map { .string($0.name) }))] + look.json)))
  }
}
