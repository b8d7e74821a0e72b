import Charts

/// The places of a curve on paper, in runs between gaps.
enum CurvePoints {
  /// No place is farther away than this: Cairo's coordinates end near 8 million.
  private static let farthest = 1e5

  /// The runs of points whose values both have a place, zeros of a logarithmic axis at its foot.
  ///
  /// Curves of very many points are thinned to what a pixel column can show: its first, lowest,
  /// highest and last point.
  static func runs(_ series: Series, _ layout: ChartLayout) -> [[Point]] {
    let x = layout.xScale
    var runs: [[Point]] = []
    var run: [Point] = []
    for (xValue, yValue) in zip(series.x, series.y) {
      if let px = x.position(xValue), let py = layout.yPlace(yValue) {
        run.append(
          Point(min(max(px, -farthest), farthest), min(max(py, -farthest), farthest)))
      } else if !run.isEmpty {
        runs.append(run)
        run = []
      }
    }
    if !run.isEmpty { runs.append(run) }
    let columns = abs(x.end - x.start) * 2
    return runs.map { Double($0.count) > columns * 4 ? thinned($0) : $0 }
  }

  /// Where the zeros of a curve are marked on the foot of a logarithmic axis: at the ends of each
  /// run of them, and in between where the points themselves are marked.
  static func zeroMarks(_ series: Series, _ layout: ChartLayout, all: Bool) -> [Point] {
    guard let foot = layout.zeroPlace else { return [] }
    var marks: [Point] = []
    for index in series.y.indices where series.y[index] == 0 {
      guard let x = layout.xScale.position(series.x[index]), x >= layout.plot.x - 1,
        x <= layout.plot.maxX + 1
      else { continue }
      let isEnd =
        index == 0 || series.y[index - 1] != 0 || index + 1 == series.y.count
        || series.y[index + 1] != 0
      let isFree = marks.last.map { abs(x - $0.x) >= MarkerShape.zeroWidth - 1 } ?? true
      if isEnd || all, isFree { marks.append(Point(x, foot)) }
    }
    return marks
  }

  private static func thinned(_ points: [Point]) -> [Point] {
    var result: [Point] = []
    var index = 0
    while index < points.count {
      let column = (points[index].x * 2).rounded(.down)
      var (last, low, high) = (index, index, index)
      while last + 1 < points.count, (points[last + 1].x * 2).rounded(.down) == column {
        last += 1
        if points[last].y < points[low].y { low = last }
        if points[last].y > points[high].y { high = last }
      }
      var kept = index
      for candidate in [index, min(low, high), max(low, high), last]
      where candidate > kept || candidate == index && kept == index {
        if result.last != points[candidate] { result.append(points[candidate]) }
        kept = candidate
      }
      index = last + 1
    }
    return result
  }
}
