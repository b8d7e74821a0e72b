package import Backprop
package import Charts
import Figures
import Numerals
package import Predictions

/// What the network makes of other inputs than its samples.
extension WorkedExample {
  /// The decision regions; nil for a network without classes or with another number of inputs than two.
  package var regions: DecisionRegions? { DecisionRegions(description) }

  /// The fitted curve; nil for a network with several inputs or outputs.
  package var curve: FittedCurve? { FittedCurve(description) }

  /// The fitted curve of a table.
  package func fitChart(_ table: Table, curve: FittedCurve, theme: FigureTheme) -> Chart {
    let rate = NumberText.shortest(table.learningRate)
    return curve.chart(
      of: table,
      title: theme == .article ? "FIT, η = \(rate)" : "What the network has learned, η = \(rate)",
      theme: theme)
  }

  /// The accuracy by epoch of every learning rate; nil for a network without classes.
  func accuracyChart(theme: FigureTheme) -> Chart? {
    guard description.network.classification != nil else { return nil }
    return Chart(
      title: theme == .article ? "ACCURACY" : "Samples classified right",
      x: Axis(
        title: "epoch", range: settings.epochs > 1 ? 1...Double(settings.epochs) : 0.5...1.5,
        isCounted: true),
      y: Axis(title: "accuracy", range: 0...1, majorUnit: 0.25),
      series: tables.map { table in
        let values = Array(table.column(.accuracy) ?? [])
        return Series(
          name: "η = \(NumberText.shortest(table.learningRate))",
          values: stride(from: 0, to: values.count, by: table.stepsPerEpoch).map { values[$0] },
          style: SeriesStyle(marker: Marker.none))
      },
      legend: .right, size: Chart.Size(width: 774, height: 460), theme: theme.theme)
  }

  /// The decision regions after the training of the leading table, point by point.
  var regionMap: RegionMap? {
    guard let regions, let table = leadingTable else { return nil }
    return RegionMap(regions, of: table)
  }

  /// The figures of what was learned: accuracy, decision regions, fitted curve.
  ///
  /// - Parameters:
  ///   - map: ``regionMap``, which takes its time.
  ///   - theme: The look.
  /// - Returns: Those that the network has.
  func predictionFigures(_ map: RegionMap?, theme: FigureTheme) -> [NamedFigure] {
    var figures: [NamedFigure] = []
    if let chart = accuracyChart(theme: theme) { figures.append(NamedFigure("accuracy", chart)) }
    if let map { figures.append(NamedFigure("regions", map.figure(theme: theme))) }
    if let table = leadingTable, let curve {
      figures.append(NamedFigure("fit", fitChart(table, curve: curve, theme: theme)))
    }
    return figures
  }
}
