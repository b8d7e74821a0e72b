import ArgumentParser
import Publishing
import Reporting
import TextFormats
import WorkedExample
import WorkedExampleWorkbook

/// `report backprop`: the worked example alone.
struct BackpropCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backprop",
    abstract: "Computes the worked example: workbook, tables and figures.",
    usage: "report backprop <options>",
    discussion: examples([
      ("report backprop", "the article's example, into reports/backpropagation"),
      ("report backprop --learning-rates 0.5,1,2 --epochs 200", "other rates, longer"),
      ("report backprop --network my-network.yaml", "another network, see templates/network.yaml"),
      ("report backprop --gradients published", "the article's numbers, its slip included"),
      ("report backprop --theme plain --pdf", "figures for a paper"),
      ("report backprop --format table", "the result on the terminal, no files"),
      ("report backprop --learning-rates 1 --format csv", "one table as CSV"),
    ]))

  @OptionGroup var example: ExampleOptions

  @Option(help: "Files, or one form of the tables to standard output.")
  var format = OutputFormat.files

  @OptionGroup var figures: FigureOptions

  @OptionGroup var csv: CSVOptions

  @OptionGroup var replacement: ReplacementOptions

  @OptionGroup var output: OutputOptions

  func run() async throws {
    var settings = try example.settings
    settings.theme = figures.theme ?? settings.theme
    settings.writesPDF = figures.pdf
    if format == .files { try output.checkManifest() }
    let console = output.console
    switch format {
    case .files:
      console.list(
        try await WorkedExamplePublication.publish(
          settings, to: output.output, provenance: .current,
          replacing: replacement.replace, csv: csv.dialect,
          progress: console.progress))
      if let sentence = ReportDocuments.staleness(in: output.output) {
        console.progress(.warned(sentence))
      }
    case .table: console.write(try WorkedExample(settings).terminalTable)
    case .csv:
      let example = try WorkedExample(settings)
      console.write(
        csv.dialect.rewritten(
          example.tables.count == 1 ? example.csv(example.tables[0]) : example.combinedCSV))
    case .json: console.write(try WorkedExample(settings).json.text)
    }
  }
}
