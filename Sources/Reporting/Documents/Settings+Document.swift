import Backprop
import Datasets
import NetworkFiles
import DocumentRendering
import Numerals
import RunRecords
import TextFormats
import WorkedExample

/// A row of a table of settings.
private func row(_ name: String, _ value: String) -> DocumentValue {
  ["name": .text(name), "value": .text(value)]
}

extension WorkedExampleSettings {
  /// The settings of the worked example for templates, a row a setting.
  var documentValues: [DocumentValue] {
    networkValues + [
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

extension WorkedExampleSettings {
  /// The network of one's own and how it is trained; nothing for the article's.
  private var networkValues: [DocumentValue] {
    guard !isArticleNetwork else { return [] }
    let training = network.training
    let file = networkFile.map { " (\($0.name.escapedForMarkdown))" } ?? ""
    var rows = [
      row("network", "\(network.summary)\(file)"),
      row("loss", training.loss.rawValue),
    ]
    if network.samples.count > 1 {
      rows += [
        row("samples", FixedText.grouped(network.samples.count)),
        row("reduction", training.reduction.rawValue),
        row(
          "batch",
          network.stepsPerEpoch == 1
            ? "all samples"
            : FixedText.counted(network.batches[0].count, "sample")
              + ", \(network.stepsPerEpoch) steps an epoch"),
      ]
    }
    rows.append(row("optimizer", training.optimizer.text))
    let warmup = training.schedule.warmupEpochs
    rows.append(
      row(
        "schedule",
        training.schedule.main.text
          + (warmup > 0 ? " after \(FixedText.counted(warmup, "epoch")) of warmup" : "")))
    return rows
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
