package import Backprop
import NetworkPublishing
import Numerals
package import Publishing
package import TextFormats
package import Workbook

extension Sweep: NetworkResults {
  /// The folder of a sweep in the output folder, and its section in the manifest.
  package static let folder = "sweep"

  /// The network.
  package var network: Network { settings.network }

  /// The settings as the manifest keeps them.
  package var settingsJSON: JSON { settings.json }

  /// The losses by epoch.
  package var csv: [UInt8] { lossesCSV }

  /// Computes a sweep again.
  package init(settings json: JSON) throws { try self.init(Settings(json: json)) }

  /// Stages losses, summary, sharpness and landscape as CSV, the sweep as JSON and as a document.
  package func stageTables(to publisher: Publisher) throws {
    let folder = Self.folder
    try publisher.stage("\(folder)/sweep.csv", bytes: csv)
    try publisher.stage("\(folder)/summary.csv", text: summaryCSV)
    if let text = sharpnessCSV { try publisher.stage("\(folder)/sharpness.csv", text: text) }
    if let text = landscapeCSV { try publisher.stage("\(folder)/landscape.csv", text: text) }
    try publisher.stage("\(folder)/sweep.json", text: json.text)
    try publisher.stage("\(folder)/sweep.md", text: markdown)
  }

  /// The workbook; nil for more rates or losses than it takes.
  package func book(created: Int) -> Book? {
    settings.fitsWorkbook ? SweepBook(sweep: self, created: created).book : nil
  }

  /// Why there is no workbook.
  package var missingWorkbook: String {
    "No workbook: it takes \(FixedText.grouped(Self.workbookRateLimit)) rates and "
      + "\(FixedText.grouped(Self.workbookLossLimit)) losses. sweep.csv has them all."
  }
}
