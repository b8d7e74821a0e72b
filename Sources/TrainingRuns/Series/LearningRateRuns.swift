import Numerals
import Publishing

/// Several runs that differ in their learning rate alone, side by side in one folder.
struct LearningRateRuns {
  let request: TrainingRequest
  let dataset: LoadedDataset
  let initial: InitialWeights?
  /// The folder of all runs inside the output folder.
  let folder: String
  let publisher: Publisher
  let progress: ProgressHandler

  /// Trains run after run.
  ///
  /// One that diverges is a result like the others; an interruption ends them all.
  func run() throws -> TrainingReport.Outcome {
    var result = TrainingReport.Outcome()
    for (index, rate) in request.learningRates.enumerated() {
      let name = "lr-\(NumberText.shortest(rate))"
      progress(
        .began(
          "Learning rate \(NumberText.shortest(rate)) (\(index + 1) of \(request.learningRates.count))"
        ))
      var own = request
      own.resumes = request.resumes && exists(name)
      let part = TrainingPart(
        request: own, dataset: dataset, initial: initial, folder: "\(folder)/\(name)", rate: rate,
        publisher: publisher, progress: progress)
      let outcome = try part.run()
      result.runs += outcome.runs
      result.files += outcome.files
      if let failure = outcome.failure {
        guard failure.category != .interrupted else {
          result.failure = ReportError(
            .interrupted,
            "Interrupted at the learning rate \(NumberText.shortest(rate)) (\(index + 1) of"
              + " \(request.learningRates.count)). The same command with --resume goes on.")
          return result
        }
        progress(.warned(failure.message))
      }
      // The request may come when the last epoch is trained already.
      guard !outcome.isInterrupted || index == request.learningRates.count - 1 else {
        result.failure = ReportError(
          .interrupted,
          "Interrupted after the learning rate \(NumberText.shortest(rate)) (\(index + 1) of"
            + " \(request.learningRates.count)), which is kept in \(publisher.path(of: folder))."
            + " The same command goes on with the next one.")
        return result
      }
    }
    // In the end the runs stand side by side.
    let path = publisher.path(of: folder)
    let comparison = Comparison(try ComparedRun.read([path]))
    result.files += try comparison.publish(to: publisher, in: "\(folder)/comparison")
    return result
  }

  private func exists(_ name: String) -> Bool {
    FileSystem.exists(
      FileSystem.join(publisher.path(of: "\(folder)/\(name)"), Checkpoint.name))
  }
}
