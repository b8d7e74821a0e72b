import ArchitectureFiles
package import ContentPublishing
package import ConvNet
package import Publishing
import SafeTensors
import TextFormats
import Workbook

/// Writes the classifier's files: the workbook, and the parameters that it was made from.
package enum ClassifierPublication {
  /// The folder inside the output folder, and the section of the manifest.
  package static let folder = "classifier"

  /// The workbook's name.
  package static let fileName = "classifier.xlsx"
  /// The workbook's place in the output folder.
  static let workbookName = "\(folder)/\(fileName)"
  /// The place of the parameters, from which the workbook can be made again.
  static let weightsName = "\(folder)/weights.safetensors"

  /// Makes the workbook of a trained network and publishes it.
  ///
  /// - Parameters:
  ///   - weights: A safetensors file with PyTorch's names.
  ///   - architecture: The network.
  ///   - look: How the figures look, and their formats.
  ///   - output: The output folder.
  ///   - provenance: The program and its libraries.
  ///   - progress: Hears how far the work has come.
  /// - Returns: The files, sorted by name.
  /// - Throws: `ReportError`, `SafeTensorsError`, `BookError`.
  package static func publish(
    weights: String, architecture: Architecture, figures look: FigureSettings = FigureSettings(),
    to output: String, provenance: Provenance, progress: ProgressHandler
  ) throws -> [PublishedFile] {
    let created = try SourceDate.current()
    let bytes = try FileSystem.read(weights, limit: TensorFile.sizeLimit)
    let book = try classifier(bytes, file: weights, architecture, created: created)
    let publisher = try Publisher(folder: output, provenance: provenance)
    progress(.began("Classifier: every layer of the network as formulas"))
    // No text twin: nobody reads tens of thousands of sums of products line by line.
    let workbook = book.book
    try publisher.stage(workbookName) { try workbook.write(inPlace: $0) }
    try publisher.stage(weightsName, bytes: bytes)
    try publisher.stage(
      book.figures(theme: look.theme), in: "\(folder)/figures", formats: look.formats)
    return try publisher.publish(
      as: ManifestSection(
        name: folder, command: "report classifier",
        settings: ["architecture": architecture.json]))
  }

  /// The workbook of stored parameters.
  static func classifier(
    _ bytes: [UInt8], file: String, _ architecture: Architecture, created: Int
  ) throws -> ClassifierBook {
    let state = try NetworkState(architecture, from: TensorFile(bytes: bytes, file: file))
    let checksum = Digest.sha256(bytes)
    return try ClassifierBook(
      state,
      source: "A network of \(architecture.stages.count) convolutions; its parameters have the "
        + "SHA-256 \(checksum.prefix(12))….",
      created: created)
  }
}
