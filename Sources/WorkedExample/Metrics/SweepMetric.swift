package import Backprop

/// A number by which learning rates are compared.
///
/// It is described once: the tables of a terminal and of Markdown, CSV, JSON and the workbooks take
/// their headings, values and formulas from here.
package struct SweepMetric: Sendable {
  /// What is measured.
  package enum Quantity: Hashable, Sendable {
    /// The total error of the first epoch.
    case first
    /// The total error of the last epoch.
    case last
    /// The smallest total error.
    case smallest
    /// The first epoch with the smallest total error.
    case smallestEpoch
    /// The first epoch whose total error is at most this part of the first epoch's.
    case reached(share: Double)
    /// How many epochs ended above the epoch before.
    case rises
    /// The largest eigenvalue of the Hessian in the first, the last or the sharpest epoch.
    case sharpness
    /// The largest rate whose steps are stable at a sharpness: 2/λ.
    case stabilityLimit
  }

  /// What is measured.
  package let quantity: Quantity
  /// The heading in a workbook.
  package let title: String
  /// The heading in the table of a terminal and in Markdown.
  package let shortTitle: String
  /// The heading in CSV.
  package let csvName: String
  /// The member's name in JSON: one name, or that of an object and of a member in it.
  let jsonPath: [String]
  /// The number; nil where the loss was not reached, or there is none.
  package let value: @Sendable (SweepSummary) -> Double?

  private init(
    _ quantity: Quantity, _ title: String, short: String? = nil, csv: String, json: String,
    value: @escaping @Sendable (SweepSummary) -> Double?
  ) {
    self.quantity = quantity
    self.title = title
    shortTitle = short ?? title
    csvName = csv
    jsonPath = json.split(separator: ".").map(String.init)
    self.value = value
  }

  /// The metrics that tables show, in their order.
  package static let tabled = [
    SweepMetric(.first, "first loss", csv: "first_loss", json: "first", value: \.first),
    SweepMetric(.last, "last loss", csv: "last_loss", json: "last", value: \.last),
    SweepMetric(
      .smallest, "smallest loss", short: "smallest", csv: "smallest_loss", json: "smallest",
      value: \.smallest),
    SweepMetric(
      .smallestEpoch, "in epoch", csv: "smallest_epoch", json: "smallestEpoch",
      value: { Double($0.smallestEpoch) }),
    SweepMetric(
      .reached(share: 0.1), "epochs to 10 %", short: "to 10 %", csv: "epoch_to_10_percent",
      json: "epochTo10Percent", value: { epoch($0.epochTo10Percent, in: $0) }),
    SweepMetric(
      .reached(share: 0.01), "epochs to 1 %", short: "to 1 %", csv: "epoch_to_1_percent",
      json: "epochTo1Percent", value: { epoch($0.epochTo1Percent, in: $0) }),
  ]

  /// All metrics: the tabled ones, then those that stand in CSV and JSON only.
  package static let all =
    tabled + [
      SweepMetric(.rises, "rises", csv: "rises", json: "rises", value: { Double($0.rises) }),
      SweepMetric(
        .sharpness, "first sharpness", csv: "first_sharpness", json: "sharpness.first",
        value: { $0.sharpness?.first }),
      SweepMetric(
        .sharpness, "last sharpness", csv: "last_sharpness", json: "sharpness.last",
        value: { $0.sharpness?.last }),
      SweepMetric(
        .sharpness, "largest sharpness", csv: "largest_sharpness", json: "sharpness.largest",
        value: { $0.sharpness?.largest }),
      SweepMetric(
        .stabilityLimit, "first 2/λ", csv: "first_stability_limit", json: "stabilityLimit.first",
        value: { $0.sharpness.flatMap { Sharpness.stabilityLimit($0.first) } }),
      SweepMetric(
        .stabilityLimit, "last 2/λ", csv: "last_stability_limit", json: "stabilityLimit.last",
        value: { $0.sharpness.flatMap { Sharpness.stabilityLimit($0.last) } }),
    ]

  /// The metrics that wait for a part of the first loss, with that part.
  package static let reached: [(metric: SweepMetric, share: Double)] = tabled.compactMap { metric in
    guard case .reached(let share) = metric.quantity else { return nil }
    return (metric, share)
  }

  /// An epoch that was reached; of a first loss that is not finite no part can be reached.
  private static func epoch(_ epoch: Int?, in summary: SweepSummary) -> Double? {
    summary.first.isFinite ? epoch.map(Double.init) : nil
  }

  /// Whether the number counts epochs; the others are measured.
  package var isCount: Bool {
    switch quantity {
    case .first, .last, .smallest, .sharpness, .stabilityLimit: false
    case .smallestEpoch, .reached, .rises: true
    }
  }

  /// Whether the losses that the number is taken from are finite.
  ///
  /// - Parameter summary: What the training with the rate came to.
  /// - Returns: Whether there is a number to show.
  package func isFinite(_ summary: SweepSummary) -> Bool {
    switch quantity {
    case .first, .sharpness, .stabilityLimit: summary.first.isFinite
    case .last: summary.last.isFinite
    case .smallest, .smallestEpoch, .reached, .rises: summary.overflowEpoch == nil
    }
  }
}
