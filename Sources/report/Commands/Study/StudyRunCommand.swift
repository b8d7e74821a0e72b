import ArgumentParser
import DatasetSources
import Publishing
import Reporting
import Studies
import TextFormats

/// `report study run`.
struct StudyRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs trials of a study; an interrupted one goes on from its last epoch.",
    usage: "report study run <dir> <options>",
    discussion: examples([
      ("report study run out", "all that are not finished"),
      ("report study run out --shard 3/8", "every eighth one, from the third on"),
      ("report study run out --trials 3,7-12", "these"),
      ("parallel report study run out --threads 1 --shard {}/8 ::: $(seq 8)", "with GNU parallel"),
    ]))

  @Argument(help: ArgumentHelp("The study's folder.", valueName: "dir"), completion: .directory)
  var folder: String

  @Option(help: ArgumentHelp("A share of the trials.", valueName: "i/n"))
  var shard: String?

  @Option(help: ArgumentHelp("The numbers of trials.", valueName: "list"))
  var trials: String?

  @Flag(help: "End with the first trial that fails or diverges.")
  var failFast = false

  @Option(
    help: ArgumentHelp(
      "The folder with the study's images, where it is another than in the plan.", valueName: "dir"),
    completion: .directory)
  var dataDir: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads; the results do not depend on them. (default: one a processor)", valueName: "count"))
  var threads: Int?

  @Flag(help: "Write what happens to standard output, an event of JSON a line.")
  var json = false

  @OptionGroup var verbosity: VerbosityOptions

  private var selection: TrialSelection {
    get throws(ReportError) {
      if let shard, trials != nil {
        throw ReportError(
          .usage, "--shard \(shard) and --trials exclude each other. Leave one of them out.")
      }
      if let shard { return try TrialSelection(shard: shard) }
      if let trials { return try TrialSelection(list: trials) }
      return .all
    }
  }

  func run() throws {
    let console = verbosity.console
    let selection = try self.selection
    let isJSON = json
    let progress = console.progress
    let runner = try StudyRunner(
      folder: folder, dataFolder: dataDir, threads: threads,
      environment: ProcessEnvironment.variables, provenance: .current, progress: progress
    ) { event in
      if isJSON {
        console.write(event.json.compactText + "\n")
      } else if let line = event.line {
        progress(.noted(line))
      }
    }
    let outcome = try runner.run(selection, failsFast: failFast)
    if let failure = outcome.failure { throw failure }
    guard !verbosity.quiet, !isJSON else { return }
    let status = try StudyStatus(folder)
    guard status.missing.isEmpty else {
      console.show(status.text)
      return
    }
    console.show(StudySummary(try StudyResults(folder)).text)
    progress(.noted("`report study merge \(ShellWord.quoted(folder))` writes tables and figures."))
  }
}
