import ArchitectureFiles
package import ContentPublishing
package import Publishing
import TextFormats

/// Writes the files of the training steps: workbook, numbers and figures.
package enum ConvolutionPublication {
  /// The folder inside the output folder, and the section of the manifest.
  package static let folder = "convolution"

  /// The workbook's place in the output folder.
  static let workbookName = "\(folder)/convolution.xlsx"

  /// Computes the steps and publishes their files.
  ///
  /// - Parameters:
  ///   - settings: What to compute.
  ///   - look: How the figures look, and their formats.
  ///   - output: The output folder.
  ///   - provenance: The program and its libraries.
  ///   - isReplacing: Whether results of another network in the folder may be replaced.
  ///   - progress: Receives how far the work has come.
  /// - Returns: The files, sorted by name.
  /// - Throws: `ReportError` and the errors of the modules below.
  package static func publish(
    _ settings: ConvolutionSettings, figures look: FigureSettings = FigureSettings(),
    to output: String, provenance: Provenance, replacing isReplacing: Bool = false,
    progress: ProgressHandler
  ) throws -> [PublishedFile] {
    let created = try SourceDate.current()
    try check(settings, in: output, replacing: isReplacing)
    let steps = try ConvolutionSteps(settings)
    let publisher = try Publisher(folder: output, provenance: provenance)
    progress(.began("Convolution: \(steps.graph.count) numbers a step"))
    let figures = try publisher.stage(
      steps.figures(theme: look.theme), in: "\(folder)/figures", formats: look.formats)
    let book = try StepBook(steps: steps, figures: figures, created: created).book()
    try publisher.stage(book, as: workbookName, progress: progress)
    try publisher.stage("\(folder)/steps.json", text: steps.json.text)
    return try publisher.publish(as: section(settings, look))
  }

  /// Refuses an output folder that cannot take the files, before they are made.
  ///
  /// - Parameters:
  ///   - settings: What is going to be computed.
  ///   - output: The output folder.
  ///   - isReplacing: Whether results of another network in the folder may be replaced.
  /// - Throws: `ReportError` of category `cannotWrite` for the results of another network, `badData`
  ///   for a damaged manifest.
  package static func check(
    _ settings: ConvolutionSettings, in output: String, replacing isReplacing: Bool
  ) throws(ReportError) {
    _ = try Manifest.read(in: output)
    guard !isReplacing else { return }
    try ExistingResults.check(folder, for: settings.architecture, usual: .small, in: output)
  }

  /// What the manifest says of the files.
  private static func section(
    _ settings: ConvolutionSettings, _ look: FigureSettings
  ) -> ManifestSection {
    ManifestSection(
      name: folder, command: "report convolution",
      settings: .object((settings.json.members ?? []) + look.json))
  }
}
