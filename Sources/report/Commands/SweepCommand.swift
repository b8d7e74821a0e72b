import TextFormats
import ConvNet
import Publishing
import WorkedExample
import ArgumentParser
import Backprop
import LearningRateSweeps
import Reporting

/// `report sweep`: learning rates compared.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Compares learning rates and names the one to use.",
    usage: "report sweep <options>",
    discussion: examples([
      ("report sweep", "the article's seven rates"),
      ("report sweep --learning-rates log:0.01:1e6:60", "sixty rates on a log scale"),
      ("report sweep --learning-rates lin:0.5:8:16", "sixteen at equal distances"),
      ("report sweep --theme article --pdf", "figures in another look, as PDF too"),
      ("report sweep --find", "the rates at which the training changes, to three digits"),
      ("report sweep --epochs 1000 --format json", "for a program"),
    ]))

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "A list, log:FROM:TO:COUNT or lin:FROM:TO:COUNT.", valueName: "rates"))
  var learningRates = LearningRates.articleText

  @Option(parsing: .unconditional, help: ArgumentHelp("The number of epochs.", valueName: "n"))
  var epochs = WorkedExampleSettings.articleEpochs

  @Flag(
    help: ArgumentHelp(
      "Finds the fastest rate, the first whose loss rises and the largest that converges, and prints them."
    ))
  var find = false

  @OptionGroup var network: NetworkOptions

  @Option(help: "Files and a table, or one form of the sweep to standard output.")
  var format = OutputFormat.files

  @OptionGroup var figures: FigureOptions

  @OptionGroup var csv: CSVOptions

  @OptionGroup var replacement: ReplacementOptions

  @OptionGroup var options: OutputOptions

  func validate() throws {
    guard (1...TableEvaluator.epochLimit).contains(epochs) else {
      throw ValidationError(
        "--epochs is \(epochs); a number from 1 to \(TableEvaluator.epochLimit) is expected.")
    }
    guard !find || format != .csv else {
      throw ValidationError("--find has no CSV form; take --format table or --format json.")
    }
    guard !find || learningRates == LearningRates.articleText else {
      throw ValidationError("--find chooses the rates itself; leave out --learning-rates.")
    }
  }

  func run() throws {
    let (network, source) = try network.load()
    if find {
      let found = try RateSearch(
        network, gradients: self.network.gradients, epochs: epochs)
      StandardStreams.write(format == .json ? found.json.text : found.text)
      return
    }
    if format == .files { try replacement.check(Sweep.folder, for: network, in: options) }
    let settings = Sweep.Settings(
      learningRates: try LearningRates.parse(learningRates), epochs: epochs, network: network,
      gradients: self.network.gradients)
    if let words = try Sweep.announcement(of: settings) { options.console.progress(.noted(words)) }
    let sweep = try Sweep(settings)
    switch format {
    case .table: StandardStreams.write(sweep.text)
    case .csv:
      StandardStreams.write(
        String(decoding: csv.dialect.rewritten(sweep.lossesCSV), as: UTF8.self))
    case .json: StandardStreams.write(sweep.json.text)
    case .files:
      let files = try sweep.publish(
        to: Publisher(folder: options.output, provenance: .current, csv: csv.dialect),
        networkFile: source,
        figures: figures.settings, replacing: replacement.replace,
        progress: options.console.progress)
      StandardStreams.write(sweep.text)
      options.console.list(files)
    }
  }
}
