import LearningRateAnalysis
import Numerals
package import TextFormats

extension RateSearch {
  /// What was found, for a terminal.
  package var text: String {
    let ends = [range.lowerBound, range.upperBound].map { NumberText.shortest($0) }
    let table = TextTable.lines(
      [["", "η", ""]] + rows.map { [$0.name, $0.rate, $0.note] }, sides: [.left, .right, .left])
    return
      ([
        "Learning rates from \(ends[0]) to \(ends[1]) over \(FixedText.counted(epochs, "epoch")); "
          + "every rate has three digits and was trained itself.", "",
      ] + table.dropFirst() + [
        "", "\(FixedText.grouped(evaluations)) rates were trained.",
      ]).joined(separator: "\n") + "\n"
  }

  /// What was found, for a program.
  package var json: JSON {
    func rate(_ diagnosis: LearningRateDiagnosis?) -> JSON {
      guard let diagnosis else { return .null }
      return [
        "learningRate": .number(diagnosis.summary.learningRate),
        "verdict": .string(diagnosis.outcome.rawValue), "evidence": .string(diagnosis.reason),
      ]
    }
    return [
      "schemaVersion": 1, "epochs": .integer(epochs),
      "from": .number(range.lowerBound), "to": .number(range.upperBound),
      "evaluations": .integer(evaluations), "fastest": rate(fastest),
      "firstThatRises": rate(firstRising), "largestThatConverges": rate(largestConverging),
      "nextThatFails": rate(firstFailing),
      "stability": [
        "formula": rule.formula.map { .string($0) } ?? .null,
        "limitAtStart": startSharpness.flatMap(rule.limit).map { .number($0) } ?? .null,
        "limitAtMinimum": minimumSharpness.flatMap(rule.limit).map { .number($0) } ?? .null,
      ],
    ]
  }

  /// A row for each rate: what it is, the rate, and what belongs beside it.
  private var rows: [(name: String, rate: String, note: String)] {
    func rate(_ diagnosis: LearningRateDiagnosis?) -> String {
      diagnosis.map { NumberText.shortest($0.summary.learningRate) } ?? "none"
    }
    return [
      ("fastest without rising", rate(fastest), fastestNote),
      ("first whose loss rises", rate(firstRising), risingNote),
      ("largest that converges", rate(largestConverging), failingNote),
    ]
  }

  private var fastestNote: String {
    guard let fastest else { return "" }
    let reached =
      fastestEpoch.map {
        "below \(NumberText.shortest(Self.target)) of the first loss in epoch \($0)"
      } ?? "last loss \(NumberText.significant(fastest.summary.last, 4))"
    guard rule.formula == "2/λ", let limit = minimumSharpness.flatMap(rule.limit) else {
      return reached
    }
    return "\(reached); 1/λ where it ended is \(NumberText.significant(limit / 2, 4))"
  }

  private var risingNote: String {
    guard let formula = rule.formula else { return rule.absence ?? "" }
    let limits = [
      startSharpness.flatMap(rule.limit).map { "\(NumberText.significant($0, 4)) at the start" },
      minimumSharpness.flatMap(rule.limit).map {
        "\(NumberText.significant($0, 4)) where the fastest ended"
      },
    ].compactMap(\.self)
    return limits.isEmpty ? "" : "\(formula) is \(limits.joined(separator: ", "))"
  }

  private var failingNote: String {
    guard let failing = firstFailing else {
      return largestConverging == nil ? "" : "no larger rate was tried"
    }
    let rate = NumberText.shortest(failing.summary.learningRate)
    return "the next tried, \(rate): \(failing.outcome.rawValue)"
  }
}
