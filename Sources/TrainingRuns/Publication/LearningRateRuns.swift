import Numerals
import Publishing
import RunRecords

/// Several runs that differ in their learning rate alone, side by side in one folder.
struct LearningRateRuns {
  let work: TrainingWork
  let rates: [Double]
  /// The folder of all runs inside the output folder.
  let folder: String
  /// The folder of a run of one rate inside the output folder.
  let singleFolder: String
  /// The settings of the runs that were begun; nil where none was.
  let begun: RunSettings?

  private var path: String { work.publisher.path(of: folder) }

  /// Trains run after run.
  ///
  /// One that diverges is a result like the others; an interruption ends them all.
  func run() throws -> TrainingReport.Outcome {
    if work.resumes, begun == nil { throw nothingToResume }
    var result = TrainingReport.Outcome()
    for (index, rate) in rates.enumerated() {
      let name = RunFolder.name(rate: rate)
      let place = "the learning rate \(NumberText.shortest(rate)) (\(index + 1) of \(rates.count))"
      work.progress(
        .began("Learning rate \(NumberText.shortest(rate)) (\(index + 1) of \(rates.count))"))
      let hasCheckpoint = FileSystem.exists(
        FileSystem.join(FileSystem.join(path, name), Checkpoint.name))
      let part = TrainingPart(
        work: work.resuming(work.resumes && hasCheckpoint), folder: "\(folder)/\(name)",
        rate: rate, base: begun ?? RunSettings())
      let outcome = try part.run()
      result.runs += outcome.runs
      result.folders += outcome.folders
      result.files += outcome.files
      if let failure = outcome.failure {
        guard failure.category != .interrupted else {
          result.failure = ReportError(
            .interrupted, "Interrupted at \(place). The same command with --resume goes on.")
          return result
        }
        work.progress(.warned(failure.message))
      }
      // The request may come when the last epoch is trained already.
      guard !outcome.isInterrupted || index == rates.count - 1 else {
        result.failure = ReportError(
          .interrupted,
          "Interrupted after \(place), which is kept in \(path). The same command goes on with the"
            + " next one.")
        return result
      }
    }
    result.ratesFolder = folder
    return result
  }

  private var nothingToResume: ReportError {
    let single = work.publisher.path(of: singleFolder)
    let advice =
      FileSystem.exists(FileSystem.join(single, Checkpoint.name))
      ? "\(single) holds an interrupted run of one learning rate; leave out the list to go on with"
        + " it, or --resume to begin the list."
      : "Leave out --resume to begin the list."
    return ReportError(
      .inputMissing, "\(path) holds no interrupted run with one of these learning rates. \(advice)")
  }
}

extension TrainingWork {
  /// The same, going on with interrupted runs or not.
  fileprivate func resuming(_ resumes: Bool) -> TrainingWork {
    var work = self
    work.resumes = resumes
    return work
  }
}
