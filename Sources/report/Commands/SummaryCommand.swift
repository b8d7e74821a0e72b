import ArchitectureFiles
import ArgumentParser
import ConvNet
import NetworkSummaries
import Publishing
import TextFormats

/// `report summary`: the layer table.
struct SummaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Prints the network's layers, parameters, receptive fields and multiply-adds.",
    usage: "report summary <options>",
    discussion: examples([
      ("report summary", "the article's table, and where its numbers come from"),
      ("report summary --explain", "in words, too"),
      ("report summary --architecture my.yaml", "another network, see templates/architectures"),
      ("report summary --format markdown", "for a document; also csv and json"),
    ]))

  @Option(help: "The form of the table.")
  var format = LayerTable.Form.text

  @Flag(help: "Say how sizes, parameters and receptive fields come about.")
  var explain = false

  @Option(
    help: ArgumentHelp(
      "Another network; templates/architectures explains the form. (default: the article's)",
      valueName: "file.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var architecture: String?

  @OptionGroup var csv: CSVOptions

  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    let network = try architecture.map { path throws(ReportError) in
      try ArchitectureFile(path).architecture()
    }
    let text = try LayerTable.make(
      format, architecture: network ?? .article, isExplained: explain)
    verbosity.console.write(format == .csv ? csv.dialect.rewritten(text) : text)
  }
}
