import ArgumentParser
import Backprop
import NetworkFiles
import NetworkPublishing
import Publishing
import Reporting
import TextFormats

/// Where a result goes and how it is written: files, or one form of it to standard output.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case files, table, csv, json
}

extension OutputFormat {
  /// Computes results of a network and writes them.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - options: Where files go.
  ///   - source: Where the network came from; nil for the article's.
  ///   - figures: How the figures look.
  ///   - csv: How the tables are written.
  ///   - replacement: Whether results of another network may be replaced.
  ///   - compute: Computes the results; is not called where the manifest cannot be read or the
  ///     folder has results of another network.
  /// - Throws: What `compute` throws, and `ReportError` for a folder that cannot be written or has
  ///   results of another network.
  func write<Results: NetworkResults>(
    of network: Network, to options: OutputOptions, source: NetworkSource?, figures: FigureOptions,
    csv: CSVDialect = .standard, replacement: ReplacementOptions,
    _ compute: () throws -> Results
  ) throws {
    if self == .files { try replacement.check(Results.folder, for: network, in: options) }
    let results = try compute()
    switch self {
    case .table: options.console.show(results.text)
    case .csv: StandardStreams.write(String(decoding: csv.rewritten(results.csv), as: UTF8.self))
    case .json: StandardStreams.write(results.json.text)
    case .files:
      let files = try results.publish(
        to: Publisher(folder: options.output, provenance: .current, csv: csv), networkFile: source,
        figures: figures.settings, replacing: replacement.replace,
        progress: options.console.progress)
      options.console.show(results.text)
      options.console.list(files)
    }
  }
}
