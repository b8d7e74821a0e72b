import Charts
import Glibc
import LearningRateAnalysis
import Workbook
import WorkedExample

extension SweepBook {
  /// Whether the charts have a sheet of their own: below a long table nobody would find them.
  var hasChartSheet: Bool { sweep.diagnoses.count > Sweep.curveLimit }

  var chartSheet: Sheet {
    var sheet = Sheet("Charts")
    sheet.set("A1", .text("Learning rates compared"), style: CellStyle(size: 16, bold: true))
    sheet.set("A2", .text(sweep.conclusion))
    sheet.charts = charts(from: 3)
    sheet.print = PrintSetup(landscape: true)
    return sheet
  }

  /// The overlay and the losses by rate as charts of the spreadsheet, one below the other.
  func charts(from row: Int) -> [NativeChart] {
    var charts: [NativeChart] = []
    var row = row
    for var chart in [overlay, byRate].compactMap(\.self) {
      chart.anchor = CellAddress(row: row, column: 0)
      charts.append(chart)
      // A row is 20 pixels high.
      row += Int(chart.size.height) / 20 + 2
    }
    return charts
  }

  var overlay: NativeChart? {
    guard (2...NativeChart.pointLimit).contains(sweep.losses.epochs) else { return nil }
    let epochs = CellRange(sheet: SweepLayout.losses, column: 0, rows: layout.lossRows)
    let sources = sweep.overlayRates.indices.map {
      NativeChart.Source(x: epochs, y: layout.chartedLosses(at: $0))
    }
    let chart = sweep.overlay(theme: .plain)
    return NativeChart(
      chart.drawing(chartedLosses), sources: sources, at: "A1", altText: chart.altText)
  }

  /// The losses by rate as points, where the table has them in rising order.
  var byRate: NativeChart? {
    let rates = sweep.diagnoses.map(\.summary.learningRate)
    guard zip(rates, rates.dropFirst()).allSatisfy({ $0 < $1 }),
      var chart = sweep.byRate(theme: .plain)
    else { return nil }
    // A spreadsheet would draw a line across the rates whose loss is zero, which its axis lacks.
    for (index, marker) in zip(chart.series.indices, [Marker.circle, .diamond]) {
      chart.series[index].style = SeriesStyle(
        lineWidth: 0, marker: marker, markerSize: rates.count > 40 ? 4 : 7, markerEvery: 1)
    }
    chart.x.numberFormat = .shortest
    if chart.x.kind == .logarithmic {
      // A spreadsheet counts the powers of ten from the end of the axis.
      chart.x.range =
        pow(
          10, log10(rates[0]).rounded(.down))...pow(
          10, log10(rates[rates.count - 1]).rounded(.up))
    }
    let sources = SweepLayout.charted.indices.map { place in
      NativeChart.Source(
        x: CellRange(sheet: SweepLayout.summary, column: 0, rows: layout.summaryRows),
        y: layout.chartedSummary(at: place))
    }
    return NativeChart(
      chart.drawing(chartedSummary), sources: sources, at: "A1", altText: chart.altText)
  }
}
