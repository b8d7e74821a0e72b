import Backprop
import Datasets
import DocumentRendering
import Numerals
import RunRecords
import WorkedExample

/// A row of a table of settings.
private func row(_ name: String, _ value: String) -> DocumentValue {
  ["name": .text(name), "value": .text(value)]
}

extension WorkedExampleSettings {
  /// The settings of the worked example for templates, a row a setting.
  var documentValues: [DocumentValue] {
    [
      row("learning rates", learningRates.map(NumberText.shortest).joined(separator: ", ")),
      row("epochs", String(epochs)),
      row(
        "gradients",
        gradients == .derived
          ? "by the chain rule (`\(gradients.rawValue)`)"
          : "as the article's spreadsheet has them (`\(gradients.rawValue)`)"),
    ]
  }
}

extension RunRecord {
  /// The settings and the images of the training run for templates, a row a setting.
  var settingValues: [DocumentValue] {
    settings.sentences.map { row($0.title, $0.value) }
      + [
        row(
          "data set",
          "\(dataset.title), \(FixedText.grouped(dataset.trainingCount)) images to learn from "
            + "and \(FixedText.grouped(dataset.testCount)) to be tested on")
      ]
      + zip(MnistPart.allCases, dataset.checksums).filter { !$1.isEmpty }.map { part, checksum in
        row("SHA-256 of `\(part.rawValue)`", "`\(checksum)`")
      }
  }
}
