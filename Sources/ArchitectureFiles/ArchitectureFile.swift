package import ConvNet
package import Datasets
package import Publishing
package import SettingsFiles
import Yams

/// An architecture as a YAML file, which a person writes from `templates/architectures`.
///
/// ```yaml
/// image: {height: 28, width: 28}   # may be left out
/// stages:
///   - {name: conv1, norm: batch_norm1, kernel: 3, channels: 16}
///   - {name: point, norm: batch_norm_point, kernel: 1, channels: 10, pool: true}
/// ```
package struct ArchitectureFile: Sendable {
  /// The stages, from the image on.
  package let stages: [Architecture.Stage]
  /// Rows and columns of an image, if the file states them.
  package let imageSize: ImageSize?
  /// The file's name and checksum; nil for text that was no file.
  package let source: SettingsFile.Source?
  /// What messages call the file.
  package let file: String

  /// Reads a file.
  ///
  /// - Parameter path: The file; `-` for standard input.
  /// - Throws: `ReportError` of category `inputMissing`, or `badData` with the line, the name and
  ///   what was expected.
  package init(_ path: String) throws(ReportError) {
    let file = try SettingsFile(path)
    try self.init(text: file.text, file: file.file, source: file.source)
  }

  /// Reads YAML text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - file: What messages call the file.
  ///   - source: The file's name and checksum, if it is one.
  /// - Throws: `ReportError` of category `badData`.
  package init(
    text: String, file: String, source: SettingsFile.Source? = nil
  ) throws(ReportError) {
    let reader = ArchitectureReader(file: file)
    let root = try SettingsFile.document(
      text, nodes: reader.nodes,
      expectation: "stages are expected, as in templates/architectures/article.yaml")
    (stages, imageSize) = try reader.read(root)
    self.file = file
    self.source = source
  }

  /// The network for images of a size.
  ///
  /// - Parameter size: Rows and columns; those that the file states, or 28 by 28, if absent.
  /// - Returns: The architecture.
  /// - Throws: `ReportError` of category `badData` if the images have another size than the file
  ///   states, or if the stages do not fit them.
  package func architecture(for size: ImageSize? = nil) throws(ReportError) -> Architecture {
    if let size, let imageSize, size != imageSize {
      throw ReportError(
        .badData,
        "\(file) is made for images of \(imageSize), and these have \(size). Leave image out of the"
          + " file, or state \(size).")
    }
    let size = size ?? imageSize ?? .usual
    let architecture = Architecture(height: size.height, width: size.width, stages: stages)
    if let problem = architecture.problem {
      throw ReportError(
        .badData, "\(file) cannot be used for images of \(size): \(problem).")
    }
    return architecture
  }
}
