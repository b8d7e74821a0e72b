package import ContentPublishing
package import NetworkFiles
package import Publishing

extension NetworkResults {
  /// Writes tables, figures and workbook, and brings the manifest up to date.
  ///
  /// - Parameters:
  ///   - publisher: The output folder.
  ///   - networkFile: Where the network came from; nil for the article's.
  ///   - look: How the figures look, and their formats.
  ///   - isReplacing: Whether results of another network in the folder may be replaced.
  ///   - progress: Receives what is worth knowing.
  /// - Returns: The files.
  /// - Throws: `ReportError` of category `cannotWrite`, or `usage` where the folder has results of
  ///   another network.
  @discardableResult
  package func publish(
    to publisher: Publisher, networkFile: NetworkSource? = nil,
    figures look: FigureSettings = FigureSettings(), replacing isReplacing: Bool = false,
    progress: ProgressHandler = { _ in }
  ) throws -> [PublishedFile] {
    let created = try SourceDate.current()
    if !isReplacing { try ExistingResults.check(Self.folder, for: network, in: publisher.folder) }
    try stageTables(to: publisher)
    if let book = book(created: created) {
      try publisher.stage(book, as: Self.workbookName, progress: progress)
    } else {
      progress(.noted(missingWorkbook))
    }
    try publisher.stage(
      figures(theme: look.theme), in: "\(Self.folder)/figures", formats: look.formats)
    return try publisher.publish(
      as: ManifestSection(
        name: Self.folder, command: "report \(Self.folder)",
        settings: look.added(to: settingsJSON),
        inputs: networkFile?.members ?? []))
  }
}
