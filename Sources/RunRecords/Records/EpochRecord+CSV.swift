import ConvNet
import TextFormats

/// A number of an epoch that tables list and figures draw.
package struct EpochMetric: Sendable {
  /// The name in a table for programs, such as `train_loss`.
  package let name: String
  /// Its value; nil where the epoch does not have it.
  package let value: @Sendable (EpochRecord) -> Double?

  /// The numbers that every epoch has, in the order of `history.csv`.
  ///
  /// - Parameter images: Which images the run is watched by.
  /// - Returns: The metrics.
  package static func learning(_ images: HeldOutImages) -> [EpochMetric] {
    [
      EpochMetric(name: "learning_rate") { $0.learningRate },
      EpochMetric(name: "train_loss") { $0.trainLoss },
      EpochMetric(name: "train_accuracy") { $0.trainAccuracy },
      EpochMetric(name: "\(images.rawValue)_loss") { $0.heldOut.loss },
      EpochMetric(name: "\(images.rawValue)_accuracy") { $0.heldOut.accuracy },
    ]
  }

  /// The numbers that say how training goes inside the network.
  package static let health = [
    EpochMetric(name: "gradient_norm") { $0.health?.gradientNorm },
    EpochMetric(name: "update_ratio") { $0.health?.updateRatio },
    EpochMetric(name: "dead_relus") { $0.health?.deadShare },
  ]
}

extension EpochRecord {
  /// The whole `history.csv`, its lines ended as RFC 4180 wants.
  ///
  /// - Parameters:
  ///   - history: The epochs.
  ///   - images: Which images the run is watched by.
  /// - Returns: The numbers of the network's health come last, where an epoch has them.
  package static func csv(_ history: [EpochRecord], _ images: HeldOutImages) -> String {
    let metrics =
      EpochMetric.learning(images) + [EpochMetric(name: "seconds") { $0.seconds }]
      + (history.contains { $0.health != nil } ? EpochMetric.health : [])
    let rows = history.map { epoch in
      (["\(epoch.epoch)"] + metrics.map { $0.value(epoch).map(CSV.number) ?? "" })
        .joined(separator: ",")
    }
    return ([(["epoch"] + metrics.map(\.name)).joined(separator: ",")] + rows)
      .joined(separator: "\r\n") + "\r\n"
  }

  /// The numbers of every stage, a row each: epoch, layer, metric, value; RFC 4180.
  ///
  /// - Parameter history: The epochs.
  /// - Returns: The text of `layers.csv`; nil where no epoch has such numbers.
  package static func layersCSV(_ history: [EpochRecord]) -> String? {
    guard history.contains(where: { $0.health != nil }) else { return nil }
    var text = CSV.head(["epoch", "layer", "metric", "value"])
    for epoch in history {
      for stage in epoch.health?.stages ?? [] {
        for (metric, value) in [
          ("gradient_norm", stage.gradientNorm), ("update_ratio", stage.updateRatio),
          ("dead_relus", stage.deadShare),
        ] {
          text += CSV.row(["\(epoch.epoch)", CSV.text(stage.name), metric, CSV.number(value)])
        }
      }
    }
    return text
  }
}
