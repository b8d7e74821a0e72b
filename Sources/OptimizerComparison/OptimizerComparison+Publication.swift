package import Backprop
import NetworkFiles
import NetworkPublishing
package import Publishing
package import TextFormats
package import Workbook

extension OptimizerComparison: NetworkResults {
  /// The folder of a comparison in the output folder, and its section in the manifest.
  package static let folder = "optimizers"

  /// The network.
  package var network: Network { settings.network }

  /// The settings as the manifest keeps them.
  package var settingsJSON: JSON { settings.json }

  /// The losses by epoch.
  package var csv: [UInt8] { Array(lossesCSV.utf8) }

  /// Computes a comparison again.
  package init(settings json: JSON) throws { try self.init(Settings(json: json)) }

  /// Stages losses and summary as CSV, the comparison as JSON and as a document.
  package func stageTables(to publisher: Publisher) throws {
    try publisher.stage("\(Self.folder)/optimizers.csv", text: lossesCSV)
    try publisher.stage("\(Self.folder)/summary.csv", text: summaryCSV)
    try publisher.stage("\(Self.folder)/optimizers.json", text: json.text)
    try publisher.stage("\(Self.folder)/optimizers.md", text: markdown)
  }

  /// The workbook; nil for more epochs than it has rows.
  package func book(created: Int) -> Book? {
    OptimizerBook.takes(settings) ? OptimizerBook(comparison: self, created: created).book : nil
  }

  /// Why there is no workbook.
  package var missingWorkbook: String {
    "No workbook: each epoch is a row of it. optimizers.csv has all losses."
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
