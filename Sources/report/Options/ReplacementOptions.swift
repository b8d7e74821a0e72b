import ArgumentParser
import Backprop
import NetworkFiles
import Publishing

/// Whether results of another network may be replaced.
struct ReplacementOptions: ParsableArguments {
  @Flag(help: "Replace the results of another network in the output folder.")
  var replace = false

  /// Refuses an output folder that holds the results of another network, before work is done that
  /// could not be published.
  ///
  /// - Parameters:
  ///   - section: The section of the manifest that is going to be written.
  ///   - network: The network.
  ///   - options: Names the output folder.
  /// - Throws: `ReportError` of category `cannotWrite`, or `badData` for a damaged manifest.
  func check(_ section: String, for network: Network, in options: OutputOptions) throws {
    try options.checkManifest()
    if !replace { try ExistingResults.check(section, for: network, in: options.output) }
  }
}
