import ArgumentParser
import DatasetSources
import LiveConvolution
import Publishing
import Reporting
import TrainingRuns
import WorkedExample
import WorkedExampleWorkbook

/// `report`, which is `report all`: everything that the program can make.
struct AllCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all",
    abstract: "Makes everything: worked example, training, workbooks, figures, documents.",
    usage: "report all <options>",
    discussion: examples([
      ("report", "everything, into reports/"),
      ("report --output out --quiet", "into another folder, without words"),
      ("report --no-training", "with the training run that is there"),
      ("report --template my-templates", "documents in your own words"),
      (
        "report --network xor --epochs 500 --output out",
        "the documents of another network"
      ),
    ]))

  @OptionGroup var example: ExampleOptions

  @OptionGroup var choice: DatasetOptions

  @Flag(help: "Do not train a network; show the run that is in the output folder, if any.")
  var noTraining = false

  @Option(
    help: ArgumentHelp(
      "A folder with templates of your own for the documents. (default: the program's)",
      valueName: "dir"),
    completion: .directory)
  var template: String?

  @OptionGroup var replacement: ReplacementOptions

  @OptionGroup var csv: CSVOptions

  @OptionGroup var outputOptions: OutputOptions

  func run() async throws {
    let console = outputOptions.console
    try outputOptions.checkManifest()
    let output = outputOptions.output
    let settings = try example.settings
    // A template that does not fit is found before anything is computed.
    let documents = try ReportDocuments(
      example: WorkedExample(settings), provenance: .current, templates: template)
    try documents.check(output: output)
    if settings.isArticleNetwork {
      try ConvolutionPublication.check(
        ConvolutionSettings(), in: output, replacing: replacement.replace)
    }
    console.list(
      try await WorkedExamplePublication.publish(
        settings, to: output, provenance: .current, replacing: replacement.replace,
        csv: csv.dialect, progress: console.progress))
    var failure: ReportError?
    // The article's second half belongs to the article's network.
    if settings.isArticleNetwork {
      console.list(
        try ConvolutionPublication.publish(
          ConvolutionSettings(), to: output, provenance: .current,
          replacing: replacement.replace, progress: console.progress))
      failure = noTraining ? nil : train(console)
      if let run = ReportDocuments.run(in: output) {
        console.list(
          try RunClassifier.publish(
            run: run, in: output, provenance: .current, progress: console.progress))
      }
    }
    console.list(try documents.publish(to: Publisher(folder: output)))
    if let failure { throw failure }
  }

  /// Trains the network, or leaves the finished run that is there.
  ///
  /// - Parameter console: Where files and warnings go.
  /// - Returns: Why there is no whole run: the program ends with it after the documents, which do
  ///   not need one.
  private func train(_ console: Console) -> ReportError? {
    do {
      let training = TrainingReport(
        source: choice.source(), output: outputOptions.output,
        environment: ProcessEnvironment.variables,
        provenance: .current, replaces: replacement.replace, csv: csv.dialect,
        progress: console.progress)
      if let standing = try training.standingRun() {
        console.progress(
          .noted(
            "MNIST was not found; the finished run in \(standing) is shown as it is."
              + " `report data fetch` downloads MNIST, `--dataset digits` trains on drawn digits."))
        return nil
      }
      let outcome = try training.run()
      console.list(outcome.files)
      return outcome.failure
    } catch {
      let failure = ReportError(error)
      guard failure.category == .usage else { return failure }
      // The sentence advises an option of `report train`, which this command has not.
      return ReportError(
        .usage,
        "The network was not trained; `report train` takes the option. \(failure.message)")
    }
  }
}
