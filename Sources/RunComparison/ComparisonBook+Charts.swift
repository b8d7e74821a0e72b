import Charts
import RunRecords
import Workbook

extension ComparisonBook {
  /// The runs that the charts leave out; empty if there are no charts or all runs are in them.
  var withoutCurve: String {
    comparison.runs.contains { $0.history.count > 1 } ? comparison.withoutCurve(least: 2) : ""
  }

  /// The most series of a chart: more could not be told apart.
  static let mostSeries = 12

  /// The runs that the charts draw: those with two epochs, and of very many the best by their last
  /// test accuracy.
  private var drawn: [(offset: Int, element: ComparedRun)] {
    let shown = comparison.runs.enumerated().filter { $0.element.history.count > 1 }
    guard shown.count > Self.mostSeries else { return shown }
    func accuracy(_ run: ComparedRun) -> Double {
      run.isSound ? run.history.last?.heldOut.accuracy ?? -1 : -1
    }
    let best = shown.sorted { left, right in
      (-accuracy(left.element), left.offset) < (-accuracy(right.element), right.offset)
    }.prefix(Self.mostSeries)
    return best.sorted { $0.offset < $1.offset }
  }

  /// Whether the charts have place for the averages of all runs that they draw.
  private var drawsAverages: Bool {
    drawn.reduce(0) { $0 + (smoothedColumn($1.offset) == nil ? 1 : 2) } <= Self.mostSeries
  }

  /// What the charts do not draw; empty where they draw everything.
  var omission: String {
    let count = comparison.runs.filter { $0.history.count > 1 }.count
    if count > drawn.count {
      return
        "Drawn are the \(drawn.count) runs of \(count) with the best \(comparison.heldOut) accuracy after their"
        + " last epoch, without averages: "
        + drawn.map(\.element.name).joined(separator: ", ") + "."
    }
    let hasAverages = drawn.contains { smoothedColumn($0.offset) != nil }
    return drawsAverages || !hasAverages
      ? "" : "Averages are not drawn: a chart has at most \(Self.mostSeries) curves."
  }

  /// The measures in two rows of two charts; none where no run has two epochs.
  func charts(from row: Int) -> [NativeChart] {
    let shown = drawn
    guard !shown.isEmpty else { return [] }
    return Comparison.Measure.allCases.enumerated().map { place, measure in
      let (chart, sources) = curves(of: shown, measure)
      // A row is 20 pixels high.
      let height = Int(chart.size.height) / 20 + 2
      return NativeChart(
        chart, sources: sources, at: CellAddress(row: row + place / 2 * height, column: 0),
        offsetX: place % 2 * (Int(chart.size.width) + 20), altText: chart.altText)
    }
  }

  /// The values as bold lines and their averages as faint ones, as in the figures.
  private func curves(
    of shown: [(offset: Int, element: ComparedRun)], _ measure: Comparison.Measure
  ) -> (chart: Chart, sources: [NativeChart.Source]) {
    let sheet = comparison.title(measure)
    let theme = Theme.plain
    var series: [Series] = []
    var sources: [NativeChart.Source] = []
    for (place, (index, run)) in shown.enumerated() {
      var style = theme.style(at: place, of: shown.count)
      style.marker = Marker.none
      let curves = Comparison.curves(run.name, run.history.map(measure.value), style: style)
      let columns = [1 + index] + (drawsAverages ? [smoothedColumn(index)].compactMap(\.self) : [])
      series += curves.prefix(columns.count)
      let rows = Self.firstRow..<(Self.firstRow + run.history.count)
      sources += columns.map { column in
        NativeChart.Source(
          name: CellRange(sheet: Self.runSheet, CellAddress(row: 4 + index, column: 0)),
          x: CellRange(sheet: sheet, column: 0, rows: rows),
          y: CellRange(sheet: sheet, column: column, rows: rows))
      }
    }
    let isLoss = !measure.isAccuracy
    let chart = Chart(
      title: sheet.prefix(1).uppercased() + sheet.dropFirst(),
      x: Axis(title: "epoch", range: 1...Double(max(2, epochs)), isCounted: true),
      y: Axis(
        title: sheet, unit: isLoss ? nil : "%",
        kind: isLoss && Self.spansDecades(series) ? .logarithmic : .linear),
      series: series, legend: .right,
      note: [withoutCurve, omission, isLoss ? comparison.lossCaution ?? "" : ""]
        .filter { !$0.isEmpty }.joined(separator: " "),
      size: Chart.Size(width: 640, height: 380), theme: theme)
    return (chart, sources)
  }

  /// Whether a logarithmic axis helps: a spreadsheet's goes from one power of ten to another, and
  /// would press what lies between two of them into a corner.
  private static func spansDecades(_ series: [Series]) -> Bool {
    let values = series.flatMap(\.y).filter(\.isFinite)
    guard let least = values.min(), let most = values.max(), least > 0 else { return false }
    return most / least >= 10
  }
}
