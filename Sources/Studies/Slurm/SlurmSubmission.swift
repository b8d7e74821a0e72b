import Foundation
import Publishing
import TextFormats

/// Hands the trials of a study to Slurm.
package struct SlurmSubmission: Sendable {
  /// What was written and submitted.
  package struct Outcome: Sendable {
    /// The paths of the scripts.
    package let scripts: [String]
    /// The numbers of the jobs, those of the arrays and at last that of the merge; none of a dry run.
    package let jobs: [String]
    /// Tasks of all arrays.
    package let taskCount: Int
  }

  private let folder: String
  private let options: SlurmOptions
  private let environment: [String: String]

  /// Prepares a submission.
  ///
  /// - Parameters:
  ///   - folder: The study's folder.
  ///   - options: What is asked of Slurm.
  ///   - environment: The environment's variables.
  package init(folder: String, options: SlurmOptions, environment: [String: String]) {
    self.folder = folder
    self.options = options
    self.environment = environment
  }

  /// Submits a study that was not begun, cut into shards that take about as long as asked for.
  ///
  /// The plan's estimate decides how many shards there are.
  ///
  /// - Parameter isDry: Whether the scripts are only written.
  /// - Returns: What was done.
  /// - Throws: `ReportError`.
  package func submit(isDry: Bool = false) throws -> Outcome {
    let plan = try StudyPlan(in: folder)
    guard try !StudyStatus(folder).missing.isEmpty else { throw nothingLeft }
    let estimate = PlanEstimate(in: folder, trials: plan.trials.count)
    let seconds = estimate?.total ?? Double(plan.trials.count) * 60 * options.minutes
    let shards = (seconds / (60 * options.minutes)).rounded(.up)
    return try submit(
      .shards(min(plan.trials.count, max(1, Int(min(shards, 1e6))))), plan: plan, isDry: isDry)
  }

  /// Submits a study cut into a number of shards.
  ///
  /// - Parameters:
  ///   - shards: How many.
  ///   - isDry: Whether the scripts are only written.
  /// - Returns: What was done.
  /// - Throws: `ReportError`.
  package func submit(shards: Int, isDry: Bool = false) throws -> Outcome {
    let plan = try StudyPlan(in: folder)
    guard (1...plan.trials.count).contains(shards) else {
      throw ReportError(
        .usage, "--shards is \(shards); the study has \(plan.trials.count) trials to share out.")
    }
    guard try !StudyStatus(folder).missing.isEmpty else { throw nothingLeft }
    return try submit(.shards(shards), plan: plan, isDry: isDry)
  }

  /// Submits exactly the trials that have no result, each as a task of its own.
  ///
  /// - Parameter isDry: Whether the scripts are only written.
  /// - Returns: What was done.
  /// - Throws: `ReportError`.
  package func resume(isDry: Bool = false) throws -> Outcome {
    let missing = try StudyStatus(folder).missing
    guard !missing.isEmpty else { throw nothingLeft }
    return try submit(.trials(missing), plan: try StudyPlan(in: folder), isDry: isDry)
  }

  private var nothingLeft: ReportError {
    ReportError(
      .usage,
      "All trials in \(folder) are finished; there is nothing to submit. `report study merge"
        + " \(folder)` puts them together.")
  }

  private func submit(
    _ work: SlurmScripts.Work, plan: StudyPlan, isDry: Bool
  ) throws -> Outcome {
    let sbatch = SystemProgram(name: "sbatch", environment: environment)
    if !isDry, sbatch.path == nil { _ = try sbatch.run([]) }
    let path = URL(fileURLWithPath: folder).standardizedFileURL.path
    let scripts = SlurmScripts(
      folder: path, program: Self.programPath, name: "gradbook", work: work, options: options,
      maxArraySize: maxArraySize)
    let place = FileSystem.join(path, SlurmScripts.folderName)
    for script in scripts.arrays + [scripts.merge] {
      try AtomicFile.write(script.text, to: FileSystem.join(place, script.name))
    }
    let names = (scripts.arrays + [scripts.merge]).map { FileSystem.join(place, $0.name) }
    guard !isDry else { return Outcome(scripts: names, jobs: [], taskCount: scripts.taskCount) }
    var jobs: [String] = []
    for name in names.dropLast() {
      jobs.append(try job(sbatch, ["--parsable", name], after: jobs))
    }
    let after = "--dependency=afterany:\(jobs.joined(separator: ":"))"
    jobs.append(try job(sbatch, ["--parsable", after, names[names.count - 1]], after: jobs))
    return Outcome(scripts: names, jobs: jobs, taskCount: scripts.taskCount)
  }

  /// Submits a script.
  ///
  /// - Parameters:
  ///   - sbatch: The program.
  ///   - arguments: Its arguments, the script at the end.
  ///   - jobs: The jobs that were submitted before it.
  /// - Returns: The number of the job.
  /// - Throws: `ReportError` of category `failed`.
  private func job(
    _ sbatch: SystemProgram, _ arguments: [String], after jobs: [String]
  ) throws -> String {
    let outcome = try sbatch.run(arguments)
    let number = outcome.output.split { $0 == ";" || $0.isWhitespace }.first.map(String.init) ?? ""
    guard outcome.code == 0, !number.isEmpty, number.utf8.allSatisfy({ (48...57).contains($0) })
    else {
      let words = (outcome.error.isEmpty ? outcome.output : outcome.error)
        .split(whereSeparator: \.isNewline).joined(separator: "; ").plainLine.prefix(400)
      let advice =
        jobs.isEmpty
        ? "`report study resume` submits what is missing."
        : "the jobs before it run: `scancel \(jobs.joined(separator: " "))` ends them, and `report study"
          + " resume` submits what is then missing."
      throw ReportError(
        .failed,
        "sbatch refused \(arguments[arguments.count - 1]): \(words). The scripts stay where they are;"
          + " \(advice)")
    }
    return number
  }

  /// The cluster's `MaxArraySize`; Slurm's usual one where it cannot be asked.
  private var maxArraySize: Int {
    let usual = 1001
    guard
      let said = try? SystemProgram(name: "scontrol", environment: environment).run([
        "show", "config",
      ])
    else { return usual }
    for line in said.output.split(separator: "\n") where line.hasPrefix("MaxArraySize") {
      return line.split(separator: "=").last.flatMap {
        Int($0.trimmingCharacters(in: .whitespaces))
      } ?? usual
    }
    return usual
  }

  /// Where this program is.
  private static var programPath: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments.first ?? "report"
  }
}
