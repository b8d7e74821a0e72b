import ArgumentParser
import LiveConvolution
import Reporting
import TextFormats

/// `report convolution`: training steps of a small convolutional network as a live workbook.
struct ConvolutionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convolution",
    abstract: "Computes training steps of a small convolutional network, cell by cell.",
    usage: "report convolution <options>",
    discussion: examples([
      ("report convolution", "the workbook, into reports/convolution"),
      ("report convolution --softmax class --steps 3", "the usual softmax, a step more"),
      ("report convolution --architecture my.yaml", "a network of your own"),
      ("report convolution --format json", "every tensor and gradient, for a program"),
    ]))

  /// The forms that the steps can take.
  enum Format: String, ExpressibleByArgument, CaseIterable { case files, json }

  @OptionGroup var options: ConvolutionOptions

  @Option(help: "Files, or every number as JSON to standard output.")
  var format = Format.files

  @OptionGroup var figures: FigureOptions

  @OptionGroup var replacement: ReplacementOptions

  @OptionGroup var output: OutputOptions

  func run() throws {
    let settings = try options.settings
    let console = output.console
    switch format {
    case .json: console.write(try ConvolutionSteps(settings).json.text)
    case .files:
      console.list(
        try ConvolutionPublication.publish(
          settings, figures: figures.settings, to: output.output, provenance: .current,
          replacing: replacement.replace, progress: console.progress))
    }
  }
}
