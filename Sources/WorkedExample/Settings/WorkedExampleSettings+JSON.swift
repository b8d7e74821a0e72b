import Backprop
import Charts
import NetworkFiles
package import Publishing
package import TextFormats

extension WorkedExampleSettings {
  /// The settings as the manifest keeps them: enough to make every file again.
  package var json: JSON {
    .object([
      .init("learningRates", .array(learningRates.map { .number($0) })),
      .init("epochs", .integer(epochs)), .init("gradients", .string(gradients.rawValue)),
      .init("theme", .string(theme.rawValue)), .init("pdf", .bool(writesPDF)),
      .init("network", network.json),
    ])
  }

  /// Reads settings from a manifest.
  ///
  /// - Parameters:
  ///   - json: What ``json`` gave.
  ///   - inputs: The section's inputs, from which the network file's checksum comes.
  /// - Throws: `ReportError` of category `badData` when something is missing or does not fit.
  package init(json: JSON, inputs: [JSON.Member] = []) throws(ReportError) {
    guard let rates = json["learningRates"]?.array?.compactMap(\.number),
      let epochs = json["epochs"]?.integer,
      let gradients = json["gradients"]?.string.flatMap(GradientMode.init(rawValue:)),
      let theme = json["theme"]?.string.flatMap(FigureTheme.init(rawValue:)),
      let network = json["network"].flatMap(Network.init(json:))
    else {
      throw ReportError(
        .badData,
        "The manifest's settings of the worked example are damaged; run 'report backprop'.")
    }
    self.init(
      learningRates: rates, epochs: epochs, network: network,
      networkFile: NetworkSource(members: inputs), gradients: gradients, theme: theme,
      writesPDF: json["pdf"]?.bool ?? false)
  }
}
