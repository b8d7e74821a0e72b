import ArgumentParser
import Backprop
import NetworkFiles
import Reporting

/// The options of every command that computes the worked example.
struct NetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A network of your own, or one that `report networks` lists; templates/network.yaml explains "
        + "the form. (default: the article's)",
      valueName: "file or name"),
    completion: .file(extensions: ["yaml", "yml"]))
  var network: String?

  @OptionGroup var trainingOptions: TrainingOptions

  @Option(help: "Gradients derived by the chain rule, or as published in the article.")
  var gradients = GradientMode.derived

  /// The network of the file, or the article's, trained as the options say, and where it came from.
  ///
  /// - Parameter epochs: The number of epochs of the run, which a schedule has to fit; nil where
  ///   nothing is trained to an end.
  /// - Returns: The network, and the files that it came from; nil for the article's.
  /// - Throws: `ReportError` that says where the file or an option does not fit.
  func load(epochs: Int? = nil) throws -> (network: Network, source: NetworkSource?) {
    let overrides = trainingOptions.overrides
    guard let network else { return (try overrides.applied(to: .article, epochs: epochs), nil) }
    let (value, source) = try NetworkFile.read(
      NetworkTemplates.standardPath(for: network),
      epochs: overrides.overrides(.schedule) ? nil : epochs)
    return (try overrides.applied(to: value, epochs: epochs), source)
  }
}
