import ConvNet
import NetworkFiles
import WorkedExample
import ArgumentParser
import Backprop
import SettingsFiles
import Reporting

/// The options of every command that computes the worked example.
struct NetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A network of your own; templates/network.yaml explains the form. (default: the article's)",
      valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var network: String?

  @Option(help: "Gradients derived by the chain rule, or as published in the article.")
  var gradients = GradientMode.derived

  /// The network of the file, or the article's, and where it came from.
  func load() throws -> (network: Network, source: SettingsFile.Source?) {
    guard let network else { return (.article, nil) }
    let (value, source) = try NetworkFile.read(network)
    return (value, source)
  }
}
