package import Backprop
import NetworkPublishing
import Numerals
package import Publishing
package import TextFormats
package import Workbook

extension OutcomeMap: NetworkResults {
  /// The folder of a map in the output folder, and its section in the manifest.
  package static let folder = "map"

  /// The network.
  package var network: Network { settings.network }

  /// The settings as the manifest keeps them.
  package var settingsJSON: JSON { settings.json }

  /// Computes a map again.
  package init(settings json: JSON) throws { try self.init(Settings(json: json)) }

  /// Stages the map as CSV and as JSON.
  package func stageTables(to publisher: Publisher) throws {
    try publisher.stage("\(Self.folder)/map.csv", bytes: csv)
    try publisher.stage("\(Self.folder)/map.json", text: json.text)
  }

  /// The workbook; nil for more points than it takes.
  package func book(created: Int) -> Book? {
    OutcomeMapBook.takes(settings) ? OutcomeMapBook(map: self, created: created).book : nil
  }

  /// Why there is no workbook.
  package var missingWorkbook: String {
    "No workbook: it takes \(FixedText.grouped(OutcomeMapBook.pointLimit)) points. map.csv has them "
      + "all."
  }
}
