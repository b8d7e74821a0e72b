import Backprop
import Charts
import LearningRateAnalysis
import Numerals

/// The true loss on the plane that shows most of some trainings' paths, with those paths.
///
/// The plane lies through the mean of all points along the two leading principal directions of the
/// paths. A path leaves the plane; how far, is said for each of its points.
package struct LossLandscape: Sendable {
  /// One training's path.
  package struct Path: Sendable {
    /// The learning rate.
    package let learningRate: Double
    /// The place of each epoch along the two directions.
    package let places: [(x: Double, y: Double)]
    /// The distance of each epoch's parameters from the plane.
    package let residuals: [Double]
  }

  /// The paths.
  package let paths: [Path]
  /// The part of the squared distances from the mean that lies in the plane, 0 … 1.
  package let explained: Double
  /// The places along the first direction, ascending.
  package let xValues: [Double]
  /// The places along the second direction, ascending.
  package let yValues: [Double]
  /// The loss, row by row: `values[row * xValues.count + column]`.
  package let values: [Double]

  /// The points of the field in each direction.
  private static let density = 120
  /// The largest number of paths' points, each with all parameters.
  private static let numberLimit = 2_000_000

  /// Computes the plane, the loss on it and the paths; nil without rates, with fewer than two
  /// parameters or more than `Curvature.spectrumLimit`, with several steps an epoch, where a number is
  /// not finite, and where nothing moves.
  ///
  /// - Parameters:
  ///   - evaluator: The network's evaluator.
  ///   - learningRates: The rates whose paths are shown.
  ///   - epochs: The number of epochs.
  /// - Throws: `BackpropError` for a rate or a number of epochs that cannot be computed.
  init?(_ evaluator: TableEvaluator, learningRates: [Double], epochs: Int) throws(BackpropError) {
    let count = evaluator.table.parameters.count
    guard !learningRates.isEmpty, epochs > 1, (2...Curvature.spectrumLimit).contains(count),
      evaluator.table.network.stepsPerEpoch == 1,
      learningRates.count * epochs * count <= Self.numberLimit
    else { return nil }
    let curvature = Curvature(evaluator.table)
    let tables = try evaluator.tables(learningRates: learningRates, epochs: epochs)
    let points = tables.map { table in
      (0..<epochs).map { curvature.point(of: table.row($0)) }
    }
    guard let plane = PrincipalPlane(points.flatMap(\.self)) else { return nil }
    explained = plane.explained
    paths = zip(learningRates, points).map { rate, points in
      let projected = points.map(plane.projected)
      return Path(
        learningRate: rate, places: projected.map { ($0.x, $0.y) },
        residuals: projected.map(\.residual))
    }
    func positions(_ values: [Double]) -> [Double] {
      let low = values.min() ?? 0
      let high = values.max() ?? 0
      let margin = max(0.15 * (high - low), 1e-6)
      let step = (high - low + 2 * margin) / Double(Self.density - 1)
      return (0..<Self.density).map { low - margin + Double($0) * step }
    }
    let places = paths.flatMap(\.places)
    let xs = positions(places.map(\.x))
    let ys = positions(places.map(\.y))
    let row = tables[0].row(0)
    xValues = xs
    yValues = ys
    values = ys.flatMap { y in
      xs.map { x in curvature.loss(of: plane.point(x: x, y: y), at: row) }
    }
  }

  /// The field with contours and paths.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The figure.
  func map(theme: Theme) -> HeatMap {
    var map = HeatMap(
      title: "The loss on the plane that shows most of the paths",
      x: Axis(title: "first principal direction"), y: Axis(title: "second principal direction"),
      xValues: xValues, yValues: yValues, values: values,
      valueAxis: Axis(title: "loss", kind: .logarithmic),
      note: note, size: Chart.Size(width: 900, height: 560), theme: theme)
    let contours = levels.map { level in
      let lines = ContourLines(map, level: level)
      var series = Series(
        name: "", x: lines.x, y: lines.y,
        style: SeriesStyle(
          color: Color.black.withOpacity(0.35), lineWidth: 0.8, dash: .solid,
          marker: Marker.none))
      series.isInLegend = false
      series.isDescribed = false
      return series
    }
    map.paths =
      contours
      + paths.enumerated().map { index, path in
        let largest = NumberText.significant(path.residuals.max() ?? 0, 2)
        return Series(
          name: "η = \(NumberText.significant(path.learningRate, 4)), at most \(largest) off the "
            + "plane", x: path.places.map(\.x), y: path.places.map(\.y),
          style: SeriesStyle(
            color: Self.colors[index % Self.colors.count], lineWidth: 1.8, dash: .solid,
            marker: Marker.circle, markerSize: 5, markerEvery: 1))
      }
    return map
  }

  /// Colors that are seen on the whole range of the field's.
  private static let colors = [
    Color(0xD7263D), Color(0x1B1B1B), Color(0xF46036), Color(0x7B2D8B),
  ]

  /// The losses of the contours: four to a power of ten, over what the field spans.
  private var levels: [Double] {
    let finite = values.filter { $0.isFinite && $0 > 0 }
    guard let low = finite.min(), let high = finite.max(), high > low else { return [] }
    var levels: [Double] = []
    for exponent in -14...14 {
      for digit in [1.0, 2, 3, 5] {
        let level = Double("\(digit)e\(exponent)") ?? 0
        if level > low, level < high { levels.append(level) }
      }
    }
    return levels.suffix(24)
  }

  private var note: String {
    "Lines: equal loss, the true one of each point of the plane, which holds "
      + "\(NumberText.significant(100 * explained, 4)) % of the paths' spread. "
      + "Each point's distance from it is in landscape.csv."
  }
}
