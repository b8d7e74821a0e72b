import ArgumentParser
import WorkedExample

/// What the worked example is computed with.
struct ExampleOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The learning rates: a list such as 0.1,0.5,1, or log:FROM:TO:COUNT, lin:FROM:TO:COUNT.",
      valueName: "rates"))
  var learningRates = LearningRates.articleText

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The number of epochs, one a row.", valueName: "n"))
  var epochs = WorkedExampleSettings.articleEpochs

  @OptionGroup var networkOptions: NetworkOptions

  /// The settings, with the network read from its file.
  var settings: WorkedExampleSettings {
    get throws {
      let settings = try uncheckedSettings
      try settings.check()
      return settings
    }
  }

  /// The settings, whose number of rates may be more than a workbook has sheets for.
  var uncheckedSettings: WorkedExampleSettings {
    get throws {
      var settings = WorkedExampleSettings(
        learningRates: try LearningRates.parse(learningRates), epochs: epochs,
        gradients: networkOptions.gradients)
      (settings.network, settings.networkFile) = try networkOptions.load(epochs: epochs)
      return settings
    }
  }
}
