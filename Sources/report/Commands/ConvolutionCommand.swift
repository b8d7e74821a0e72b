import ArgumentParser
import ConvNet
import LiveConvolution
import Reporting
import TextFormats

/// `report convolution`: training steps of a small convolutional network, number by number.
struct ConvolutionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convolution",
    abstract: "Computes training steps of a small convolutional network, number by number.",
    usage: "report convolution <options>",
    discussion: examples([
      ("report convolution --format json", "every tensor and gradient, for a program"),
      ("report convolution --softmax class --format json", "the usual softmax"),
      ("report convolution --seed 7 --steps 3 --format json", "other numbers, a step more"),
    ]))

  /// The forms that the steps can take.
  enum Format: String, ExpressibleByArgument, CaseIterable { case json }

  @OptionGroup var options: ConvolutionOptions

  @Option(help: "The form of the steps.")
  var format = Format.json

  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    let steps = try ConvolutionSteps(options.settings)
    verbosity.console.write(steps.json.text)
  }
}
