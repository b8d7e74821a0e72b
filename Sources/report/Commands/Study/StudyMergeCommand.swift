import ArgumentParser
import Publishing
import Reporting
import Studies
import TextFormats

extension Spread: ExpressibleByArgument {}

/// `report study status`.
struct StudyStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Says which trials of a study are finished.",
    usage: "report study status <dir> <options>",
    discussion: examples([("report study status out", "which trials are there and which are not")]))

  /// The forms of the answer.
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: ArgumentHelp("The study's folder.", valueName: "dir"), completion: .directory)
  var folder: String

  @Option(help: "The form of the answer.")
  var format = Format.text

  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    let status = try StudyStatus(folder)
    switch format {
    case .text: verbosity.console.show(status.text)
    case .json: verbosity.console.write(status.json.text)
    }
  }
}

/// `report study merge`.
struct StudyMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Puts the trials of a study together: tables, workbook, figures, document.",
    usage: "report study merge <dir> <options>",
    discussion: examples([
      ("report study merge out", "all trials; refuses where some are missing"),
      ("report study merge out --partial", "those that are finished"),
      ("report study merge out --by 'learning rate'", "the other settings taken together"),
    ]))

  @Argument(help: ArgumentHelp("The study's folder.", valueName: "dir"), completion: .directory)
  var folder: String

  @Flag(help: "Merge the trials that are finished, and say which are missing.")
  var partial = false

  @Option(
    help: ArgumentHelp(
      "The settings that are compared, with commas. (default: all of the grid but the seed)",
      valueName: "settings"))
  var by: String?

  @Option(
    help: ArgumentHelp(
      "How the seeds' spread is shown: a 95 % t-interval of the mean, the standard deviation, or the"
        + " standard error.", valueName: Spread.allCases.map(\.rawValue).joined(separator: "|")))
  var spread = Spread.interval

  @OptionGroup var figures: FigureOptions

  @OptionGroup var csv: CSVOptions

  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    let console = verbosity.console
    let results = try StudyResults(folder, isPartial: partial)
    let keys = try by.map { list throws(ReportError) in try results.keys(named: list) }
    let summary = StudySummary(results, by: keys, spread: spread)
    let files = try summary.publish(
      to: Publisher(folder: folder, provenance: .current, csv: csv.dialect),
      figures: figures.settings)
    if !verbosity.quiet { console.show(summary.text) }
    console.list(files)
  }
}
