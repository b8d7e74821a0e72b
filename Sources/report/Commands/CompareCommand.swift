import ArgumentParser
import Publishing
import Reporting
import RunComparison
import TextFormats

/// `report compare`: training runs side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Puts training runs side by side: what differs, best and last, curves.",
    usage: "report compare <runs> ... <options>",
    discussion: examples([
      ("report compare reports/convnet-mnist out/convnet-mnist", "two runs"),
      ("report compare reports/convnet-mnist-rates", "the runs of a list of rates"),
      ("report compare a b --name small --name large", "with names of your own"),
      ("report compare a b --format json", "for a program"),
    ]))

  @Argument(help: "Folders that `report train` has made.", completion: .directory)
  var runs: [String]

  @Option(
    help: ArgumentHelp(
      "What a run is called in tables and legends; once for each run, in their order.",
      valueName: "name"))
  var name: [String] = []

  @Option(help: "Files and a table, or one form of the comparison to standard output.")
  var format = ComparisonForm.files

  @OptionGroup var figures: FigureOptions

  @OptionGroup var csv: CSVOptions

  @OptionGroup var options: OutputOptions

  func run() throws {
    if format == .files { try options.checkManifest() }
    let comparison = Comparison(try ComparedRun.read(runs, names: name))
    let console = options.console
    switch format {
    case .table: console.show(comparison.text)
    case .csv: console.write(csv.dialect.rewritten(comparison.csv))
    case .json: console.write(comparison.json.text)
    case .markdown: console.write(comparison.markdown(showsFigures: false))
    case .files:
      let files = try comparison.publish(
        to: Publisher(folder: options.output, provenance: .current, csv: csv.dialect),
        figures: figures.settings)
      console.show(comparison.text)
      console.list(files)
    }
  }
}

/// The forms of a comparison.
enum ComparisonForm: String, CaseIterable, ExpressibleByArgument {
  case files, table, csv, json, markdown
}
