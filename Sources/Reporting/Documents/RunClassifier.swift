package import ContentPublishing
import ConvNet
package import LiveClassifier
package import Publishing
package import RunRecords
import TrainingRuns

extension ClassifierLabels {
  /// What the classes of a run's images are called.
  ///
  /// - Parameter images: The images.
  package init(_ images: DatasetRecord) {
    self.init(first: images.firstLabel, areDigits: images.areDigits)
  }
}

/// The classifier of a training run, which stands beside the run's workbook.
package enum RunClassifier {
  /// Why a network of dark shapes on light has no classifier.
  package static let contrast =
    "What is drawn in the classifier's grid is light on dark, and this network learned shapes that are"
    + " dark on light; train it on the inverted images."

  /// Writes the classifier of a finished run; nothing where there is no such run.
  ///
  /// - Parameters:
  ///   - run: The run's folder inside the output folder.
  ///   - look: How the figure looks, and its formats.
  ///   - output: The output folder.
  ///   - provenance: The program and its libraries.
  ///   - progress: Hears why there is no classifier.
  /// - Returns: The files, sorted by name.
  /// - Throws: `ReportError`, and what the modules below throw.
  package static func publish(
    run: String, figures look: FigureSettings = FigureSettings(), in output: String,
    provenance: Provenance, progress: ProgressHandler
  ) throws -> [PublishedFile] {
    let weights = FileSystem.join(output, "\(run)/weights.safetensors")
    guard let record = try RunFolder(FileSystem.join(output, run)).record(),
      record.status == .complete, FileSystem.exists(weights)
    else { return [] }
    let architecture = record.settings.architecture
    let contrast = record.dataset.isDarkOnLight ? Self.contrast : nil
    if let problem = ClassifierBook.problem(of: architecture) ?? contrast {
      progress(.noted("No classifier.xlsx: \(problem)"))
      return []
    }
    return try ClassifierPublication.publish(
      weights: weights, architecture: architecture, labels: ClassifierLabels(record.dataset),
      figures: look, folder: run, to: output, provenance: provenance, progress: { _ in })
  }
}
