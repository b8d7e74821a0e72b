import Charts
import Figures

extension Comparison {
  /// The curves of the runs, measured and smoothed, one figure a measure; none without an epoch.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The figures with the names of their files.
  func figures(theme: FigureTheme = .plain) -> [NamedFigure] {
    guard epochCount > 0 else { return [] }
    return NamedFigure.withTwins(in: theme) { theme in
      Measure.allCases.map { measure in
        NamedFigure(
          drawnTitle(measure).replacing(" ", with: "-"), chart(measure, theme: theme.theme))
      }
    }
  }

  /// A measure of all runs over the epochs, on a logarithmic axis.
  ///
  /// Accuracies would crowd below 100 %; their figures show what is missing to 100 %. Words and
  /// legend are those of the values; their average is a faint line beside them. A × marks where a
  /// run broke off and is no run's symbol here.
  func chart(_ measure: Measure, theme: Theme = .plain) -> Chart {
    let isAccuracy = measure.isAccuracy
    var series: [Series] = []
    let shown = runs.filter { !$0.history.isEmpty }
    for (index, run) in shown.enumerated() {
      let values = run.history.map { epoch in
        let value = measure.value(epoch)
        return isAccuracy ? 100 - value : value
      }
      var style = theme.style(at: index, of: shown.count)
      if style.marker == .cross { style.marker = .ring }
      let hasEnded = run.isSound
      let name = run.name + (hasEnded ? "" : " (\(run.briefStatus))")
      var curves = Self.curves(name, values, style: style)
      if values.count == 1 { curves[0].style.marker = .circle }
      curves[0].breaksOff = !hasEnded
      series += curves
    }
    let drawn = drawnTitle(measure)
    let title = drawn.prefix(1).uppercased() + drawn.dropFirst()
    let values = series.flatMap(\.y)
    let positive = values.filter { $0.isFinite && $0 > 0 }
    let isNarrow = (positive.max() ?? 1) / (positive.min() ?? 1) < 5
    let notes = [
      shown.contains { $0.history.count >= Self.leastToSmooth }
        ? "Bold: the values; faint: their exponential average." : "",
      series.contains { $0.breaksOff } ? "×: the run broke off or diverged." : "",
      withoutCurve(),
      isAccuracy ? "" : lossCaution ?? "",
      values.contains(0) ? "Hollow triangles at the foot: exactly zero." : "",
    ]
    return Chart(
      title: title + (isAccuracy ? " (100 % − accuracy)" : ""),
      x: Axis(
        title: "epoch", range: epochCount > 1 ? 1...Double(epochCount) : 0.5...1.5,
        isCounted: true),
      y: Axis(
        title: drawn, unit: isAccuracy ? "%" : nil,
        kind: positive.isEmpty ? .linear : .logarithmic,
        // Losses that lie close together fill the height.
        automaticRange: isNarrow ? .tight(margin: 0.05) : .nice),
      series: series, legend: .right,
      note: notes.filter { !$0.isEmpty }.joined(separator: " "),
      size: Chart.Size(width: 860, height: 460), theme: theme)
  }

  /// The values of a run as a bold line, which is in the words and the legend, and their averages,
  /// if there are any, as a faint one.
  ///
  /// - Parameters:
  ///   - name: What both are called.
  ///   - values: The values by epoch.
  ///   - style: The look of the values but for their width.
  /// - Returns: The one or two series, the values first.
  static func curves(_ name: String, _ values: [Double], style: SeriesStyle) -> [Series] {
    let measured = Series(
      name: name, values: values,
      style: SeriesStyle(
        color: style.color, lineWidth: 2.5, dash: style.dash, marker: style.marker))
    let averages = smoothed(values)
    guard !averages.isEmpty else { return [measured] }
    var average = Series(
      name: name, values: averages,
      style: SeriesStyle(
        color: style.color?.withOpacity(0.45), lineWidth: 1, dash: .solid, marker: Marker.none))
    average.isInLegend = false
    average.isDescribed = false
    return [measured, average]
  }
}
