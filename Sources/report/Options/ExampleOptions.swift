import ArgumentParser
import Backprop
import Reporting

/// What the worked example is computed with.
struct ExampleOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The learning rates: a list such as 0.1,0.5,1, or log:FROM:TO:COUNT, lin:FROM:TO:COUNT.",
      valueName: "rates"))
  var learningRates = "0.1,0.2,0.5,0.8,1,2,1000"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The number of epochs, one a row.", valueName: "n"))
  var epochs = WorkedExampleSettings.articleEpochs

  @Option(
    help: ArgumentHelp(
      "A network in a YAML file instead of the article's; templates/network.yaml shows how.",
      valueName: "file"))
  var network: String?

  @Option(help: "derived (the chain rule) or published (as the article computed).")
  var gradients = GradientMode.derived

  /// The settings, with the network read from its file.
  var settings: WorkedExampleSettings {
    get throws {
      var settings = WorkedExampleSettings(
        learningRates: try LearningRates.parse(learningRates), epochs: epochs,
        gradients: gradients)
      try settings.check()
      if let network {
        let (description, source) = try NetworkFile.read(network)
        settings.network = description
        settings.networkFile = source
      }
      return settings
    }
  }
}
