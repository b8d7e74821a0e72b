import ArgumentParser
import DatasetSources
import Numerals
import Studies

/// The engines that run a study elsewhere.
enum StudyEngine: String, ExpressibleByArgument, CaseIterable {
  case slurm
}

/// What is asked of Slurm.
struct SubmissionOptions: ParsableArguments {
  @Option(help: "Who runs the trials.")
  var engine = StudyEngine.slurm

  @Flag(help: "Write the scripts and submit nothing.")
  var dryRun = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most tasks that run at the same time.", valueName: "count"))
  var throttle: Int?

  @Option(help: ArgumentHelp("The time limit of a task, such as 02:00:00.", valueName: "time"))
  var time: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Processors of a task.", valueName: "count"))
  var cpus = 1

  @Option(help: ArgumentHelp("The partition. (default: the cluster's)", valueName: "name"))
  var partition: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many minutes a task is to take, by the plan.", valueName: "minutes"))
  var minutes = 15.0

  /// A submission of a study's trials.
  ///
  /// - Parameter folder: The study's folder.
  /// - Returns: The submission, not made yet.
  /// - Throws: `ReportError` of category `usage` for what Slurm cannot be asked.
  func submission(of folder: String) throws -> SlurmSubmission {
    SlurmSubmission(
      folder: folder,
      options: try SlurmOptions(
        throttle: throttle, time: time, cpus: cpus, partition: partition, minutes: minutes),
      environment: ProcessEnvironment.variables)
  }

  /// Says what was written and submitted.
  func tell(_ outcome: SlurmSubmission.Outcome, on console: Console) {
    for script in outcome.scripts { console.result(script) }
    guard let merge = outcome.jobs.last else { return }
    console.result(
      "Submitted \(FixedText.counted(outcome.taskCount, "task")) as "
        + "\(outcome.jobs.count > 2 ? "jobs" : "job") "
        + "\(outcome.jobs.dropLast().joined(separator: ", ")), and the merge as job \(merge).")
  }
}

/// `report study submit`.
struct StudySubmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Hands the trials of a study to Slurm, and a merge after them.",
    usage: "report study submit <dir> <options>",
    discussion: examples([
      ("report study submit out --dry-run", "writes the scripts into out/slurm"),
      ("report study submit out --throttle 4 --cpus 2", "at most four tasks of two processors"),
    ]))

  @Argument(help: ArgumentHelp("The study's folder.", valueName: "dir"), completion: .directory)
  var folder: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many shards the trials are cut into. (default: from --minutes)", valueName: "count"))
  var shards: Int?

  @OptionGroup var options: SubmissionOptions

  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    let submission = try options.submission(of: folder)
    let outcome =
      try shards.map { try submission.submit(shards: $0, isDry: options.dryRun) }
      ?? submission.submit(isDry: options.dryRun)
    if !verbosity.quiet { options.tell(outcome, on: verbosity.console) }
  }
}

/// `report study resume`.
struct StudyResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Submits exactly the trials of a study that have no result.",
    usage: "report study resume <dir> <options>",
    discussion: examples([
      ("report study resume out", "a task for each missing trial, and a merge after them")
    ]))

  @Argument(help: ArgumentHelp("The study's folder.", valueName: "dir"), completion: .directory)
  var folder: String

  @OptionGroup var options: SubmissionOptions

  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    let outcome = try options.submission(of: folder).resume(isDry: options.dryRun)
    if !verbosity.quiet { options.tell(outcome, on: verbosity.console) }
  }
}
