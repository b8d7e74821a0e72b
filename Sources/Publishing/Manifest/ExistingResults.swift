/// The results that an output folder already holds.
///
/// Results of another network are not put in their place unasked: they may be somebody's own work.
package enum ExistingResults {
  /// Refuses to replace the results of another network.
  ///
  /// - Parameters:
  ///   - section: The section of the manifest that is going to be written.
  ///   - folder: The output folder.
  ///   - otherNetwork: What the network is called whose results a section holds; nil for the network
  ///     whose results are going to be written, and where the section does not say.
  /// - Throws: `ReportError` of category `cannotWrite` that names what is there and what to do.
  package static func check(
    _ section: String, in folder: String, otherNetwork: (ManifestSection) -> String?
  ) throws(ReportError) {
    guard
      let existing = try Manifest.read(in: folder).sections.first(where: { $0.name == section }),
      let name = otherNetwork(existing)
    else { return }
    throw ReportError(
      .cannotWrite,
      "\(FileSystem.join(folder, section)) holds the results of \(name). Name another folder with "
        + "--output, or replace them with --replace.")
  }
}
