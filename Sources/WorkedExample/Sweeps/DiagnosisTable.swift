import Numerals
import TextFormats
import Backprop

/// What is told of each learning rate, as the cells of a table.
enum DiagnosisTable {
  /// What the columns are called.
  static let head = [
    "η", "first loss", "last loss", "smallest", "in epoch", "to 10 %", "to 1 %", "verdict",
  ]

  /// One rate: losses to six digits, epochs or a dash where a loss was not reached, the verdict.
  static func cells(_ diagnosis: LearningRateDiagnosis) -> [String] {
    let summary = diagnosis.summary
    let digits = { (value: Double) in NumberText.significant(value, 6) }
    return [
      NumberText.shortest(summary.learningRate), digits(summary.first), digits(summary.last),
      digits(summary.smallest), String(summary.smallestEpoch),
      summary.epochTo10Percent.map(String.init) ?? "–",
      summary.epochTo1Percent.map(String.init) ?? "–", diagnosis.outcome.rawValue,
    ]
  }

  /// The table for a terminal, with its head.
  static func lines(_ diagnoses: [LearningRateDiagnosis]) -> [String] {
    TextTable.lines(
      [head] + diagnoses.map(cells),
      sides: head.indices.map { $0 == head.count - 1 ? .left : .right })
  }
}
