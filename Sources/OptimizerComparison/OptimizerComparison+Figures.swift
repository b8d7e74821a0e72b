package import Charts
package import Figures
import LearningRateAnalysis
import NetworkFiles
import Numerals
import WorkedExample

extension OptimizerComparison {
  /// The losses of the optimizers, each at its best rate, over the epochs.
  ///
  /// - Parameter theme: The look.
  /// - Returns: A chart with a legend, the curve of the fastest drawn thicker.
  func chart(theme: FigureTheme) -> Chart {
    let look = theme.theme
    let fastest = fastest?.optimizer
    var chart = Chart(
      title: "Loss by optimizer, each at its best rate",
      x: Axis(
        title: "epoch", kind: .logarithmic,
        range: settings.epochs > 1 ? 1...Double(settings.epochs) : 0.5...1.5, isCounted: true),
      y: Axis(title: "loss", kind: .logarithmic),
      series: entries.enumerated().map { index, entry in
        let rate = NumberText.significant(entry.diagnosis.summary.learningRate, 3)
        var series = Series(name: "\(entry.optimizer.text), η = \(rate)", values: entry.losses)
        if entry.optimizer == fastest {
          series.style.lineWidth = (look.style(at: index, of: entries.count).lineWidth ?? 2) * 2
        }
        return series
      },
      legend: .bottom, size: Chart.Size(width: 860, height: 520), theme: look)
    chart.note = [
      entries.contains { $0.losses.contains(0) } ? Chart.zeroNote : nil, chart.notFiniteNote,
    ].compactMap(\.self).joined(separator: " ")
    return chart
  }

  /// The figure, with its dark twin.
  package func figures(theme: FigureTheme) -> [NamedFigure] {
    NamedFigure.withTwins(in: theme) { [NamedFigure("optimizers", chart(theme: $0))] }
  }
}
