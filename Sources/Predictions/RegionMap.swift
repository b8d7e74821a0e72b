package import Backprop
package import Charts
import Numerals

/// The decision regions of a network after a training, point by point.
package struct RegionMap: Sendable {
  private let regions: DecisionRegions
  private let grid: InputGrid
  /// The class at each point, row after row from the lowest.
  private let classes: [Double]
  private let learningRate: Double
  private let epochs: Int

  /// The number of positions along each input: about two pixels of the figure.
  private static let count = 201

  /// Computes the classes with the parameters of the last row of a table.
  ///
  /// - Parameters:
  ///   - regions: The regions.
  ///   - table: A table of the network.
  package init(_ regions: DecisionRegions, of table: Table) {
    self.regions = regions
    grid = InputGrid(over: regions.samples, count: Self.count)
    classes = regions.outputs(over: grid, of: table, row: table.rows - 1).joined().map { outputs in
      // What is no number belongs to no class.
      outputs.allSatisfy(\.isFinite)
        ? Double(LearnedFunction.classOf(outputs, regions.classification)) : .nan
    }
    learningRate = table.learningRate
    epochs = table.epochs
  }

  /// The regions in the colors of their classes, with the samples on them.
  ///
  /// - Parameter theme: The look; on colored ground the regions are dark and the samples pale, so that
  ///   the legend can be read.
  /// - Returns: The figure.
  package func figure(theme: FigureTheme) -> HeatMap {
    let rate = NumberText.shortest(learningRate)
    let inputs = regions.function.inputs.map { $0.name.prefix { $0 != "[" } }
    var map = HeatMap(
      title: theme == .article
        ? "DECISION REGIONS, η = \(rate)" : "Decision regions, η = \(rate), epoch \(epochs)",
      x: Axis(title: "input \(inputs[0])"), y: Axis(title: "input \(inputs[1])"),
      xValues: grid.positions[0], yValues: grid.positions[1], values: classes,
      valueAxis: Axis(title: "class"), size: Chart.Size(width: 720, height: 540),
      theme: theme.theme)
    let isDark = theme != .plain
    map.categories = (0..<regions.classCount).map { index in
      let colors = DecisionRegions.colors[index]
      return HeatMap.Category(regionName(index), isDark ? colors.dark : colors.pale)
    }
    map.paths = (0..<regions.classCount).map { index in
      let own = regions.samples.filter { regions.classOf($0) == index }
      let colors = DecisionRegions.colors[index]
      return Series(
        name: sampleName(index), x: own.map { $0.inputs[0] }, y: own.map { $0.inputs[1] },
        style: SeriesStyle(
          color: isDark ? colors.pale : colors.dark, lineWidth: 0,
          marker: Self.markers[index], markerSize: 10, markerEvery: 1))
    }
    return map
  }

  /// A symbol for each class, so that classes differ in more than their color.
  private static let markers: [Marker] = [
    .circle, .square, .triangle, .diamond, .cross, .plus,
  ]

  private var output: String { regions.function.outputNames[0] }

  /// What the outputs are in the region of a class.
  private func regionName(_ index: Int) -> String {
    switch regions.classification {
    case .threshold(let threshold):
      "\(output) \(index == 0 ? "≤" : ">") \(NumberText.shortest(threshold))"
    case .largest: "\(regions.function.outputNames[index]) is largest"
    }
  }

  /// What the targets of a class are.
  private func sampleName(_ index: Int) -> String {
    switch regions.classification {
    case .threshold(let threshold):
      "samples with t1 = \(index == 1 ? "1" : threshold == 0 ? "−1" : "0")"
    case .largest: "samples with t\(index + 1) = 1"
    }
  }
}
