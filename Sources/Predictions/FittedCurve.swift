package import Backprop
package import Charts

/// The output of a network with one input and one output, over the samples that it learned from.
package struct FittedCurve: Sendable {
  /// The function.
  package let function: LearnedFunction
  /// The samples.
  package let samples: [Network.Sample]
  /// Where the curve is computed.
  package let positions: [Double]

  /// The number of points of the curve.
  package static let pointCount = 101

  /// The curve of a network; nil for a network with several inputs or outputs, with one sample,
  /// or too large.
  ///
  /// - Parameter description: The network's table.
  package init?(_ description: TableDescription) {
    let network = description.network
    guard network.samples.count > 1, network.inputs.count == 1, network.targets.count == 1,
      let function = LearnedFunction(description)
    else { return nil }
    self.function = function
    samples = network.samples
    positions = InputGrid(over: samples, count: Self.pointCount).positions[0]
  }

  /// The outputs at the positions.
  ///
  /// - Parameters:
  ///   - table: A table of the network.
  ///   - row: The row whose parameters count, from zero.
  /// - Returns: One number a position.
  package func outputs(of table: Table, row: Int) -> [Double] {
    let fixed = function.fixed(parameters: function.parameters(of: table, row: row))
    return positions.map { fixed.outputs(of: [$0], parameters: [:])[0] }
  }

  /// The samples as points, the curve before training and the curve after it.
  ///
  /// - Parameters:
  ///   - table: A table of the network.
  ///   - title: The chart's title.
  ///   - theme: The look.
  /// - Returns: A chart with a legend.
  package func chart(of table: Table, title: String, theme: FigureTheme) -> Chart {
    var points = Series(
      name: "samples", x: samples.map { $0.inputs[0] }, y: samples.map { $0.targets[0] },
      style: SeriesStyle(lineWidth: 0, marker: .circle, markerSize: 7, markerEvery: 1))
    points.isInLegend = true
    let plain = { (dash: Dash) in SeriesStyle(dash: dash, marker: Marker.none) }
    return Chart(
      title: title,
      x: Axis(title: "input i1", range: positions[0]...positions[positions.count - 1]),
      y: Axis(title: "output a_o1", automaticRange: .nice),
      series: [
        Series(
          name: "epoch \(table.epochs)", x: positions,
          y: outputs(of: table, row: table.rows - 1), style: plain(.solid)),
        Series(
          name: "epoch 1", x: positions, y: outputs(of: table, row: 0), style: plain(.dashed)),
        points,
      ], legend: .right, size: Chart.Size(width: 774, height: 460), theme: theme.theme)
  }
}
