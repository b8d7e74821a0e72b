package import Backprop
package import LearningRateAnalysis
import Numerals
import TextFormats

/// Learning rates and their verdicts as the rows of a table for people.
package struct RateTable {
  /// The metrics that the table shows: those of the curvature where it is known.
  private let metrics: [SweepMetric]
  /// The headings.
  package let head: [String]

  /// Decides on the columns.
  ///
  /// - Parameters:
  ///   - diagnoses: The rates that the table is going to show.
  ///   - network: The network that they train.
  package init(_ diagnoses: [LearningRateDiagnosis], of network: Network) {
    let summaries = diagnoses.map(\.summary)
    let curved = SweepMetric.curved.filter { metric in
      summaries.contains { metric.value($0) != nil }
    }
    metrics = SweepMetric.tabled(for: network) + curved
    let rule = summaries.first?.stability ?? StabilityRule(.gradientDescent)
    head =
      ["η"] + metrics.map { SweepMetric.heading($0.shortTitle, rule) } + ["verdict"]
  }

  /// One rate: the rate, its metrics, the verdict.
  ///
  /// - Parameter diagnosis: What became of the rate.
  /// - Returns: A cell for each of ``head``.
  package func cells(_ diagnosis: LearningRateDiagnosis) -> [String] {
    [NumberText.shortest(diagnosis.summary.learningRate)]
      + metrics.map { $0.text(diagnosis.summary) } + [diagnosis.outcome.rawValue]
  }

  /// What happened with the rates that failed, for a terminal.
  ///
  /// - Parameter diagnoses: The rates that the table shows.
  /// - Returns: A line for the lowest rate of each verdict that is a failure, in rising order.
  package static func failures(_ diagnoses: [LearningRateDiagnosis]) -> [String] {
    var seen: Set<TrainingOutcome> = []
    return diagnoses.sorted { $0.summary.learningRate < $1.summary.learningRate }
      .filter { $0.isFailure && seen.insert($0.outcome).inserted }.compactMap(\.failureSentence)
  }

  /// The table for a terminal, with its headings.
  ///
  /// - Parameters:
  ///   - diagnoses: The rates, one a row.
  ///   - network: The network that they train.
  /// - Returns: The lines.
  package static func lines(
    _ diagnoses: [LearningRateDiagnosis], of network: Network
  ) -> [String] {
    let table = RateTable(diagnoses, of: network)
    return TextTable.lines(
      [table.head] + diagnoses.map(table.cells),
      sides: table.head.indices.map { $0 == table.head.count - 1 ? .left : .right })
  }
}
