import ConvNet
import Numerals
import RunRecords
import TextFormats

/// What a study says, in tables and words.
package struct StudySummary: Sendable {
  let results: StudyResults
  /// The trials by the settings that are compared.
  package let groups: StudyGroups
  /// How the spread of the seeds is shown.
  let spread: Spread

  /// Reads a study.
  ///
  /// - Parameters:
  ///   - results: Its trials.
  ///   - by: The settings that are compared; all of the grid but the seed if absent.
  ///   - spread: How the spread of the seeds is shown.
  package init(_ results: StudyResults, by: [String]? = nil, spread: Spread = .interval) {
    self.results = results
    groups = StudyGroups(results, by: by)
    self.spread = spread
  }

  /// The heads of the table of groups.
  private var head: [String] {
    (groups.keys.isEmpty ? ["settings"] : groups.keys)
      + ["N", "mean accuracy", "±", "best", "worst", "mean loss"]
      + (results.images == .validation ? ["mean test accuracy"] : [])
      + ["behind the best", "verdict"]
  }

  private var rows: [[String]] {
    groups.ranked.map { group in
      let accuracy = group.accuracy
      let percent = { (value: Double) in
        value.isFinite ? FixedText.percent(value) : "–"
      }
      return (groups.keys.isEmpty ? ["all trials"] : group.values) + [
        "\(accuracy.count)", percent(accuracy.mean), percent(accuracy.reach(spread)),
        percent(group.accuracies.max() ?? .nan), percent(group.accuracies.min() ?? .nan),
        group.loss.mean.isFinite ? FixedText.decimals(group.loss.mean, 4) : "–",
      ]
        + (results.images == .validation ? [percent(Summary(group.testAccuracies).mean)] : [])
        + [gap(to: group).words, group.verdicts]
    }
  }

  /// By how much a group is behind the best.
  func gap(to group: StudyGroup) -> StudyGap {
    guard let best = groups.ranked.first, best != group else { return .none }
    return groups.gap(best, group)
  }

  /// How many columns of the table are words.
  private var wordColumns: Int { max(1, groups.keys.count) }

  /// What the numbers of the table are.
  private var legend: String {
    let counts = Set(groups.groups.map(\.accuracy.count)).sorted().map(String.init)
    let count =
      counts.count > 1 ? "\(counts.first ?? "") to \(counts.last ?? "")" : counts.first ?? "0"
    let aside =
      results.images == .validation
      ? " Accuracies and losses are of images that were set aside from those for training; the test"
        + " images were used once, after the last epoch of each trial." : ""
    return
      "Ranked by the mean \(results.images.criterion); ± is the \(spread.words(count)). Behind the best:"
      + " percentage points, on shared seeds the mean of their differences ± its 95 % t-interval;"
      + " in parentheses where these seeds cannot tell the two apart.\(aside)"
  }

  /// The best group, and how it compares with the next ones.
  private var winner: [String] {
    let ranked = groups.ranked.filter { !$0.accuracies.isEmpty }
    guard let first = ranked.first else { return ["No trial was trained to its end."] }
    var sentences = [
      "Best by \(results.images.criterion): \(groups.name(first)), with "
        + "\(FixedText.percent(first.accuracy.mean)) on average of "
        + "\(FixedText.counted(first.accuracy.count, "trial"))."
        + test(of: first)
    ]
    for other in ranked.dropFirst().prefix(3) { sentences.append(groups.comparison(first, other)) }
    return sentences
  }

  /// What a group reached on the test images, where they were used once.
  private func test(of group: StudyGroup) -> String {
    let summary = Summary(group.testAccuracies)
    guard results.images == .validation, summary.count > 0 else { return "" }
    return " On the test images it has \(FixedText.percent(summary.mean))."
  }

  /// The verdicts that trials have and what they mean, a sentence each.
  private var verdictMeanings: [String] {
    RunVerdict.meanings(of: results.trials.map(\.verdict.word))
  }

  /// What has to be known of the trials.
  private var cautions: [String] {
    var sentences: [String] = []
    if !results.missing.isEmpty {
      sentences.append(
        "\(results.missing.count) of \(results.plan.trials.count) trials are missing: "
          + "\(TrialSelection.words(results.missing)).")
    }
    let failed = results.trials.filter { $0.result.problem != nil }
    for trial in failed.prefix(10) {
      sentences.append(
        "Trial \(trial.trial.number) (\(trial.trial.words(results.plan.keys))) failed: "
          + "\(trial.result.problem ?? "")")
    }
    if failed.count > 10 { sentences.append("\(failed.count - 10) other trials failed.") }
    let kernels = Set(results.trials.compactMap { $0.result.record?.kernels?.instructions })
    if kernels.count > 1 {
      sentences.append(
        "Trials were computed with different kernels of oneDNN (\(kernels.sorted().joined(separator: ", "))):"
          + " equal settings give numbers that differ by rounding.")
    }
    return sentences
  }

  /// The winner, why, what the numbers are, and what has to be known of the trials.
  var sentences: [String] { winner + [legend] + cautions }

  /// For a terminal: the table, the winner and why.
  package var text: String {
    let sides = head.indices.map { column in
      column < wordColumns || column == head.count - 1 ? TextTable.Side.left : .right
    }
    let lines = TextTable.lines([head] + rows, sides: sides)
    return (lines + ["", legend] + winner + verdictMeanings + cautions).joined(separator: "\n")
      + "\n"
  }

  /// For a document.
  ///
  /// - Parameter figures: The names and descriptions of the figures in the folder `figures`.
  /// - Returns: Markdown.
  func markdown(figures: [(name: String, altText: String)]) -> String {
    let line = { (cells: [String]) in
      "| \(cells.map(\.escapedForMarkdown).joined(separator: " | ")) |"
    }
    let plan = results.plan
    var lines = [
      "# \(results.title.escapedForMarkdown)", "",
      "\(FixedText.counted(plan.trials.count, "trial")) on \(plan.images.title): "
        + plan.keys.map { key in
          let index = plan.keys.firstIndex(of: key) ?? 0
          return "\(key) (\(Set(plan.trials.map { $0.values[index] }).count))"
        }.joined(separator: " × ").escapedForMarkdown + ".", "",
    ]
    lines += winner.flatMap { [$0.escapedForMarkdown, ""] }
    lines += [
      line(head),
      "|"
        + head.indices.map { column in
          column < wordColumns || column == head.count - 1 ? " --- |" : " ---: |"
        }.joined(),
    ]
    lines += rows.map(line) + ["", legend.escapedForMarkdown, ""]
    lines += verdictMeanings.flatMap { [$0.escapedForMarkdown, ""] }
    lines += cautions.flatMap { [$0.escapedForMarkdown, ""] }
    for figure in figures {
      lines += ["![\(figure.altText.escapedForMarkdown)](figures/\(figure.name).svg)", ""]
    }
    lines += [
      "`study.csv` has a row for each trial, `history.csv` one for each number of each epoch, and"
        + " `timing.csv` the seconds, which alone differ from one run of the study to another.", "",
    ]
    return lines.joined(separator: "\n")
  }
}
