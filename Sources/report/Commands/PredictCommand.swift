import ArchitectureFiles
import ArgumentParser
import Publishing
import TextFormats
import TrainingRuns

/// `report predict`: a trained network on images of one's own.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Reads PNG images of your own with a trained network.",
    usage: "report predict --weights <file.safetensors> <image.png> ... <options>",
    discussion: examples([
      ("report predict --weights reports/convnet-mnist/weights.safetensors 7.png", "a drawn digit"),
      ("report predict --weights w.safetensors *.png --format json", "for a program"),
    ]))

  /// The forms of the answer.
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Option(
    help: ArgumentHelp(
      "Parameters, named as in PyTorch's state_dict.", valueName: "file.safetensors"),
    completion: .weights)
  var weights: String

  @Argument(
    help: ArgumentHelp(
      "Drawings on paper of one color; they are scaled and centered as MNIST's digits are.",
      valueName: "image.png"), completion: .file(extensions: ["png"]))
  var images: [String]

  @Option(
    help: ArgumentHelp(
      "The network of the parameters, as `report train` took it. (default: that of the run whose"
        + " folder they are in, or the article's)",
      valueName: "file.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var architecture: String?

  @Option(help: "The form of the answer.")
  var format = Format.text

  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    let console = verbosity.console
    let prediction = try Prediction(
      images, weights: weights,
      architecture: try architecture.map { path throws(ReportError) in try ArchitectureFile(path) })
    switch format {
    case .text: console.show(prediction.text(showsImages: !verbosity.quiet))
    case .json: console.write(prediction.json.text)
    }
  }
}
