import Backprop

/// A number by which learning rates are compared.
///
/// It is described once: the tables of a terminal and of Markdown, CSV, JSON and the workbooks take
/// their headings, values and formulas from here.
struct SweepMetric: Sendable {
  /// What is measured.
  enum Quantity: Hashable, Sendable {
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
  }

  /// What is measured.
  let quantity: Quantity
  /// The heading in a workbook.
  let title: String
  /// The heading in the table of a terminal and in Markdown.
  let shortTitle: String
  /// The heading in CSV.
  let csvName: String
  /// The member's name in JSON.
  let jsonName: String
  /// The number; nil where the loss was not reached.
  let value: @Sendable (SweepSummary) -> Double?

  private init(
    _ quantity: Quantity, _ title: String, short: String? = nil, csv: String, json: String,
    value: @escaping @Sendable (SweepSummary) -> Double?
  ) {
    self.quantity = quantity
    self.title = title
    shortTitle = short ?? title
    csvName = csv
    jsonName = json
    self.value = value
  }

  /// The metrics that tables show, in their order.
  static let tabled = [
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
  static let all =
    tabled + [
      SweepMetric(.rises, "rises", csv: "rises", json: "rises", value: { Double($0.rises) })
    ]

  /// The metrics that wait for a part of the first loss, with that part.
  static let reached: [(metric: SweepMetric, share: Double)] = tabled.compactMap { metric in
    guard case .reached(let share) = metric.quantity else { return nil }
    return (metric, share)
  }

  /// An epoch that was reached; of a first loss that is not finite no part can be reached.
  private static func epoch(_ epoch: Int?, in summary: SweepSummary) -> Double? {
    summary.first.isFinite ? epoch.map(Double.init) : nil
  }

  /// Whether the number is a total error; the others count epochs.
  var isLoss: Bool {
    switch quantity {
    case .first, .last, .smallest: true
    case .smallestEpoch, .reached, .rises: false
    }
  }

  /// Whether the losses that the number is taken from are finite.
  func isFinite(_ summary: SweepSummary) -> Bool {
    switch quantity {
    case .first: summary.first.isFinite
    case .last: summary.last.isFinite
    case .smallest, .smallestEpoch, .reached, .rises: summary.overflowEpoch == nil
    }
  }
}
