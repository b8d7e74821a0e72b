internal import Backprop

extension Sweep {
  /// How many rates a table shows in full; of more, the table shows where the verdicts change.
  static let rowLimit = 40

  /// The sweep for a terminal: a table, the verdicts' zones where there are many rates, and the
  /// recommended rate with its reason.
  public var text: String {
    var lines = Self.aligned(shown.map(Self.cells))
    if shown.count < judgements.count {
      lines.append("")
      lines.append(
        "\(judgements.count) rates over \(settings.epochs) epochs; shown are the ends of each zone:"
      )
      for zone in zones { lines.append("  " + Self.sentence(zone)) }
    }
    lines.append("")
    lines.append(recommendationSentence)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The sweep as Markdown.
  public var markdown: String {
    let cells = shown.map(Self.cells)
    let head = Self.head
    let rows =
      ["| " + head.joined(separator: " | ") + " |", "|" + head.map { _ in " ---: |" }.joined()]
      + zip(shown, cells).map { judgement, cells in
        "| " + cells.joined(separator: " | ") + " |"
      }
    return "# Learning rates compared\n\n\(recommendationSentence)\n\n"
      + rows.joined(separator: "\n") + "\n\n"
      + (shown.count < judgements.count
      ? zones.map { "- " + Self.sentence($0) }
      : shown.map {
        "- η = \(NumberText.shortest($0.summary.learningRate)), **\($0.verdict.rawValue)**. "
          + $0.evidence
      }).joined(separator: "\n") + "\n"
  }

  /// The recommended rate with its reason, or that there is none.
  var recommendationSentence: String {
    recommendation.map { "Recommended: \($0.reason)" }
      ?? "No rate is recommended: none of them brings the loss down and keeps it there."
  }

  /// The rates of a table: all of a few; of many the two ends of each zone and the recommended one.
  private var shown: [Judgement] {
    guard judgements.count > Self.rowLimit else { return judgements }
    var rates = Set(zones.flatMap { [$0.from, $0.to] })
    if let recommendation { rates.insert(recommendation.learningRate) }
    let chosen = judgements.filter { rates.contains($0.summary.learningRate) }
    return Array(chosen.prefix(4 * Self.rowLimit))
  }

  private static let head = [
    "η", "first loss", "last loss", "smallest", "in epoch", "to 10 %", "to 1 %", "verdict",
  ]

  private static func cells(_ judgement: Judgement) -> [String] {
    let summary = judgement.summary
    let digits = { (value: Double) in NumberText.significant(value, 6) }
    return [
      NumberText.shortest(summary.learningRate), digits(summary.first), digits(summary.last),
      digits(summary.smallest), String(summary.smallestEpoch),
      summary.epochTo10Percent.map(String.init) ?? "–",
      summary.epochTo1Percent.map(String.init) ?? "–", judgement.verdict.rawValue,
    ]
  }

  /// Rows with a head: numbers to the right, the last column to the left.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let rows = [head] + rows
    let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map { column -> String in
        if column == row.count - 1 { return row[column] }
        return String(repeating: " ", count: widths[column] - row[column].count) + row[column]
      }
      return cells.joined(separator: "  ")
    }
  }

  private static func sentence(_ zone: (verdict: Verdict, from: Double, to: Double)) -> String {
    let from = NumberText.significant(zone.from, 4)
    let to = NumberText.significant(zone.to, 4)
    return zone.from == zone.to
      ? "η = \(from): \(zone.verdict.rawValue)"
      : "η = \(from) … \(to): \(zone.verdict.rawValue)"
  }
}
