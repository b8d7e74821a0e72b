import Charts
import Figures

/// Training runs side by side: their curves as they were, and smoothed over them.
struct RunComparisonFigure {
  /// The runs by the name that tells them apart.
  let runs: [(name: String, history: [EpochRecord])]

  /// How much of a smoothed value comes from the one before.
  static let smoothing = 0.5

  /// Test loss, test accuracy, training loss and training accuracy by epoch, in two rows of two.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The figure.
  func panels(theme: Theme = .plain) -> Panels {
    Panels(
      title: "Training runs compared",
      figures: [
        chart("Test loss", isLogarithmic: true, theme) { $0.testLoss },
        chart("Test accuracy (%)", isLogarithmic: false, theme) { $0.testAccuracy },
        chart("Training loss", isLogarithmic: true, theme) { $0.trainLoss },
        chart("Training accuracy (%)", isLogarithmic: false, theme) { $0.trainAccuracy },
      ], columns: 2, showsTitle: true, theme: theme)
  }

  private func chart(
    _ title: String, isLogarithmic: Bool, _ theme: Theme, _ value: (EpochRecord) -> Double
  ) -> Chart {
    var series: [Series] = []
    for (index, run) in runs.enumerated() {
      let epochs = run.history.map { Double($0.epoch) }
      let values = run.history.map(value)
      let style = theme.style(at: index, of: runs.count)
      if values.count > 2 {
        series.append(
          Series(
            name: "", x: epochs, y: values,
            style: SeriesStyle(
              color: style.color?.withOpacity(0.3), lineWidth: 1.2, dash: .solid,
              marker: Marker.none)))
      }
      series.append(
        Series(
          name: run.name, x: epochs, y: Self.smoothed(values), style: style))
    }
    let last = Double(max(runs.map(\.history.count).max() ?? 1, 2))
    return Chart(
      title: title,
      x: Axis(
        title: "epoch", range: 1...last,
        majorUnit: max(Ticks.niceUnit(span: last - 1, intervals: 7), 1)),
      y: Axis(
        title: title.lowercased(), kind: isLogarithmic ? .logarithmic : .linear,
        automaticRange: .tight(margin: 0.05)),
      series: series, legend: .bottom, size: Chart.Size(width: 520, height: 380), theme: theme)
  }

  /// An exponential moving average without the bias of its beginning; gaps stay gaps.
  static func smoothed(_ values: [Double]) -> [Double] {
    var sum = 0.0
    var weight = 0.0
    return values.map { value in
      guard value.isFinite else { return value }
      sum = smoothing * sum + (1 - smoothing) * value
      weight = smoothing * weight + (1 - smoothing)
      return sum / weight
    }
  }
}
