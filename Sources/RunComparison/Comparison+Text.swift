import Figures
import Numerals
import RunRecords
package import TextFormats

extension Comparison {
  /// The head of the table of runs.
  var head: [String] {
    ["run"] + differences.map(\.title)
      + [
        "finished epochs", "best accuracy", "in epoch", "last accuracy", "last \(heldOut) loss",
      ] + (hasFinalTests ? ["test accuracy, once"] : []) + ["verdict", "why"]
  }

  /// Whether a run was tested once, after it was watched by validation images.
  var hasFinalTests: Bool { runs.contains { $0.record?.finalTest != nil } }

  /// The table of runs, a row a run.
  private var rows: [[String]] {
    runs.enumerated().map { index, run in
      let last = run.history.last
      let best = run.record?.best
      return [run.name] + differences.map { $0.values[index] }
        + [
          run.record.map { "\($0.history.count)" } ?? "–",
          best.map { FixedText.percent($0.heldOut.accuracy) } ?? "–",
          best.map { "\($0.epoch)" } ?? "–",
          last.map { FixedText.percent($0.heldOut.accuracy) } ?? "–",
          last.map { FixedText.decimals($0.heldOut.loss, 4) } ?? "–",
        ]
        + (hasFinalTests
          ? [
            run.record?.finalTest.map { FixedText.percent($0.accuracy) } ?? "–"
          ] : [])
        + [run.verdict?.word.rawValue ?? run.status, run.verdict?.reason ?? "–"]
    }
  }

  /// Whether a column of the table holds words and not numbers: a run's name, what became of it, why,
  /// and settings such as the softmax.
  private func isWords(_ column: Int) -> Bool {
    guard column > 0, column < head.count - 2 else { return true }
    guard column <= differences.count else { return false }
    return differences[column - 1].values.contains { $0 != "–" && $0.first?.isNumber != true }
  }

  /// For a terminal.
  package var text: String {
    var lines = TextTable.lines(
      [head] + rows, sides: head.indices.map { isWords($0) ? .left : .right })
    lines += ["", sentence] + verdictMeanings + cautions
    lines += runs.compactMap { run in run.problem.map { "\(run.name): \($0)" } }
    return lines.joined(separator: "\n") + "\n"
  }

  /// For a document.
  ///
  /// - Parameter showsFigures: Whether the figures stand in the folder `figures` beside it.
  /// - Returns: Markdown.
  package func markdown(showsFigures: Bool) -> String {
    let line = { (cells: [String]) in
      "| \(cells.map(\.escapedForMarkdown).joined(separator: " | ")) |"
    }
    var lines = ["# Training runs compared", "", sentence.escapedForMarkdown, ""]
    lines += cautions.flatMap { [$0.escapedForMarkdown, ""] } + [line(head)]
    lines.append("|\(head.indices.map { isWords($0) ? " --- |" : " ---: |" }.joined())")
    lines += rows.map(line)
    lines += [""] + verdictMeanings.flatMap { [$0.escapedForMarkdown, ""] }
    if differences.isEmpty, runs.count > 1 {
      lines += ["The runs do not differ in their settings.", ""]
    }
    lines += runs.compactMap { run in
      run.problem.map { "- \("\(run.name): \($0)".escapedForMarkdown)" }
    }
    if lines.last?.isEmpty == false { lines.append("") }
    if showsFigures, epochCount > 0 {
      for figure in figures() {
        lines += ["![\(figure.figure.altText.escapedForMarkdown)](figures/\(figure.name).svg)", ""]
      }
      if epochCount >= Self.leastToSmooth {
        lines += [
          "Bold lines are the values of the epochs, faint lines an exponential average of them with"
            + " the factor \(NumberText.shortest(Self.smoothing)).", "",
        ]
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Every measure of every run, a row an epoch; RFC 4180, empty where a run has no such epoch or
  /// too few for an average.
  package var csv: String {
    var head = ["epoch"]
    var columns: [[String]] = []
    for run in runs {
      for measure in Measure.allCases {
        let values = run.history.map(measure.value)
        head += ["\(run.name) \(name(measure))", "\(run.name) \(name(measure))_smoothed"]
        columns.append(values.map(CSV.number))
        columns.append(Self.smoothed(values).map(CSV.number))
      }
    }
    var text = CSV.head(head)
    for epoch in 0..<epochCount {
      text += CSV.row(["\(epoch + 1)"] + columns.map { epoch < $0.count ? $0[epoch] : "" })
    }
    return text
  }

  /// Every number of every epoch, a row each: run, epoch, metric, value; RFC 4180.
  package var tidyCSV: String {
    var text = CSV.head(["run", "epoch", "metric", "value"])
    for run in runs {
      for epoch in run.history {
        let measures = Measure.allCases.map { (name($0), Optional($0.value(epoch))) }
        for (name, value) in measures + EpochMetric.health.map({ ($0.name, $0.value(epoch)) }) {
          guard let value else { continue }
          text += CSV.row([CSV.text(run.name), "\(epoch.epoch)", name, CSV.number(value)])
        }
      }
    }
    return text
  }

  /// Which images a run was watched by.
  private func images(of run: ComparedRun) -> HeldOutImages { run.record?.images ?? .test }

  /// For a program.
  package var json: JSON {
    .object([
      .init("schemaVersion", 1),
      .init("differs", .array(differences.map { .string($0.name) })),
      .init("cautions", .array(cautions.map { .string($0) })),
      .init("criterion", .string(criterion)),
      .init("best", best.map { .string($0.run.name) } ?? .null),
      .init(
        "runs",
        .array(
          runs.map { run in
            .object([
              .init("name", .string(run.name)), .init("status", .string(run.status)),
              .init("verdict", run.verdict.map { .string($0.word.rawValue) } ?? .null),
              .init("why", run.verdict.map { .string($0.reason) } ?? .null),
              .init("problem", run.problem.map { .string($0) } ?? .null),
              .init("settings", run.record.map { .object($0.settings.members) } ?? .null),
              .init("best", run.record?.best?.json(images(of: run)) ?? .null),
              .init("test", run.record?.finalTest?.json ?? .null),
              .init("history", .array(run.history.map { $0.json(images(of: run)) })),
            ])
          })),
    ])
  }
}
