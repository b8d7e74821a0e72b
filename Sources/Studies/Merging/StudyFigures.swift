import Charts
import Figures
import RunRecords

extension StudySummary {
  /// The most groups that a figure draws: more could not be told apart.
  static let mostCurves = 12
  /// The most learning curves whose spread is drawn: the ends of more could not be told apart.
  private static let mostSpreads = 4

  /// The figures of a study: learning curves, accuracy and loss by a setting that is a number, and a
  /// heat map over two of them.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The figures with the names of their files; those without anything to show are left
  ///   out.
  func figures(theme: FigureTheme = .plain) -> [NamedFigure] {
    NamedFigure.withTwins(in: theme) { theme in
      var figures: [NamedFigure] = []
      let look = theme.theme
      if groups.groups.contains(where: { !$0.accuracies.isEmpty }) {
        figures.append(NamedFigure("\(results.images.rawValue)-error", curves(theme: look)))
      }
      if let key = numericKeys.first {
        figures.append(NamedFigure("error-by-\(slug(key))", byValue(key, .error, theme: look)))
        figures.append(NamedFigure("loss-by-\(slug(key))", byValue(key, .loss, theme: look)))
      }
      if let map = heatMap(theme: look) { figures.append(map) }
      return figures
    }
  }

  private func slug(_ key: String) -> String { key.replacing(" ", with: "-") }

  /// The settings of the groups whose values are two numbers or more.
  var numericKeys: [String] {
    groups.keys.filter { key in
      guard let place = groups.keys.firstIndex(of: key) else { return false }
      let values = Set(groups.groups.map { $0.values[place] })
      return values.count > 1 && values.allSatisfy { Double($0) != nil }
    }
  }

  // MARK: - Learning curves

  /// The test error of the best groups by epoch: the mean bold, every trial thin behind it, and of few
  /// groups the ends of the spread.
  private func curves(theme: Theme) -> Chart {
    let shown = Array(
      groups.ranked.filter { !$0.accuracies.isEmpty }.prefix(Self.mostCurves))
    var behind: [Series] = []
    var bold: [Series] = []
    var epochCount = 1
    let number = counts(of: shown.map { $0.accuracies.count })
    for (index, group) in shown.enumerated() {
      let style = theme.style(at: index, of: shown.count)
      let histories = group.trials.filter { $0.accuracy != nil }.map { trial in
        (trial.result.record?.history ?? []).map { 100 - $0.heldOut.accuracy }
      }
      let length = histories.map(\.count).min() ?? 0
      epochCount = max(epochCount, length)
      if histories.count > 1 {
        for history in histories {
          var series = Series(
            name: groups.name(group), values: history,
            style: SeriesStyle(
              color: style.color?.withOpacity(0.35), lineWidth: 1, dash: .solid,
              marker: Marker.none))
          series.isInLegend = false
          series.isDescribed = false
          behind.append(series)
        }
      }
      let summaries = (0..<length).map { epoch in Summary(histories.map { $0[epoch] }) }
      if shown.count <= Self.mostSpreads, length > 1 {
        bold += ends(
          of: summaries, at: summaries.indices.map { Double($0 + 1) }, number: number,
          color: style.color, isNamed: !bold.contains { $0.name == spread.words(number) })
      }
      bold.append(
        Series(
          name: groups.name(group), values: summaries.map(\.mean),
          style: SeriesStyle(
            color: style.color, lineWidth: 2.5, dash: style.dash,
            marker: length == 1 ? .circle : style.marker)))
    }
    let left = groups.groups.count { !$0.accuracies.isEmpty } - shown.count
    let notes = [
      behind.isEmpty ? "" : "Bold: the mean of a setting's trials; thin: each of them.",
      left > 0 ? "Drawn are the best \(shown.count) of \(shown.count + left) settings." : "",
    ]
    return Chart(
      title: "\(results.images.title) error (100 % − accuracy)",
      x: Axis(
        title: "epoch", range: epochCount > 1 ? 1...Double(epochCount) : 0.5...1.5,
        isCounted: true),
      y: Axis(
        title: "\(results.images.rawValue) error", unit: "%",
        kind: kind(of: (behind + bold).flatMap(\.y)),
        automaticRange: isNarrow((behind + bold).flatMap(\.y)) ? .tight(margin: 0.05) : .nice),
      series: behind + bold, legend: .right,
      note: notes.filter { !$0.isEmpty }.joined(separator: " "),
      size: Chart.Size(width: 860, height: 460), theme: theme)
  }

  /// Whether numbers lie so close together that they are to fill the height.
  private func isNarrow(_ values: [Double]) -> Bool {
    let positive = values.filter { $0.isFinite && $0 > 0 }
    return (positive.max() ?? 1) / (positive.min() ?? 1) < 5
  }

  /// A logarithmic axis where all numbers are above zero.
  private func kind(of values: [Double]) -> Axis.Kind {
    let finite = values.filter(\.isFinite)
    return !finite.isEmpty && finite.allSatisfy { $0 > 0 } ? .logarithmic : .linear
  }

  // MARK: - By a setting

  private enum Measure {
    case error, loss

    /// The name at the beginning of a sentence.
    func title(_ images: HeldOutImages) -> String {
      "\(images.title) \(self == .error ? "error" : "loss")"
    }

    var unit: String? { self == .error ? "%" : nil }

    func value(_ trial: StudyTrial) -> Double? {
      guard let accuracy = trial.accuracy else { return nil }
      return self == .error ? 100 - accuracy : trial.last?.heldOut.loss
    }

    func values(_ group: StudyGroup) -> [Double] {
      group.trials.compactMap(value).filter(\.isFinite)
    }
  }

  /// A measure by the values of a setting: the mean as a line with the ends of its spread, and the
  /// trials of each seed thin behind it; a line for every value of the other settings.
  private func byValue(_ key: String, _ measure: Measure, theme: Theme) -> Chart {
    let place = groups.keys.firstIndex(of: key) ?? 0
    var lines: [(name: String, groups: [StudyGroup])] = []
    for group in groups.groups {
      let rest = zip(groups.keys, group.values).enumerated().filter { $0.offset != place }
        .map { "\($0.element.0) \($0.element.1)" }.joined(separator: ", ")
      let name = rest.isEmpty ? "mean" : rest
      if let known = lines.firstIndex(where: { $0.name == name }) {
        lines[known].groups.append(group)
      } else {
        lines.append((name, [group]))
      }
    }
    let shown = lines.prefix(Self.mostCurves)
    var behind: [Series] = []
    var series: [Series] = []
    let number = counts(of: groups.groups.map { measure.values($0).count })
    for (index, line) in shown.enumerated() {
      let style = theme.style(at: index, of: shown.count)
      let sorted = line.groups.map { (Double($0.values[place]) ?? 0, measure.values($0)) }
        .filter { !$0.1.isEmpty }.sorted { $0.0 < $1.0 }
      guard !sorted.isEmpty else { continue }
      let summaries = sorted.map { Summary($0.1) }
      behind += seeds(of: line.groups, at: place, measure, name: line.name, style: style)
      var mean = Series(
        name: line.name, x: sorted.map(\.0), y: summaries.map(\.mean),
        style: SeriesStyle(
          color: style.color, lineWidth: 2.5, dash: style.dash, marker: style.marker ?? .circle))
      mean.isDescribed = true
      series += ends(
        of: summaries, at: sorted.map(\.0), number: number, color: style.color,
        isNamed: !series.contains { $0.name == spread.words(number) })
      series.append(mean)
    }
    let values = series.flatMap(\.x)
    let isWide = (values.max() ?? 1) / (values.min() ?? 1) >= 8 && (values.min() ?? 0) > 0
    return Chart(
      title: "\(measure.title(results.images)) after the last epoch by \(key)",
      x: Axis(title: key, kind: isWide ? .logarithmic : .linear),
      y: Axis(
        title: measure.title(results.images).lowercased(), unit: measure.unit,
        kind: kind(of: (behind + series).flatMap(\.y))),
      series: behind + series, legend: series.count > 1 ? .right : .none,
      note: [
        behind.isEmpty ? "" : "Thin: the trials of each seed.",
        lines.count > shown.count
          ? "Drawn are the first \(shown.count) of \(lines.count) settings." : "",
      ].filter { !$0.isEmpty }.joined(separator: " "),
      size: Chart.Size(width: 860, height: 460), theme: theme)
  }

  /// The ends of the spread around means; none where no mean is of two trials or more.
  private func ends(
    of summaries: [Summary], at x: [Double], number: String, color: Color?, isNamed: Bool
  ) -> [Series] {
    guard summaries.contains(where: { $0.count > 1 }) else { return [] }
    return [-1.0, 1].map { sign in
      let ends = summaries.map { summary in
        summary.count > 1 ? summary.mean + sign * summary.reach(spread) : summary.mean
      }
      var edge = Series(
        name: spread.words(number), x: x, y: ends,
        style: SeriesStyle(color: color, lineWidth: 1.5, dash: .dotted, marker: Marker.none))
      edge.isInLegend = isNamed && sign < 0
      edge.isDescribed = false
      return edge
    }
  }

  /// How many trials means are of, in words: `3`, or `2 or 3`.
  private func counts(of counts: [Int]) -> String {
    Set(counts.filter { $0 > 0 }).sorted().map(String.init).joined(separator: " or ")
  }

  /// The trials of each seed as a thin line over the values of a setting.
  private func seeds(
    of groups: [StudyGroup], at place: Int, _ measure: Measure, name: String, style: SeriesStyle
  ) -> [Series] {
    guard let seed = results.plan.keys.firstIndex(of: "seed") else { return [] }
    var points: [String: [(Double, Double)]] = [:]
    for group in groups {
      guard let x = Double(group.values[place]) else { continue }
      for trial in group.trials {
        guard let y = measure.value(trial), y.isFinite else { continue }
        points[trial.trial.values[seed], default: []].append((x, y))
      }
    }
    guard points.count > 1 else { return [] }
    return points.keys.sorted().map { key in
      let line = (points[key] ?? []).sorted { $0.0 < $1.0 }
      var series = Series(
        name: name, x: line.map(\.0), y: line.map(\.1),
        style: SeriesStyle(
          color: style.color?.withOpacity(0.35), lineWidth: 1, dash: .solid, marker: Marker.none))
      series.isInLegend = false
      series.isDescribed = false
      return series
    }
  }
}
