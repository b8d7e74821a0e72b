import ArgumentParser
import Backprop
import NetworkFiles
import OptimizerComparison
import WorkedExample

/// `report optimizers`: optimizers side by side on one network.
struct OptimizersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimizers",
    abstract: "Compares optimizers on one network, each at its best learning rate.",
    usage: "report optimizers <options>",
    discussion: examples([
      ("report optimizers --network xor --epochs 300", "six optimizers, thirteen rates each"),
      (
        "report optimizers --network valley --optimizers \"sgd; sgd momentum=0.9\"",
        "what momentum is for"
      ),
      ("report optimizers --learning-rates 0.1,1 --format json", "for a program"),
    ]))

  @Option(
    help: ArgumentHelp(
      "The optimizers, separated by semicolons, each as --optimizer of report backprop takes it.",
      valueName: "list"))
  var optimizers =
    "sgd; sgd momentum=0.9; sgd momentum=0.9 nesterov=true; rmsprop; adagrad; adam"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The rates that each is tried with: a list, log:FROM:TO:COUNT or lin:FROM:TO:COUNT.",
      valueName: "rates"))
  var learningRates = "log:0.001:10:13"

  @OptionGroup var length: EpochOptions

  @OptionGroup var network: NetworkOptions

  @Option(help: "Files and a table, or one form of the comparison to standard output.")
  var format = OutputFormat.files

  @OptionGroup var figures: FigureOptions

  @OptionGroup var csv: CSVOptions

  @OptionGroup var replacement: ReplacementOptions

  @OptionGroup var options: OutputOptions

  func validate() throws {
    guard network.trainingOptions.optimizer == nil else {
      throw ValidationError("--optimizer is one of many here; name it in --optimizers.")
    }
    guard network.gradients == .derived else {
      throw ValidationError("--gradients published belongs to plain gradient descent only.")
    }
  }

  func run() throws {
    let (network, source) = try network.load(epochs: length.epochs)
    try format.write(
      of: network, to: options, source: source, figures: figures, csv: csv.dialect,
      replacement: replacement
    ) {
      try OptimizerComparison(
        OptimizerComparison.Settings(
          optimizers: Optimizer.list(optimizers, for: network),
          learningRates: LearningRates.parse(learningRates), epochs: length.epochs, network: network
        ))
    }
  }
}
