import Numerals
import TextFormats
import Backprop

extension Sweep {
  /// How many rates a table shows in full; of more, the table shows where the verdicts change.
  static let rowLimit = 40

  /// The sweep for a terminal: a table, the verdicts' zones where there are many rates, and the
  /// recommended rate with its reason.
  package var text: String {
    var lines = JudgementTable.lines(shown)
    if shown.count < judgements.count {
      lines.append("")
      lines.append(
        "\(judgements.count) rates over \(FixedText.counted(settings.epochs, "epoch")); shown are the ends of each zone:"
      )
      for zone in zones { lines.append("  " + Self.sentence(zone)) }
    }
    lines.append("")
    lines.append(conclusion)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The sweep as Markdown.
  package var markdown: String {
    let head = JudgementTable.head
    let rows =
      [
        "| " + head.joined(separator: " | ") + " |",
        "|" + head.map { $0 == "verdict" ? " --- |" : " ---: |" }.joined(),
      ]
      + shown.map { "| " + JudgementTable.cells($0).joined(separator: " | ") + " |" }
    return "# Learning rates compared\n\n\(conclusion)\n\n"
      + rows.joined(separator: "\n") + "\n\n"
      + (shown.count < judgements.count
      ? zones.map { "- " + Self.sentence($0) }
      : shown.map {
        "- η = \(NumberText.shortest($0.summary.learningRate)), **\($0.verdict.rawValue)**. "
          + $0.evidence
      }).joined(separator: "\n") + "\n"
  }

  /// The recommended rate with its reason, or what to do instead.
  var conclusion: String { Judge.conclusion(judgements) }

  /// The rates of a table: all of a few; of many the two ends of each zone and the recommended one.
  private var shown: [Judgement] {
    guard judgements.count > Self.rowLimit else { return judgements }
    var rates = Set(zones.flatMap { [$0.from, $0.to] })
    if let recommendation { rates.insert(recommendation.learningRate) }
    let chosen = judgements.filter { rates.contains($0.summary.learningRate) }
    return Array(chosen.prefix(4 * Self.rowLimit))
  }

  private static func sentence(_ zone: (verdict: Verdict, from: Double, to: Double)) -> String {
    let from = NumberText.significant(zone.from, 4)
    let to = NumberText.significant(zone.to, 4)
    return zone.from == zone.to
      ? "η = \(from): \(zone.verdict.rawValue)"
      : "η = \(from) … \(to): \(zone.verdict.rawValue)"
  }
}
