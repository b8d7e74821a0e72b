package import ContentPublishing
import Publishing
package import TrainingRuns

extension TrainingReport {
  /// Trains, and sets the runs of several learning rates side by side.
  ///
  /// - Parameter look: How the figures of the comparison look, and their formats.
  /// - Returns: What was done, and the comparison in words; nil for a single run.
  /// - Throws: `ReportError` or a module's error if nothing could be done.
  package func runAndCompare(
    figures look: FigureSettings = FigureSettings()
  ) throws -> (outcome: Outcome, comparison: Comparison?) {
    var outcome = try run()
    guard let folder = outcome.ratesFolder else { return (outcome, nil) }
    let publisher = try Publisher(folder: output, provenance: provenance, csv: csv)
    let comparison = Comparison(try ComparedRun.read([publisher.path(of: folder)]))
    outcome.files += try comparison.publish(
      to: publisher, figures: look, in: "\(folder)/comparison")
    return (outcome, comparison)
  }
}
