import Backprop
package import Charts
package import Figures
import LearningRateAnalysis
import Numerals

extension OutcomeMap {
  /// The map as a figure, with a dark twin.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The figure with the name of its file.
  package func figures(theme: FigureTheme) -> [NamedFigure] {
    NamedFigure.withTwins(in: theme) { [NamedFigure("map", figure(theme: $0.theme))] }
  }

  /// The kinds of points.
  var kinds: PointKinds { PointKinds(epochs: settings.epochs) }

  /// The field of colors with its legend.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The figure.
  func figure(theme: Theme) -> HeatMap {
    // A point has at least one pixel, as far as a page has room.
    let width = 330 + min(max(settings.x.count, 560), 1_200)
    let height = 130 + min(max(settings.y.count, 440), 1_200)
    let words = FixedText.counted(settings.epochs, "epoch")
    var map = HeatMap(
      title: settings.coloring == .outcome
        ? "What becomes of the training in \(words)" : "Loss after \(words)",
      x: axis(settings.x), y: axis(settings.y), xValues: xValues, yValues: yValues,
      values: settings.coloring == .outcome
        ? points.map { [kinds] in Double(kinds.kind(of: $0)) } : points.map(\.last),
      valueAxis: Axis(
        title: "loss",
        kind: settings.coloring == .loss && points.contains { $0.last > 0 }
          ? .logarithmic : .linear), note: note,
      size: Chart.Size(width: width, height: height), theme: theme)
    if settings.coloring == .outcome { map.categories = kinds.categories }
    return map
  }

  private func axis(_ axis: MapAxis) -> Axis {
    let title: String =
      switch axis.quantity {
      case .learningRate: "learning rate η"
      case .layerRate(let layer): "learning rate of layer \(layer + 1)"
      case .momentum: "momentum"
      case .weightScale: "factor of all first weights"
      case .given(let symbol):
        settings.network == .article || symbol.name.hasPrefix("i") || symbol.name.hasPrefix("t")
          ? symbol.name : "\(symbol.name) at the start"
      }
    return Axis(title: title, kind: axis.isLogarithmic ? .logarithmic : .linear)
  }

  /// What holds besides the two numbers.
  private var note: String {
    let isRate = [settings.x.quantity, settings.y.quantity].contains(.learningRate)
    let rate = isRate ? "" : "η = \(NumberText.shortest(settings.learningRate)). "
    return settings.coloring == .outcome
      ? "\(rate)Parts of the first loss; kinds as report sweep calls them." : rate
  }
}
