import ArgumentParser
import DatasetSources
import Studies

/// `report study plan`.
struct StudyPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Numbers the trials of a study, and says how long and how large it is.",
    usage: "report study plan <study.yaml> --output <dir> <options>",
    discussion: examples([
      ("report study plan study.yaml --output out", "templates/study.yaml explains the form")
    ]))

  @Argument(
    help: ArgumentHelp("The study.", valueName: "study.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(
    name: [.short, .long], help: ArgumentHelp("The study's folder.", valueName: "dir"),
    completion: .directory)
  var output: String

  @Option(
    help: ArgumentHelp(
      "The folder with the study's images, where the file does not name it.", valueName: "dir"),
    completion: .directory)
  var dataDir: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads of a trial. (default: one a processor)", valueName: "count"))
  var threads: Int?

  @Flag(help: "Plan very many trials without asking.")
  var yes = false

  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    let console = verbosity.console
    let planned = try StudyPlanning(
      file: file, dataFolder: dataDir, threads: threads, isConfirmed: yes,
      environment: ProcessEnvironment.variables
    ).plan(into: output)
    guard !verbosity.quiet else { return }
    console.show(planned.text)
  }
}
