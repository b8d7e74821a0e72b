import Charts
import ConvNet
import Figures
import RunRecords

/// How training went in each stage of the network, epoch by epoch: the gradient's norm, the size of an
/// update beside that of the weights, and the share of dead ReLUs.
struct LayerHealthFigure {
  /// What is drawn of a stage.
  enum Measure: CaseIterable {
    case gradientNorm, updateRatio, deadShare

    /// The title of the plot.
    var title: String {
      switch self {
      case .gradientNorm: "Gradient norm"
      case .updateRatio: "Update-to-weight ratio"
      case .deadShare: "Dead ReLUs"
      }
    }

    /// The title of the axis.
    var axisTitle: String {
      switch self {
      case .gradientNorm: "gradient norm"
      case .updateRatio: "update / weights"
      case .deadShare: "dead ReLUs"
      }
    }

    /// The value of a stage, a share in percent.
    func value(_ stage: NetworkHealth.Stage) -> Double {
      switch self {
      case .gradientNorm: stage.gradientNorm
      case .updateRatio: stage.updateRatio
      case .deadShare: 100 * stage.deadShare
      }
    }
  }

  /// The most stages that are drawn: more could not be told apart.
  static let mostStages = 12

  private let epochs: [(epoch: Int, stages: [NetworkHealth.Stage])]
  /// The stages that are drawn, by their places.
  let drawn: [Int]

  /// - Parameter history: The epochs; nil where none of them says how its layers did.
  init?(_ history: [EpochRecord]) {
    epochs = history.compactMap { epoch in
      epoch.health.map { (epoch.epoch, $0.stages) }
    }
    let count = epochs.map(\.stages.count).min() ?? 0
    guard count > 0 else { return nil }
    let shown = min(count, Self.mostStages)
    // The first, the last and others evenly between them.
    drawn = (0..<shown).map { shown > 1 ? $0 * (count - 1) / (shown - 1) : 0 }
  }

  /// The plots, one below another.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The plots.
  func panels(theme: Theme) -> Panels {
    Panels(
      title: "Layers by epoch", figures: Measure.allCases.map { chart($0, theme: theme) },
      columns: 1, theme: theme)
  }

  /// A measure of the stages over the epochs.
  ///
  /// - Parameters:
  ///   - measure: What is drawn.
  ///   - size: The size of the plot with its legend.
  ///   - theme: The look.
  /// - Returns: A line for each stage.
  func chart(
    _ measure: Measure, size: Chart.Size = Chart.Size(width: 860, height: 330),
    theme: Theme = .plain
  ) -> Chart {
    let series = drawn.enumerated().map { place, index in
      var style = theme.style(at: place, of: drawn.count)
      style.lineWidth = 1.5
      if epochs.count == 1 { style.marker = style.marker ?? .circle }
      return Series(
        name: epochs[0].stages[index].name, x: epochs.map { Double($0.epoch) },
        y: epochs.map { measure.value($0.stages[index]) }, style: style)
    }
    let (first, last) = (Double(epochs[0].epoch), Double(epochs[epochs.count - 1].epoch))
    let values = series.flatMap(\.y)
    let isPositive = values.contains { $0 > 0 } && measure != .deadShare
    let left = epochs[0].stages.count - drawn.count
    return Chart(
      title: measure.title,
      x: Axis(
        title: "epoch", range: last > first ? first...last : first - 0.5...first + 0.5,
        isCounted: true),
      y: Axis(
        title: measure.axisTitle, unit: measure == .deadShare ? "%" : nil,
        kind: isPositive ? .logarithmic : .linear,
        range: measure == .deadShare && values.allSatisfy { $0 == 0 } ? 0...1 : nil),
      series: series, legend: .right,
      // The plots stand below one another: the last one explains them all.
      note: measure == Measure.allCases.last
        ? "Of the convolutions' weights and channels, in the step in the middle of each epoch."
          + (left > 0 ? " Drawn are \(drawn.count) of \(drawn.count + left) layers." : "") : "",
      size: size, theme: theme)
  }
}
