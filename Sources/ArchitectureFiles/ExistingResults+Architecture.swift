package import ConvNet
package import Publishing
import TextFormats

extension ExistingResults {
  /// Refuses to replace the results of another convolutional network.
  ///
  /// - Parameters:
  ///   - section: The section of the manifest that is going to be written.
  ///   - architecture: The network whose results are going to be written.
  ///   - usual: The network of a section that names none.
  ///   - folder: The output folder.
  /// - Throws: `ReportError` of category `cannotWrite` that names what is there and what to do.
  package static func check(
    _ section: String, for architecture: Architecture, usual: Architecture, in folder: String
  ) throws(ReportError) {
    try check(section, in: folder) { existing in
      let stated = existing.settings["architecture"]
      guard let other = stated == nil ? usual : stated.flatMap(Architecture.init(json:)),
        other != architecture
      else { return nil }
      return other == .article ? "the article's network" : "another network"
    }
  }
}
