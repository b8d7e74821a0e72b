import ArchitectureFiles
import ArgumentParser
import ConvNet
import LiveClassifier
import Publishing
import Reporting
import RunRecords

/// `report classifier`: a trained network as a workbook that reads a drawn digit.
struct ClassifierCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classifier",
    abstract: "Writes a trained network as a workbook that reads a drawn digit.",
    usage: "report classifier --weights <file> <options>",
    discussion: examples([
      ("report classifier --weights reports/convnet-mnist/weights.safetensors", "a run's network"),
      ("report classifier --weights my.safetensors -o out", "one from PyTorch"),
    ]))

  @Option(
    help: ArgumentHelp("The parameters, with PyTorch's names.", valueName: "file"),
    completion: .weights)
  var weights: String

  @Option(
    help: ArgumentHelp(
      "The network of the parameters, as `report train` took it. (default: that of the run whose"
        + " folder they are in, or the article's)",
      valueName: "file.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var architecture: String?

  @OptionGroup var figures: FigureOptions

  @OptionGroup var output: OutputOptions

  func run() throws {
    let network = try architecture.map { path throws(ReportError) in
      try ArchitectureFile(path).architecture()
    }
    let origin = try WeightsOrigin(weights)
    if origin.dataset?.isDarkOnLight == true { throw ReportError(.usage, RunClassifier.contrast) }
    let console = output.console
    console.list(
      try ClassifierPublication.publish(
        weights: weights, architecture: network ?? origin.architecture,
        labels: origin.dataset.map(ClassifierLabels.init) ?? .digits, figures: figures.settings,
        to: output.output, provenance: .current, progress: console.progress))
  }
}
