import ArgumentParser
import LearningRateSweeps
import Publishing
import TextFormats
import WorkedExample

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

  @OptionGroup var length: EpochOptions

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
    guard !find || format != .csv else {
      throw ValidationError("--find has no CSV form; take --format table or --format json.")
    }
    guard !find || learningRates == LearningRates.articleText else {
      throw ValidationError("--find chooses the rates itself; leave out --learning-rates.")
    }
  }

  func run() throws {
    let (network, source) = try network.load(epochs: length.epochs)
    if find {
      let found = try RateSearch(
        network, gradients: self.network.gradients, epochs: length.epochs)
      StandardStreams.write(format == .json ? found.json.text : found.text)
      return
    }
    let settings = Sweep.Settings(
      learningRates: try LearningRates.parse(learningRates), epochs: length.epochs,
      network: network,
      gradients: self.network.gradients)
    try format.write(
      of: network, to: options, source: source, figures: figures, csv: csv.dialect,
      replacement: replacement
    ) {
      if let words = try Sweep.announcement(of: settings) {
        options.console.progress(.noted(words))
      }
      return try Sweep(settings)
    }
  }
}
