import Backprop
import Charts
import Figures

extension Comparison {
  /// The curves of the runs, raw and smoothed, one figure a measure; none without an epoch.
  var figures: [NamedFigure] {
    guard epochCount > 0 else { return [] }
    return Measure.allCases.map { measure in
      NamedFigure(measure.rawValue.replacing("_", with: "-"), chart(measure))
    }
  }

  /// A measure of all runs over the epochs, on a logarithmic axis.
  ///
  /// Accuracies would crowd below 100 %; their figures show what is missing to 100 %.
  func chart(_ measure: Measure) -> Chart {
    let isAccuracy = measure == .trainAccuracy || measure == .testAccuracy
    let theme = Theme.plain
    var series: [Series] = []
    let shown = runs.filter { !$0.history.isEmpty }
    for (index, run) in shown.enumerated() {
      let values = run.history.map { epoch in
        let value = measure.value(epoch)
        return Self.plottable(isAccuracy ? 100 - value : value)
      }
      let style = theme.style(at: index, of: shown.count)
      let ended = run.record?.status == .complete ? "" : " (\(run.status))"
      series.append(
        Series(
          name: "", values: values,
          style: SeriesStyle(
            color: style.color?.withOpacity(0.45), lineWidth: 1, dash: .solid,
            marker: values.count > 1 ? Marker.none : .circle)))
      series.append(
        Series(
          name: run.name + ended, values: Self.smoothed(values),
          style: SeriesStyle(
            color: style.color, lineWidth: 2.5, dash: style.dash, marker: Marker.none)))
    }
    let words = measure.title.replacing(" accuracy", with: " error")
    let hasValues = series.joinedValues.contains(where: \.isFinite)
    return Chart(
      title: words.prefix(1).uppercased() + words.dropFirst(),
      x: Axis(title: "epoch", range: epochCount > 1 ? 1...Double(epochCount) : 0...2),
      y: Axis(
        title: words, unit: isAccuracy ? "%" : nil, kind: hasValues ? .logarithmic : .linear),
      series: series, legend: .right,
      note: "Thin: the values; thick: their exponential average.",
      size: Chart.Size(width: 860, height: 460), theme: theme)
  }

  /// What is not positive and finite has no place on a logarithmic axis and leaves a gap.
  private static func plottable(_ value: Double) -> Double {
    value.isFinite && value > 0 ? value : .nan
  }
}

extension [Series] {
  fileprivate var joinedValues: [Double] { flatMap(\.y) }
}
