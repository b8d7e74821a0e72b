import Backprop
import Numerals
import TextFormats

/// Learning rates and their verdicts as the rows of a table for people.
enum RateTable {
  /// The headings.
  static let head = ["η"] + SweepMetric.tabled.map(\.shortTitle) + ["verdict"]

  /// One rate: the rate, its metrics, the verdict.
  static func cells(_ diagnosis: LearningRateDiagnosis) -> [String] {
    [NumberText.shortest(diagnosis.summary.learningRate)]
      + SweepMetric.tabled.map { $0.text(diagnosis.summary) } + [diagnosis.outcome.rawValue]
  }

  /// The table for a terminal, with its headings.
  static func lines(_ diagnoses: [LearningRateDiagnosis]) -> [String] {
    TextTable.lines(
      [head] + diagnoses.map(cells),
      sides: head.indices.map { $0 == head.count - 1 ? .left : .right })
  }
}
