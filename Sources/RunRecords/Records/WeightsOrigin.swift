package import ConvNet
import Datasets
import Publishing
package import SafeTensors

/// Which network stored parameters are of, where nobody says.
package struct WeightsOrigin: Sendable {
  /// The network: that of the run whose parameters they are; else the article's, with as many classes
  /// as the parameters have.
  package let architecture: Architecture
  /// The images of that run; nil where the parameters are of no run that is known.
  package let dataset: DatasetRecord?

  /// Looks for the run whose folder a file of parameters lies in.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - bytes: Its content.
  ///   - tensors: Its tensors.
  package init(_ path: String, bytes: [UInt8], tensors: TensorFile) {
    // A record of other parameters says nothing of these.
    if let record = try? RunFolder(FileSystem.folder(of: path)).record(),
      record.weights == Digest.sha256(bytes)
    {
      architecture = record.settings.architecture
      dataset = record.dataset
      return
    }
    dataset = nil
    let last = Architecture.article.stages[Architecture.article.stages.count - 1]
    let name = StoredWeights(in: tensors).prefix + last.name + ".weight"
    guard let count = tensors.tensors[name]?.shape.first,
      LabeledImages.classCounts.contains(count)
    else {
      architecture = .article
      return
    }
    architecture = .article(for: .usual, classCount: count)
  }

  /// Reads a file of parameters, and looks for the run whose folder it lies in.
  ///
  /// - Parameter path: The file.
  /// - Throws: `ReportError` or `SafeTensorsError` if it cannot be read.
  package init(_ path: String) throws {
    let bytes = try FileSystem.read(path, limit: TensorFile.sizeLimit)
    self.init(path, bytes: bytes, tensors: try TensorFile(bytes: bytes, file: path))
  }

  /// What a class is called: its label in the files of the run, or its number.
  ///
  /// - Parameter index: The class, from 0.
  /// - Returns: The label.
  package func label(_ index: Int) -> Int { index + (dataset?.firstLabel ?? 0) }
}
