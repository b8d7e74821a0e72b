import ArgumentParser
import Backprop
import OutcomeMaps
import WorkedExample

/// `report map`: what becomes of the training over two of its numbers.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Draws what becomes of the training over any two of its numbers.",
    usage: "report map --x <axis> --y <axis> <options>",
    discussion: examples([
      ("report map --x learning-rate=log:1:2000:400 --y w5=-3:3:400", "the rate and a weight"),
      (
        "report map --x layer-1-rate=1:200:99 --y layer-2-rate=1:200:99",
        "a rate a layer"
      ),
      ("report map --x eta=log:1:2e3:99 --y momentum=0:0.95:99", "with momentum"),
      (
        "report map --x eta=log:1:2e3:99 --y scale=-8:8:99 --zoom 700,1.5,20",
        "the border, twenty times larger"
      ),
      ("report map --x i1=-2:2:99 --y t1=0:1:99 --learning-rate 30 --color loss", "by last loss"),
    ]))

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "NAME=FROM:TO:COUNT or NAME=log:FROM:TO:COUNT; the name is learning-rate, layer-1-rate and so "
        + "on, momentum, scale (of all first weights), or a weight, bias, input or target such as w5.",
      valueName: "axis"))
  var x: String

  @Option(parsing: .unconditional, help: ArgumentHelp("As --x.", valueName: "axis"))
  var y: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The rate where neither axis is it.", valueName: "rate"))
  var learningRate = "1"

  @OptionGroup var length: EpochOptions

  @Option(
    help: ArgumentHelp(
      "What the colors show: outcome, or loss for the last loss.", valueName: "outcome|loss"))
  var color = OutcomeMap.Coloring.outcome

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Shows the part around a point, so many times larger.", valueName: "x,y,factor"))
  var zoom: String?

  @OptionGroup var network: NetworkOptions

  @Option(help: "Files and a table, or one form of the map to standard output.")
  var format = OutputFormat.files

  @OptionGroup var figures: FigureOptions

  @OptionGroup var replacement: ReplacementOptions

  @OptionGroup var options: OutputOptions

  func validate() throws {
    guard network.gradients == .derived else {
      throw ValidationError("A map takes derived gradients; leave out --gradients.")
    }
  }

  func run() throws {
    let (network, source) = try network.load(epochs: length.epochs)
    var horizontal = try MapAxis.parse(x, option: "--x")
    var vertical = try MapAxis.parse(y, option: "--y")
    if let zoom {
      let place = try MapZoom.parse(zoom)
      horizontal = try horizontal.zoomed(at: place.x, by: place.factor)
      vertical = try vertical.zoomed(at: place.y, by: place.factor)
    }
    let settings = OutcomeMap.Settings(
      x: horizontal, y: vertical,
      learningRate: try LearningRates.number(learningRate, "--learning-rate"),
      epochs: length.epochs,
      network: network, coloring: color)
    try format.write(
      of: network, to: options, source: source, figures: figures, replacement: replacement
    ) {
      try OutcomeMap(settings, progress: options.console.progress)
    }
  }
}

extension OutcomeMap.Coloring: ExpressibleByArgument {}
