import Charts
import LearningRateAnalysis
import NetworkFiles
import Numerals
package import TextFormats
import WorkedExample

extension OptimizerComparison {
  /// The headings of the table.
  private var head: [String] {
    ["optimizer", "best η"] + metrics.map(\.shortTitle) + ["verdict"]
  }

  /// What the optimizers are compared by.
  var metrics: [SweepMetric] { SweepMetric.tabled(for: settings.network) }

  private func cells(_ entry: Entry) -> [String] {
    let summary = entry.diagnosis.summary
    return [entry.optimizer.text, NumberText.significant(summary.learningRate, 4)]
      + metrics.map { $0.text(summary) } + [entry.diagnosis.outcome.rawValue]
  }

  /// The comparison for a terminal: a table, and the fastest optimizer with its reason.
  package var text: String {
    let sides = head.indices.map { index in
      index == 0 || index == head.count - 1 ? TextTable.Side.left : .right
    }
    let lines = TextTable.lines([head] + entries.map(cells), sides: sides)
    return (lines + [""] + failures + [conclusion]).joined(separator: "\n") + "\n"
  }

  /// What happened with the optimizers whose best rate fails.
  private var failures: [String] {
    entries.compactMap { entry in
      entry.diagnosis.failureSentence.map { "\(entry.optimizer.text), \($0)" }
    }
  }

  /// Which optimizer is fastest, with its numbers, or that none converges.
  package var conclusion: String {
    let tried = FixedText.counted(settings.learningRates.count, "rate")
    guard let fastest else {
      return "No optimizer converges with any of \(tried) in "
        + "\(FixedText.counted(settings.epochs, "epoch")). Compute more epochs, or try other rates."
    }
    let summary = fastest.diagnosis.summary
    let reached =
      summary.epochTo1Percent.map { "1 % of the first loss in epoch \($0)" }
      ?? summary.epochTo10Percent.map { "10 % of the first loss in epoch \($0)" }
      ?? "a loss of \(NumberText.significant(summary.last, 4))"
    let rank = entries.count == 1 ? "converges" : "is fastest"
    return "\(fastest.optimizer.text) \(rank): with η = "
      + "\(NumberText.significant(summary.learningRate, 4)) it reaches \(reached). Each optimizer was "
      + "tried with the same \(tried) and is shown with its best; "
      + "\(AltText.list(entries.map { "\($0.optimizer.text) converges with \($0.convergingCount)" }))."
  }

  /// The comparison as Markdown.
  package var markdown: String {
    let rows =
      [
        "| " + head.joined(separator: " | ") + " |",
        "|"
          + head.map { ["optimizer", "verdict"].contains($0) ? " --- |" : " ---: |" }.joined(),
      ] + entries.map { "| " + cells($0).joined(separator: " | ") + " |" }
    let reasons = entries.map {
      "- **\($0.optimizer.text)**, η = \(NumberText.significant($0.diagnosis.summary.learningRate, 4)), "
        + "\($0.diagnosis.outcome.rawValue). \($0.diagnosis.reason)"
    }
    return [
      "# Optimizers compared", conclusion, rows.joined(separator: "\n"),
      reasons.joined(separator: "\n"), "![\(chart(theme: .plain).altText)](figures/optimizers.svg)",
    ].joined(separator: "\n\n") + "\n"
  }

  /// A row an epoch, a column an optimizer, as CSV.
  package var lossesCSV: String {
    var text = CSV.row(["epoch"] + entries.map(\.optimizer.text))
    for epoch in 0..<settings.epochs {
      text += CSV.row([String(epoch + 1)] + entries.map { CSV.number($0.losses[epoch]) })
    }
    return text
  }

  /// A row an optimizer as CSV: its best rate, losses, epochs, verdict and the reason.
  package var summaryCSV: String {
    var text = CSV.row(
      ["optimizer", "learning_rate", "converging_rates"] + metrics.map(\.csvName)
        + ["verdict", "evidence"])
    for entry in entries {
      let summary = entry.diagnosis.summary
      text += CSV.row(
        [entry.optimizer.text, CSV.number(summary.learningRate), String(entry.convergingCount)]
          + metrics.map { $0.csv(summary) }
          + [entry.diagnosis.outcome.rawValue, entry.diagnosis.reason])
    }
    return text
  }

  /// The comparison as JSON.
  package var json: JSON {
    .object([
      .init("schemaVersion", 1), .init("settings", settings.json),
      .init("fastest", fastest.map { .string($0.optimizer.text) } ?? .null),
      .init(
        "optimizers",
        .array(
          entries.map { entry in
            .object(
              [
                .init("optimizer", .string(entry.optimizer.text)),
                .init("learningRate", .number(entry.diagnosis.summary.learningRate)),
                .init("convergingRates", .integer(entry.convergingCount)),
              ] + SweepMetric.members(metrics, of: entry.diagnosis.summary)
                + [
                  .init("verdict", .string(entry.diagnosis.outcome.rawValue)),
                  .init("evidence", .string(entry.diagnosis.reason)),
                ])
          })),
    ])
  }
}
