package import Backprop
package import Publishing
import TextFormats

extension ExistingResults {
  /// Refuses to replace the results of another network.
  ///
  /// - Parameters:
  ///   - section: The section of the manifest that is going to be written.
  ///   - network: The network whose results are going to be written.
  ///   - folder: The output folder.
  /// - Throws: `ReportError` of category `cannotWrite` that names what is there and what to do.
  package static func check(
    _ section: String, for network: Network, in folder: String
  ) throws(ReportError) {
    try check(section, in: folder) { existing in
      guard let other = existing.settings["network"].flatMap(Network.init(json:)), other != network
      else { return nil }
      return other == .article
        ? "the article's network" : existing.inputs.first?.name ?? "another network"
    }
  }
}
