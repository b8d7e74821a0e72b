/// Descriptions of figures in words, made from their data.
package enum AltText {
  /// The course of one curve as a sentence.
  ///
  /// For example "Loss falls from 0.01418 to 0.0001968 over 68 epochs at η = 1; monotone;
  /// steepest between epochs 1 and 2."
  ///
  /// - Parameters:
  ///   - series: The curve.
  ///   - quantity: What its values are, such as "loss".
  ///   - step: What a step along x is, in the singular, such as "epoch".
  ///   - unit: The unit of the values, such as "%"; `nil` for pure numbers.
  /// - Returns: A sentence that begins with a capital letter and ends with a full stop.
  package static func sentence(
    _ series: Series, quantity: String, step: String, unit: String? = nil
  ) -> String {
    func value(_ value: Double) -> String { number(value) + (unit.map { " \($0)" } ?? "") }
    // "at η = 1" for a condition, "(last loss)" for a name.
    let condition =
      series.name.isEmpty
      ? "" : series.name.contains(" = ") ? " at \(series.name)" : " (\(series.name))"
    let subject = quantity.isEmpty ? "The curve" : capitalized(quantity)
    guard let trend = Trend(x: series.x, y: series.y) else {
      return "\(subject) has no finite value\(condition)."
    }
    let steps = plural(step.isEmpty ? "point" : step)
    let span = "over \(trend.count) \(trend.count == 1 ? singular(step) : steps)"
    var parts: [String]
    switch trend.course {
    case .constant:
      parts = ["\(subject) stays at \(value(trend.first.y)) \(span)\(condition)"]
    case .falling, .rising, .mixed:
      let verb =
        trend.last.y < trend.first.y ? "falls" : trend.last.y > trend.first.y ? "rises" : "goes"
      parts = [
        "\(subject) \(verb) from \(value(trend.first.y)) to \(value(trend.last.y)) \(span)"
          + condition
      ]
      parts.append(trend.course == .mixed ? extremes(trend, step, value) : "monotone")
    }
    if let steepest = trend.steepest, trend.count > 2 {
      parts.append(
        "steepest between \(steps) \(number(steepest.from)) and \(number(steepest.to))")
    }
    if let zeros = zeros(trend, step) { parts.append(zeros) }
    if trend.missing > 0 {
      parts.append("\(trend.missing) \(trend.missing == 1 ? "value is" : "values are") not finite")
    }
    return parts.joined(separator: "; ") + "."
  }

  /// A number with four significant digits, as the sentences write it.
  package static func number(_ value: Double) -> String { NumberFormat.significant(4).text(value) }

  /// A text with its first letter as a capital.
  package static func capitalized(_ text: String) -> String {
    guard let first = text.first, first.isASCII else { return text }
    return first.uppercased() + text.dropFirst()
  }

  /// A zone with its ends, such as "converging from 0.58 to 761", or in its own words.
  package static func zone(_ band: Band) -> String {
    guard band.words.isEmpty else { return band.words }
    let (low, high) = (band.range.lowerBound, band.range.upperBound)
    return band.label + (low.isFinite ? " from \(number(low))" : "")
      + (high.isFinite ? " to \(number(high))" : "")
  }

  /// Words in a list, such as "a, b and c".
  package static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func extremes(
    _ trend: Trend, _ step: String, _ value: (Double) -> String
  ) -> String {
    let noun = singular(step)
    return
      "not monotone, smallest \(value(trend.smallest.y)) at \(noun) \(number(trend.smallest.x))"
      + ", largest \(value(trend.largest.y)) at \(noun) \(number(trend.largest.x))"
  }

  /// Where the values are exactly zero; `nil` for one zero that the sentence names already, and
  /// for a constant curve.
  private static func zeros(_ trend: Trend, _ step: String) -> String? {
    guard trend.zeros > 1, trend.course != .constant else { return nil }
    if let from = trend.zeroFrom, from.x != trend.last.x {
      return "exactly 0 from \(singular(step)) \(number(from.x)) on"
    }
    return "exactly 0 at \(trend.zeros) \(plural(singular(step)))"
  }

  private static func singular(_ noun: String) -> String { noun.isEmpty ? "point" : noun }

  /// "epochs", but "values of learning rate η": a symbol has no plural.
  static func plural(_ noun: String) -> String {
    if let last = noun.split(separator: " ").last, last.count == 1 { return "values of \(noun)" }
    return noun.hasSuffix("s") ? noun : noun + "s"
  }
}
