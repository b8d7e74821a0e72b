import ArchitectureFiles
import ArgumentParser
import LiveConvolution

/// What the training steps of the small network are computed with.
struct ConvolutionOptions: ParsableArguments {
  private static let standard = ConvolutionSettings()

  @Option(
    help: ArgumentHelp(
      "A network of your own, with the image's size; templates/architectures explains the form."
        + " (default: a small one with every kind of layer)", valueName: "file.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var architecture: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Determines images, first parameters and what is dropped.", valueName: "n"))
  var seed = Self.standard.seed

  @Option(parsing: .unconditional, help: ArgumentHelp("Images of the batch.", valueName: "n"))
  var batch = Self.standard.batch

  @Option(help: "Along which axis the softmax normalizes; the article's is the batch.")
  var softmax = Self.standard.softmax

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The probability of being dropped; 0 for no dropout.", valueName: "p"))
  var dropout = Self.standard.dropout

  @Option(parsing: .unconditional, help: ArgumentHelp("The learning rate.", valueName: "rate"))
  var learningRate = Self.standard.learningRate

  @Option(parsing: .unconditional, help: ArgumentHelp("The momentum of SGD.", valueName: "mu"))
  var momentum = Self.standard.momentum

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Steps after which the learning rate falls.", valueName: "n"))
  var stepSize = Self.standard.stepSize

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What it is multiplied by then.", valueName: "factor"))
  var gamma = Self.standard.gamma

  @Option(parsing: .unconditional, help: ArgumentHelp("Training steps.", valueName: "n"))
  var steps = Self.standard.steps

  /// The settings; what is out of range is found when the steps are computed.
  var settings: ConvolutionSettings {
    get throws {
      var settings = ConvolutionSettings()
      if let architecture {
        settings.architecture = try ArchitectureFile(architecture).architecture()
      }
      settings.seed = seed
      settings.batch = batch
      settings.softmax = softmax
      settings.dropout = dropout
      settings.learningRate = learningRate
      settings.momentum = momentum
      settings.stepSize = stepSize
      settings.gamma = gamma
      settings.steps = steps
      return settings
    }
  }
}
