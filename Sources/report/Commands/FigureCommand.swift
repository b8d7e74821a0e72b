import ArgumentParser
import Charts
import Figures
import LearningRateSweeps
import Publishing
import WorkedExample

/// `report figure`: one figure of the worked example with a title, size and format of one's own.
struct FigureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure",
    abstract: "Draws one figure with a title, size, theme and format of your own.",
    usage: "report figure <name> <options>",
    discussion: examples([
      ("report figure sweep --theme plain", "the loss of every rate, into sweep.svg"),
      ("report figure network --theme dark --format png", "the network for a dark slide"),
      (
        "report figure loss-lr-0.5 --title \"η = 0.5\" --size 600x400 --format pdf",
        "one rate, for a column of a paper"
      ),
      (
        "report figure heat-map --learning-rates log:0.01:1e4:80 -o map.svg",
        "the field of a sweep of eighty rates"
      ),
    ]))

  /// A format of one file.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case svg, png, pdf

    var figureFormat: FigureFormat {
      switch self {
      case .svg: .svg
      case .png: .png
      case .pdf: .pdf
      }
    }
  }

  @Argument(
    help: ArgumentHelp(
      "The figure: network, sigmoid, sweep, loss-68-epochs, loss-lr-RATE; where the network has them"
        + " accuracy, regions, fit; of the sweep overlay, loss-by-rate, heat-map."))
  var name: String

  @Option(help: "The title. (default: the figure's own)")
  var title: String?

  @Option(
    help: ArgumentHelp(
      "Width and height in pixels, such as 1200x600. (default: the figure's own)",
      valueName: "size"))
  var size: String?

  @Option(help: "The theme: article, plain, or dark.")
  var theme = FigureTheme.plain

  @Option(help: "The format of the file.")
  var format = Format.svg

  @OptionGroup var example: ExampleOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The file. (default: the figure's name with the format as ending)", valueName: "file"),
    completion: .file())
  var output: String?

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if let size, SingleFigure.size(size) == nil {
      let sides = SingleFigure.sides
      throw ValidationError(
        "--size is '\(size)'; width and height from \(sides.lowerBound) to \(sides.upperBound) were "
          + "expected, such as 1200x600.")
    }
    guard output?.isEmpty != true else {
      throw ValidationError("--output is empty. Name a file, such as --output sweep.svg.")
    }
  }

  func run() throws {
    var settings = try example.uncheckedSettings
    settings.theme = theme
    let figure = SingleFigure(name, title: title, size: size.flatMap(SingleFigure.size))
    let bytes = try figure.render(settings, format: format.figureFormat)
    let path = output ?? "\(name).\(format.rawValue)"
    try AtomicFile.write(bytes, to: path)
    verbosity.console.result(path)
  }
}
