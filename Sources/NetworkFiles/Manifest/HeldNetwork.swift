package import Backprop
package import Publishing
import TextFormats

/// Whose results an output folder holds.
///
/// Results of another network are not put in their place unasked: they may be somebody's own work.
package enum HeldNetwork {
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
    guard let held = try Manifest.read(in: folder).sections.first(where: { $0.name == section }),
      let other = held.settings["network"].flatMap(Network.init(json:)), other != network
    else { return }
    let name =
      other == .article ? "the article's network" : held.inputs.first?.name ?? "another network"
    throw ReportError(
      .cannotWrite,
      "\(FileSystem.join(folder, section)) holds the results of \(name). Name another folder with "
        + "--output, or replace them with --replace.")
  }
}
