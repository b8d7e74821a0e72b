import ArchitectureFiles
import ArgumentParser
import Datasets
import Publishing
import RunRecords
import TextFormats
import TrainingRuns

/// `report evaluate`: stored parameters on the test images.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Tests stored parameters: loss, accuracy, confusion matrix, wrong predictions.",
    usage: "report evaluate --weights <file.safetensors> <options>",
    discussion: examples([
      (
        "report evaluate --weights reports/convnet-mnist/weights.safetensors", "the trained network"
      ),
      ("report evaluate --weights w.safetensors --softmax class", "each image by itself"),
      ("report evaluate --weights w.safetensors --format json", "for a program"),
    ]))

  @Option(
    help: ArgumentHelp(
      "Parameters, named as in PyTorch's state_dict.", valueName: "file.safetensors"),
    completion: .weights)
  var weights: String

  @Option(
    help: ArgumentHelp(
      "The network of the parameters, as `report train` took it. (default: that of the run whose"
        + " folder they are in, or the article's)",
      valueName: "file.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var architecture: String?

  @OptionGroup var choice: DatasetOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Images of a batch, in the order of their file; with the softmax over the batch the result"
        + " depends on it. (default: 512)", valueName: "count"))
  var batchSize: Int?

  @Option(
    help: ArgumentHelp(
      "Softmax over the batch, as in the article, or over the class.", valueName: "batch|class"))
  var softmax = TrainingSetting.softmax.standard

  @Option(
    help: ArgumentHelp(
      "Normalize with other numbers than training images, as in the article, or with the same.",
      valueName: TestNormalization.allCases.map(\.rawValue).joined(separator: "|")))
  var normalization = TrainingSetting.normalization.standard

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads. (default: one a processor)", valueName: "count"))
  var threads: Int?

  @Option(help: "The form of the result; csv is the confusion matrix alone.")
  var format = WeightsEvaluation.Form.text

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most wrong predictions that are listed.", valueName: "count"))
  var mistakes = 20

  @OptionGroup var csv: CSVOptions

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    guard mistakes >= 0 else {
      throw ValidationError("--mistakes is \(mistakes). Give a number that is not negative.")
    }
  }

  func run() throws {
    let console = verbosity.console
    let file = try architecture.map { path throws(ReportError) in try ArchitectureFile(path) }
    let dataset = try choice.load(progress: console.progress)
    let evaluation = try WeightsEvaluation(
      weights: weights, architecture: file, dataset: dataset, batchSize: batchSize,
      softmax: softmax, normalization: normalization, threads: threads,
      warn: { console.progress(.warned($0)) })
    let text = evaluation.make(format, limit: mistakes)
    console.write(format == .csv ? csv.dialect.rewritten(text) : text)
  }
}
