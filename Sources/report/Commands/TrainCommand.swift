import Publishing
import TrainingRuns
import WorkedExample
import ArgumentParser
import Reporting

/// `report train`: trains the article's network.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains the article's convolutional network.",
    discussion: examples([
      ("report train", "20 epochs, as in the article, on MNIST or on drawn digits"),
      ("report train --dataset digits --epochs 5", "fewer, and no files needed"),
      ("report train --resume", "goes on with a run that was interrupted"),
      ("report train --learning-rates 0.001,0.01,0.1", "one run each, side by side"),
    ]))

  @OptionGroup var choice: DatasetOptions

  @Option(
    help: ArgumentHelp(
      "How many digits are drawn to learn from and to be tested on. (default: 12000,2000)",
      valueName: "count,count"))
  var drawn: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Epochs. (default: 20)", valueName: "count"))
  var epochs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Pictures of a batch. (default: 512)", valueName: "count"))
  var batchSize: Int?

  @Option(
    name: [.customLong("learning-rate"), .customLong("learning-rates")],
    help: ArgumentHelp(
      "The learning rate, or several with commas: a run each. (default: 0.01)", valueName: "list"))
  var learningRate: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The momentum. (default: 0.9)", valueName: "number")
  )
  var momentum: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Epochs after which the learning rate falls. (default: 15)", valueName: "count"))
  var stepSize: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What the learning rate is multiplied by when it falls. (default: 0.1)", valueName: "number"))
  var gamma: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The share of elements that are dropped. (default: 0.01)", valueName: "share"))
  var dropout: Double?

  @Option(
    help: ArgumentHelp(
      "Softmax over the batch, as in the article, or over the class. (default: batch)",
      valueName: "batch|class"))
  var softmax: SoftmaxChoice?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Decides on all that is random. (default: 1)", valueName: "number"))
  var seed: UInt64?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads; the result does not depend on them. (default: one a processor)", valueName: "count"
    ))
  var threads: Int?

  @Flag(help: "Leave the training pictures as they are.")
  var noAugment = false

  @Flag(help: "Take the pictures in the order of their files.")
  var noShuffle = false

  @Option(
    name: .customLong("init"),
    help: ArgumentHelp(
      "Begin with these parameters, named as in PyTorch's state_dict."
        + " (default: drawn from the seed)",
      valueName: "file.safetensors"),
    completion: .weights)
  var initialWeights: String?

  @Flag(help: "Go on with the run that was interrupted, with its settings.")
  var resume = false

  @OptionGroup var outputOptions: OutputOptions

  /// The name by which the learning rates were given, for messages.
  private var rateOption: String {
    CommandLine.arguments.contains { $0.hasPrefix("--learning-rates") }
      ? "--learning-rates" : "--learning-rate"
  }

  func run() throws {
    var request = TrainingRequest()
    request.dataset = choice.dataset
    request.dataFolder = choice.dataDir
    if let drawn { request.drawing = try DrawingPlan(counts: drawn, option: "--drawn") }
    request.output = outputOptions.output
    request.epochs = epochs
    request.batchSize = batchSize
    if let learningRate {
      request.learningRates = try LearningRates.parse(learningRate, option: rateOption)
    }
    request.momentum = momentum
    request.stepSize = stepSize
    request.gamma = gamma
    request.dropout = dropout
    request.softmax = softmax
    request.seed = seed
    request.threads = threads
    request.augments = noAugment ? false : nil
    request.shuffles = noShuffle ? false : nil
    request.initialWeights = initialWeights
    request.resumes = resume

    let console = outputOptions.console
    let report = TrainingReport(
      request, environment: ProcessEnvironment.variables, provenance: .current,
      progress: console.progress)
    let outcome = try report.run()
    console.list(outcome.files)
    if let sentence = ReportDocuments.staleness(in: outputOptions.output) {
      console.progress(.warned(sentence))
    }
    if let failure = outcome.failure { throw failure }
  }
}
