package import LearningRateAnalysis
import Numerals
package import TextFormats

/// A metric in a table for people, in CSV and in JSON.
extension SweepMetric {
  /// The number in a table for people: losses to six digits, the accuracy in percent, a dash where the
  /// loss was not reached.
  package func text(_ summary: SweepSummary) -> String {
    guard let value = value(summary) else { return "–" }
    guard value.isFinite else { return NumberText.word(value) }
    if quantity == .accuracy { return "\(NumberText.significant(value * 100, 4)) %" }
    return isCount
      ? NumberText.shortest(value) : NumberText.significant(value, quantity.isCurved ? 4 : 6)
  }

  /// The number as a field of CSV; empty where the loss was not reached.
  ///
  /// - Parameter summary: The results of the training with the rate.
  /// - Returns: The field.
  package func csv(_ summary: SweepSummary) -> String {
    value(summary).map { isCount ? NumberText.shortest($0) : CSV.number($0) } ?? ""
  }

  /// The number in JSON; null where the loss was not reached.
  private func json(_ summary: SweepSummary) -> JSON {
    value(summary).map { isCount ? .integer(Int($0)) : .number($0) } ?? .null
  }

  /// The metrics of one rate as members of a JSON object; those of an object stand together in it.
  ///
  /// - Parameters:
  ///   - metrics: The metrics.
  ///   - summary: The result of the training with the rate.
  /// - Returns: The members, in the order of the metrics.
  package static func members(_ metrics: [SweepMetric], of summary: SweepSummary) -> [JSON.Member] {
    var members: [JSON.Member] = []
    for metric in metrics {
      guard let name = metric.jsonPath.last, metric.jsonPath.count > 1 else {
        members.append(JSON.Member(metric.jsonPath[0], metric.json(summary)))
        continue
      }
      let member = JSON.Member(name, metric.json(summary))
      if let last = members.last, last.name == metric.jsonPath[0] {
        members[members.count - 1] = JSON.Member(
          last.name, .object((last.value.members ?? []) + [member]))
      } else {
        members.append(JSON.Member(metric.jsonPath[0], .object([member])))
      }
    }
    return members
  }
}
