import ArgumentParser
import Backprop
import WorkedExample

/// How long trainings take that are compared with one another.
struct EpochOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp("The number of epochs.", valueName: "n"))
  var epochs = WorkedExampleSettings.articleEpochs

  func validate() throws {
    guard (1...TableEvaluator.epochLimit).contains(epochs) else {
      throw ValidationError(
        "--epochs is \(epochs); a number from 1 to \(TableEvaluator.epochLimit) is expected.")
    }
  }
}
