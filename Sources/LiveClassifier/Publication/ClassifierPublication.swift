import ArchitectureFiles
package import ContentPublishing
package import ConvNet
package import Publishing
import SafeTensors
import TextFormats
import Workbook

/// Writes the classifier's files: the workbook, its figure, and where it stands alone the parameters.
package enum ClassifierPublication {
  /// The folder of a classifier that stands alone.
  package static let folder = "classifier"

  /// The workbook's name.
  package static let fileName = "classifier.xlsx"
  /// The command, by which its sections of the manifest are known.
  package static let command = "report classifier"
  /// The name of the file of parameters in the same folder, from which the workbook is made again.
  static let weightsName = "weights.safetensors"

  /// The section of the manifest for a folder.
  ///
  /// - Parameter folder: The folder inside the output folder.
  /// - Returns: The section's name; a run's folder has a section of its own beside it.
  package static func section(of folder: String) -> String {
    folder == self.folder ? folder : "\(folder)/\(self.folder)"
  }

  /// Makes the workbook of a trained network and publishes it.
  ///
  /// - Parameters:
  ///   - weights: A safetensors file with PyTorch's names.
  ///   - architecture: The network.
  ///   - labels: What the classes are called.
  ///   - look: How the figures look, and their formats.
  ///   - folder: Where the files go inside the output folder: beside a run's, or into a folder of
  ///     their own, which then gets the parameters, too.
  ///   - output: The output folder.
  ///   - provenance: The program and its libraries.
  ///   - progress: Receives how far the work has come.
  /// - Returns: The files, sorted by name.
  /// - Throws: `ReportError`, `SafeTensorsError`, `BookError`.
  package static func publish(
    weights: String, architecture: Architecture, labels: ClassifierLabels = .digits,
    figures look: FigureSettings = FigureSettings(),
    folder: String = ClassifierPublication.folder, to output: String, provenance: Provenance,
    progress: ProgressHandler
  ) throws -> [PublishedFile] {
    let created = try SourceDate.current()
    let bytes = try FileSystem.read(weights, limit: TensorFile.sizeLimit)
    let classifier = try classifier(bytes, file: weights, architecture, labels, created: created)
    let publisher = try Publisher(folder: output, provenance: provenance)
    progress(.began("Classifier: every layer of the network as formulas"))
    // No text twin: nobody reads tens of thousands of sums of products line by line.
    let book = classifier.book
    try publisher.stage("\(folder)/\(fileName)") { try book.write(inPlace: $0) }
    if folder == self.folder { try publisher.stage("\(folder)/\(weightsName)", bytes: bytes) }
    try publisher.stage(
      classifier.figures(theme: look.theme), in: "\(folder)/figures", formats: look.formats)
    return try publisher.publish(
      as: ManifestSection(
        name: section(of: folder), command: command,
        settings: .object(
          [.init("folder", .string(folder)), .init("architecture", architecture.json)]
            + labels.settings)))
  }

  /// The workbook of stored parameters.
  static func classifier(
    _ bytes: [UInt8], file: String, _ architecture: Architecture, _ labels: ClassifierLabels,
    created: Int
  ) throws -> ClassifierBook {
    let state = try NetworkState(architecture, from: TensorFile(bytes: bytes, file: file))
    let checksum = Digest.sha256(bytes)
    return try ClassifierBook(
      state, labels: labels,
      source: "A network of \(architecture.stages.count) convolutions; its parameters have the "
        + "SHA-256 \(checksum.prefix(12))….",
      created: created)
  }
}
