import Backprop
import Numerals
import TextFormats

/// A metric in a table for people, in CSV and in JSON.
extension SweepMetric {
  /// The number in a table for people: losses to six digits, a dash where the loss was not reached.
  func text(_ summary: SweepSummary) -> String {
    value(summary).map { isLoss ? NumberText.significant($0, 6) : NumberText.shortest($0) } ?? "–"
  }

  /// The number as a field of CSV; empty where the loss was not reached.
  func csv(_ summary: SweepSummary) -> String {
    value(summary).map { isLoss ? CSV.number($0) : NumberText.shortest($0) } ?? ""
  }

  /// The number as a member of a JSON object; null where the loss was not reached.
  func json(_ summary: SweepSummary) -> JSON.Member {
    JSON.Member(
      jsonName, value(summary).map { isLoss ? .number($0) : .integer(Int($0)) } ?? .null)
  }
}
