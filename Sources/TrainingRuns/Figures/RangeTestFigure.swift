import Charts
import Figures
import Glibc
import Numerals

extension RateFinder {
  /// The curve of the range test and the learning rates that it proposes.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The figure with the name of its files, and its twin on a dark background.
  func figures(theme: FigureTheme) -> [NamedFigure] {
    NamedFigure.withTwins(in: theme) { theme in
      [NamedFigure("range-test", chart(theme: theme == .article ? .plain : theme.theme))]
    }
  }

  /// The loss of each batch thin, its average bold, and a symbol for each proposal.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The curves over the learning rate.
  func chart(theme: Theme) -> Chart {
    let color = theme.style(at: 0, of: 2 + candidates.count).color
    var series = [
      curve("loss of each batch", \.loss, color: color?.withOpacity(0.35), width: 1),
      curve("smoothed", \.smoothed, color: color, width: 2.5),
    ]
    series[0].isDescribed = false
    for (index, candidate) in candidates.enumerated() {
      guard let place = nearest(to: candidate.rate) else { continue }
      let style = theme.style(at: 1 + index, of: 2 + candidates.count)
      var point = Series(
        name: "\(candidate.reason), \(NumberText.shortest(candidate.rate))",
        x: [steps[place].rate], y: [steps[place].smoothed],
        style: SeriesStyle(
          color: style.color, lineWidth: 0, marker: Self.markers[index % Self.markers.count],
          markerSize: 11))
      point.isDescribed = false
      series.append(point)
    }
    let isCut = steps.contains { !($0.loss <= highest) }
    let proposals = candidates.map { "\(NumberText.shortest($0.rate)) (\($0.reason))" }
    return Chart(
      title: "Range test of the learning rate",
      x: Axis(title: "learning rate", kind: .logarithmic),
      y: Axis(title: "train loss", kind: lowest > 0 ? .logarithmic : .linear),
      series: series, legend: .right,
      note: [
        "Proposed: \(proposals.joined(separator: ", ")).",
        isCut ? "Losses above \(NumberText.significant(highest, 3)) are left out." : "",
      ].filter { !$0.isEmpty }.joined(separator: " "),
      size: Chart.Size(width: 860, height: 420), theme: theme)
  }

  private static let markers: [Marker] = [.circle, .square, .diamond, .triangle]

  /// The smallest loss of a batch.
  private var lowest: Double { steps.map(\.loss).min() ?? 0 }

  /// The largest loss that is drawn: once the loss has broken away it says no more than that.
  private var highest: Double {
    let averages = steps.map(\.smoothed).filter(\.isFinite)
    return 2 * max(averages.first ?? 1, Self.breakaway * (averages.min() ?? 1))
  }

  private func curve(
    _ name: String, _ value: (Step) -> Double, color: Color?, width: Double
  ) -> Series {
    let points = steps.filter { value($0) <= highest }
    return Series(
      name: name, x: points.map(\.rate), y: points.map(value),
      style: SeriesStyle(color: color, lineWidth: width, dash: .solid, marker: Marker.none))
  }

  /// The step whose learning rate is nearest, of those with a loss that is drawn.
  private func nearest(to rate: Double) -> Int? {
    steps.indices.filter { steps[$0].smoothed <= highest }.min {
      abs(log(steps[$0].rate / rate)) < abs(log(steps[$1].rate / rate))
    }
  }
}
