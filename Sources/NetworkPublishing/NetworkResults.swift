package import Backprop
package import Charts
package import Figures
package import Publishing
package import TextFormats
package import Workbook

/// What was computed of one network, published in a folder of its own: tables, figures, and a workbook
/// where one holds them.
package protocol NetworkResults: Sendable {
  /// The folder within the output folder; also the section of the manifest, the command that computes
  /// the results, and the workbook: `sweep`.
  static var folder: String { get }

  /// The network.
  var network: Network { get }
  /// What the results were computed with, as the manifest keeps it: an object.
  var settingsJSON: JSON { get }
  /// The results in short, for a terminal.
  var text: String { get }
  /// The results for a program.
  var json: JSON { get }
  /// The numbers as comma-separated values.
  var csv: [UInt8] { get }
  /// Why there is no workbook, as a sentence, where ``book(created:)`` makes none.
  var missingWorkbook: String { get }

  /// Computes results again.
  ///
  /// - Parameter json: What ``settingsJSON`` gave for results that have a workbook.
  /// - Throws: `ReportError` of category `badData` when something is missing or does not fit.
  init(settings json: JSON) throws

  /// Stages every file that is neither a figure nor the workbook.
  ///
  /// - Parameter publisher: The output folder.
  /// - Throws: `ReportError` of category `cannotWrite`.
  func stageTables(to publisher: Publisher) throws

  /// Makes the workbook.
  ///
  /// - Parameter created: The moment that the workbook gives for its creation, in seconds since 1970.
  /// - Returns: Nil where a workbook does not hold the results.
  func book(created: Int) -> Book?

  /// The figures, with their dark twins.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The figures with the names of their files.
  func figures(theme: FigureTheme) -> [NamedFigure]
}

extension NetworkResults {
  /// The workbook's place in the output folder: `sweep/sweep.xlsx`.
  package static var workbookName: String { "\(folder)/\(folder).xlsx" }
}
