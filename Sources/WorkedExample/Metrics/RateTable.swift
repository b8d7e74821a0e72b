package import Backprop
import Numerals
import TextFormats

/// Learning rates and their verdicts as the rows of a table for people.
package enum RateTable {
  /// The headings.
  package static let head = ["η"] + SweepMetric.tabled.map(\.shortTitle) + ["verdict"]

  /// One rate: the rate, its metrics, the verdict.
  ///
  /// - Parameter diagnosis: What became of the rate.
  /// - Returns: A cell for each of ``head``.
  package static func cells(_ diagnosis: LearningRateDiagnosis) -> [String] {
    [NumberText.shortest(diagnosis.summary.learningRate)]
      + SweepMetric.tabled.map { $0.text(diagnosis.summary) } + [diagnosis.outcome.rawValue]
  }

  /// The table for a terminal, with its headings.
  ///
  /// - Parameter diagnoses: The rates, one a row.
  /// - Returns: The lines.
  package static func lines(_ diagnoses: [LearningRateDiagnosis]) -> [String] {
    TextTable.lines(
      [head] + diagnoses.map(cells),
      sides: head.indices.map { $0 == head.count - 1 ? .left : .right })
  }
}
