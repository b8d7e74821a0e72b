import Backprop
package import ContentPublishing
package import NetworkFiles
package import Publishing
import TextFormats
package import WorkbookVerification
import Workbook

extension OptimizerComparison {
  /// The folder of a comparison in the output folder, and its section in the manifest.
  package static let folder = "optimizers"

  /// The workbook's place in the output folder.
  static let workbookName = "\(folder)/optimizers.xlsx"

  /// Writes tables, text, figures and workbook, and brings the manifest up to date.
  ///
  /// - Parameters:
  ///   - publisher: The output folder.
  ///   - networkFile: Where the network came from; nil for the article's.
  ///   - look: How the figures look, and their formats.
  ///   - isReplacing: Whether results of another network in the folder may be replaced.
  ///   - progress: Receives what is worth knowing.
  /// - Returns: The files.
  /// - Throws: `ReportError` of category `cannotWrite`.
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
    try publisher.stage("\(folder)/optimizers.csv", text: lossesCSV)
    try publisher.stage("\(folder)/summary.csv", text: summaryCSV)
    try publisher.stage("\(folder)/optimizers.json", text: json.text)
    try publisher.stage("\(folder)/optimizers.md", text: markdown)
    if OptimizerBook.takes(settings) {
      let book = OptimizerBook(comparison: self, created: created).book
      try publisher.stage(book, as: Self.workbookName, progress: progress)
    } else {
      progress(.noted("No workbook: each epoch is a row of it. optimizers.csv has all losses."))
    }
    try publisher.stage(
      figures(theme: look.theme), in: "\(folder)/figures", formats: look.formats)
    return try publisher.publish(
      as: ManifestSection(
        name: folder, command: "report optimizers",
        settings: .object((settings.json.members ?? []) + look.json),
        inputs: networkFile?.members ?? []))
  }
}

extension OptimizerComparison.Settings {
  /// The settings as the manifest keeps them.
  var json: JSON {
    [
      "optimizers": .array(optimizers.map { .string($0.text) }),
      "learningRates": .array(learningRates.map { .number($0) }), "epochs": .integer(epochs),
      "network": network.json,
    ]
  }

  /// Reads settings from a manifest.
  ///
  /// - Parameter json: What ``json`` gave.
  /// - Throws: `ReportError` of category `badData` when something is missing or does not fit.
  init(json: JSON) throws(ReportError) {
    guard let network = json["network"].flatMap(Network.init(json:)),
      let texts = json["optimizers"]?.array?.compactMap(\.string),
      let rates = json["learningRates"]?.array?.compactMap(\.number),
      let epochs = json["epochs"]?.integer,
      let optimizers = try? Optimizer.list(texts.joined(separator: ";"), for: network)
    else {
      throw ReportError(
        .badData,
        "The manifest's settings of the optimizers are damaged; run 'report optimizers'.")
    }
    self.init(optimizers: optimizers, learningRates: rates, epochs: epochs, network: network)
  }
}

/// Makes the workbook of a comparison again from the settings in the manifest.
package enum OptimizerRecipe: WorkbookRecipe {
  /// Whether the section is one of a comparison.
  package static func covers(_ section: ManifestSection) -> Bool {
    section.name == OptimizerComparison.folder
  }

  /// The workbook, where there is one.
  package static func workbooks(
    of section: ManifestSection, in folder: String
  ) throws -> [ExpectedWorkbook] {
    guard section.files.contains(where: { $0.name == OptimizerComparison.workbookName }) else {
      return []
    }
    let comparison = try OptimizerComparison(.init(json: section.settings))
    let book = OptimizerBook(comparison: comparison, created: try SourceDate.current()).book
    return [ExpectedWorkbook(name: OptimizerComparison.workbookName, book: book)]
  }
}
