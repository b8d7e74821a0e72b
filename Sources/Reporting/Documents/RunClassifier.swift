package import ContentPublishing
import LiveClassifier
package import Publishing
import RunRecords

/// The classifier of a training run, which stands beside the run's workbook.
package enum RunClassifier {
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
    if let problem = ClassifierBook.problem(of: architecture) {
      progress(.noted("No classifier.xlsx: \(problem)"))
      return []
    }
    return try ClassifierPublication.publish(
      weights: weights, architecture: architecture, figures: look, folder: run, to: output,
      provenance: provenance, progress: { _ in })
  }
}
