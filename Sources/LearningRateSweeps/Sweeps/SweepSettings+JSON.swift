import Backprop
import NetworkFiles
import Publishing
package import TextFormats

extension Sweep.Settings {
  /// The settings as the manifest keeps them.
  ///
  /// They are enough to make the workbook again: more rates than it takes are only summarized.
  package var json: JSON {
    [
      "learningRates": fitsWorkbook
        ? .array(learningRates.map { .number($0) })
        : [
          "count": .integer(learningRates.count),
          "smallest": .number(learningRates.min() ?? .nan),
          "largest": .number(learningRates.max() ?? .nan),
        ],
      "epochs": .integer(epochs), "gradients": .string(gradients.rawValue),
      "network": network.json,
    ]
  }

  /// Reads settings from a manifest.
  ///
  /// - Parameter json: What ``json`` gave.
  /// - Throws: `ReportError` of category `badData` when something is missing or does not fit.
  init(json: JSON) throws(ReportError) {
    guard let rates = json["learningRates"]?.array?.compactMap(\.number),
      let epochs = json["epochs"]?.integer,
      let gradients = json["gradients"]?.string.flatMap(GradientMode.init(rawValue:)),
      let network = json["network"].flatMap(Network.init(json:))
    else {
      throw ReportError(
        .badData, "The manifest's settings of the sweep are damaged; run 'report sweep'.")
    }
    self.init(learningRates: rates, epochs: epochs, network: network, gradients: gradients)
  }
}
