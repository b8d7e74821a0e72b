package import Backprop
package import Charts
import Numerals

extension WorkedExample {
  /// The loss by epoch for one learning rate: the article's plot.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - theme: The look; the settings' own when nil.
  /// - Returns: A chart with an epoch on every fifth label, from the first.
  package func lossChart(_ table: Table, theme: FigureTheme? = nil) -> Chart {
    let theme = theme ?? settings.theme
    let name = "η = \(NumberText.shortest(table.learningRate))"
    let isArticle = theme == .article
    let drops = isArticle ? DropLines(color: .white, opacity: 0.93, width: 2) : nil
    var chart = Chart(
      title: isArticle ? "LOSS, \(name)" : "Loss, \(name)",
      x: Axis(title: "epoch", kind: .category),
      y: Axis(
        title: "loss", automaticRange: .niceFromZero,
        numberFormat: isArticle ? .shortest : .automatic),
      series: [
        Series(
          name: name, values: table.epochLosses, style: SeriesStyle(marker: Marker.none),
          dropLines: drops)
      ],
      theme: theme.theme)
    chart.name = "Loss at \(name)"
    chart.note = chart.notFiniteNote ?? ""
    return chart
  }

  /// The loss of every learning rate in one chart, on a logarithmic axis.
  ///
  /// A loss of exactly zero has no place there and is marked at the plot's foot.
  ///
  /// - Parameter theme: The look; light where the settings ask for the article's, whose blue has
  ///   room for one curve only.
  /// - Returns: A chart with a legend.
  package func overlayChart(theme: FigureTheme = .plain) -> Chart {
    let hasZero = tables.contains { $0.epochLosses.contains(0) }
    var chart = Chart(
      title: theme == .article ? "LOSS BY LEARNING RATE" : "Loss by learning rate",
      x: Axis(
        title: "epoch",
        range: settings.epochs > 1 ? 1...Double(settings.epochs) : 0.5...1.5, isCounted: true),
      y: Axis(title: "loss", kind: .logarithmic),
      series: tables.map { table in
        Series(
          name: "η = \(NumberText.shortest(table.learningRate))",
          values: table.epochLosses)
      },
      legend: .right, size: Chart.Size(width: 774, height: 460), theme: theme.theme)
    chart.note = [hasZero ? Chart.zeroNote : nil, chart.notFiniteNote].compactMap(\.self)
      .joined(separator: " ")
    return chart
  }
}
