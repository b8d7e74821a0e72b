package import Backprop
package import LearningRateAnalysis

/// A number by which learning rates are compared.
///
/// It is described once: the tables of a terminal and of Markdown, CSV, JSON and the workbooks take
/// their headings, values and formulas from here.
package struct SweepMetric: Sendable {
  /// What is measured.
  package enum Quantity: Hashable, Sendable {
    /// The loss of the first epoch.
    case first
    /// The loss of the last epoch.
    case last
    /// The smallest loss.
    case smallest
    /// The first epoch with the smallest loss.
    case smallestEpoch
    /// The first epoch whose loss is at most this part of the first epoch's.
    case reached(share: Double)
    /// The largest loss.
    case largest
    /// How many epochs ended above the epoch before.
    case rises
    /// The part of all samples that are classified right in the end.
    case accuracy
    /// The largest eigenvalue of the Hessian in the first, the last or the sharpest epoch.
    case sharpness
    /// The largest rate whose steps are stable at a sharpness: 2/λ, or what the optimizer makes of it.
    case stabilityLimit

    /// Whether it is taken from the curvature and not from the losses.
    package var isCurved: Bool { self == .sharpness || self == .stabilityLimit }
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

  /// The metrics of the losses, in the order in which tables show them.
  private static let tabled = [
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
    SweepMetric(
      .largest, "largest loss", short: "largest", csv: "largest_loss", json: "largest",
      value: \.largest),
    SweepMetric(.rises, "rises", csv: "rises", json: "rises", value: { Double($0.rises) }),
  ]

  /// What a network that tells classes apart is asked for besides.
  private static let accuracy = SweepMetric(
    .accuracy, "accuracy", csv: "accuracy", json: "accuracy", value: \.accuracy)

  /// The metrics that tables of a network's trainings show: those of the losses, and the accuracy where
  /// it tells classes apart.
  ///
  /// - Parameter network: The network.
  /// - Returns: The metrics, in their order.
  package static func tabled(for network: Network) -> [SweepMetric] {
    tabled + (network.classification == nil ? [] : [accuracy])
  }

  /// All metrics of a network's trainings: those of tables, then those of the curvature.
  ///
  /// - Parameter network: The network.
  /// - Returns: The metrics, in their order.
  package static func all(for network: Network) -> [SweepMetric] {
    tabled(for: network) + curved
  }

  /// The metrics of the curvature, in the order in which tables show them.
  package static let curved = [
    SweepMetric(
      .sharpness, "first sharpness", short: "λ first", csv: "first_sharpness",
      json: "sharpness.first",
      value: { $0.sharpness?.first }),
    SweepMetric(
      .sharpness, "last sharpness", short: "λ last", csv: "last_sharpness", json: "sharpness.last",
      value: { $0.sharpness?.last }),
    SweepMetric(
      .sharpness, "largest sharpness", short: "λ largest", csv: "largest_sharpness",
      json: "sharpness.largest",
      value: { $0.sharpness?.largest }),
    SweepMetric(
      .stabilityLimit, "first \(limit)", short: "\(limit) first", csv: "first_stability_limit",
      json: "stabilityLimit.first",
      value: { summary in summary.sharpness.flatMap { summary.stability.limit($0.first) } }),
    SweepMetric(
      .stabilityLimit, "last \(limit)", short: "\(limit) last", csv: "last_stability_limit",
      json: "stabilityLimit.last",
      value: { summary in summary.sharpness.flatMap { summary.stability.limit($0.last) } }),
  ]

  /// What headings call the limit of plain gradient descent.
  private static let limit = "2/λ"

  /// A heading as it reads for an optimizer.
  ///
  /// - Parameters:
  ///   - title: ``title`` or ``shortTitle``.
  ///   - rule: What the sharpness says for the optimizer.
  /// - Returns: The heading with the optimizer's formula.
  package static func heading(_ title: String, _ rule: StabilityRule) -> String {
    title.replacing(limit, with: rule.formula ?? "limit")
  }

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
    case .first, .last, .smallest, .largest, .accuracy, .sharpness, .stabilityLimit: false
    case .smallestEpoch, .reached, .rises: true
    }
  }

  /// Whether the number is a loss.
  package var isLoss: Bool { !isCount && quantity != .accuracy && !quantity.isCurved }

  /// Whether the losses that the number is taken from are finite.
  ///
  /// - Parameter summary: The results of the training with the rate.
  /// - Returns: Whether there is a number to show.
  package func isFinite(_ summary: SweepSummary) -> Bool {
    switch quantity {
    case .first, .sharpness, .stabilityLimit: summary.first.isFinite
    case .last: summary.last.isFinite
    case .accuracy: summary.accuracy?.isFinite ?? false
    case .smallest, .largest, .smallestEpoch, .reached, .rises: summary.overflowEpoch == nil
    }
  }
}
