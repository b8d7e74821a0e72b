import Numerals
import Publishing
import Backprop
import Charts
import Glibc
import Workbook

/// Writes a sweep as a workbook: the summary by live formulas over the losses, and a chart.
struct SweepBook {
  let sweep: Sweep
  /// Seconds since 1970 for the document's creation date.
  let created: Int

  /// The most rates that a workbook takes; a sheet has 16,384 columns.
  static let rateLimit = 10_000
  /// The most losses that a workbook takes: more are slow to open.
  static let lossLimit = 2_000_000

  /// Whether there is a workbook of so many rates and epochs.
  static func takes(_ settings: Sweep.Settings) -> Bool {
    settings.learningRates.count <= rateLimit
      && settings.learningRates.count * settings.epochs <= lossLimit
  }

  private static let summarySheet = "Summary"
  private static let lossSheet = "Losses"
  private static let head = CellStyle(
    bold: true, color: Color(0xFFFFFF), fill: Color(0x44546A), horizontal: .centre,
    vertical: .centre, wraps: true)

  /// The workbook's value.
  var book: Book {
    var book = Book(
      sheets: hasChartSheet ? [summary, chartSheet, losses] : [summary, losses],
      properties: Book.Properties(
        title: "Learning rates compared", subject: sweep.settings.network.summary,
        author: Program.name, comments: Book.Properties.fitting(sweep.conclusion), created: created)
    )
    book.activeSheet = 0
    return book
  }

  private var losses: Sheet {
    var sheet = Sheet(Self.lossSheet)
    sheet.set("A1", .text("epoch"), style: Self.head)
    sheet.blocks.append(
      ColumnBlock(
        column: 0, firstRow: 1, .numbers((1...sweep.losses.epochs).map(Double.init))))
    for (index, rate) in sweep.losses.learningRates.enumerated() {
      sheet.set(CellAddress(row: 0, column: index + 1), .number(rate), style: Self.head)
      sheet.blocks.append(
        ColumnBlock(
          column: index + 1, firstRow: 1, .numbers(sweep.losses.losses(rate: index)),
          style: CellStyle(numberFormat: .scientific(decimals: 6))))
      sheet.widths[index + 1] = .characters(13)
    }
    sheet.frozen = "B2"
    sheet.print = PrintSetup(landscape: true, fitsOnePageWide: false, repeatedRows: 0...0)
    return sheet
  }

  private var summary: Sheet {
    var sheet = Sheet(Self.summarySheet)
    sheet.set("A1", .text("Learning rates compared"), style: CellStyle(size: 16, bold: true))
    sheet.set("A2", .text(sweep.conclusion))
    let headings = [
      "η", "first loss", "last loss", "smallest loss", "in epoch", "epoch to 10 %",
      "epoch to 1 %", "verdict", "evidence",
    ]
    sheet.setRow("A4", headings.map { .text($0) }, style: Self.head)
    for (index, diagnosis) in sweep.diagnoses.enumerated() {
      fill(&sheet, row: 4 + index, rate: index, diagnosis)
    }
    sheet.widths = [
      0: .characters(12), 1: .characters(14), 2: .characters(14), 3: .characters(14),
      4: .characters(10), 5: .characters(12), 6: .characters(12), 7: .characters(13),
      8: .characters(110),
    ]
    sheet.heights[3] = 32
    sheet.frozen = "B5"
    sheet.print = PrintSetup(landscape: true, repeatedRows: 3...3)
    let rows = 4..<(4 + sweep.diagnoses.count)
    for outcome in TrainingOutcome.allCases {
      sheet.conditionalFormats.append(
        ConditionalFormat(
          CellRange(column: 7, rows: rows),
          .textContains(
            outcome.rawValue, CellStyle(bold: true, color: outcome.color))))
    }
    if !hasChartSheet { sheet.charts = charts(from: rows.upperBound + 1) }
    return sheet
  }

  /// One rate: every number is a formula over the column of its losses.
  private func fill(_ sheet: inout Sheet, row: Int, rate: Int, _ diagnosis: LearningRateDiagnosis) {
    let summary = diagnosis.summary
    let column = CellRange(
      sheet: Self.lossSheet, column: rate + 1, rows: 1..<(1 + sweep.losses.epochs))
    let range = column.absolute
    let first = CellRange(sheet: Self.lossSheet, column.first).absolute
    let last = CellRange(sheet: Self.lossSheet, column.last).absolute
    let head = CellRange(
      sheet: Self.lossSheet, CellAddress(row: 0, column: rate + 1)
    ).absolute
    let isFinite = sweep.losses.losses(rate: rate).allSatisfy(\.isFinite)
    let loss = CellStyle(numberFormat: .scientific(decimals: 6))
    // SUMPRODUCT makes every spreadsheet compare the column as an array: the largest distance from
    // the end of an epoch that is low enough belongs to the first of them.
    func reached(_ part: String, _ epoch: Int?) -> CellContent {
      let epochs = CellRange(sheet: Self.lossSheet, column: 0, rows: 1..<(1 + sweep.losses.epochs))
      let beyond = sweep.losses.epochs + 1
      let distance =
        "SUMPRODUCT(MAX((\(range)<=\(part)*\(first))*(\(beyond)-\(epochs.absolute))))"
      return .formula(
        Formula(
          "IF(\(distance)=0,\"–\",\(beyond)-\(distance))",
          epoch.map { .number(Double($0)) } ?? .text("–")))
    }
    func value(_ formula: String, _ value: Double) -> CellContent {
      isFinite ? .formula(Formula(formula, number: value)) : .text(Self.words(value))
    }
    let contents: [(CellContent, CellStyle)] = [
      (.formula(Formula(head, number: summary.learningRate)), CellStyle(bold: true)),
      (value(first, summary.first), loss), (value(last, summary.last), loss),
      (value("MIN(\(range))", summary.smallest), loss),
      (
        value("MATCH(MIN(\(range)),\(range),0)", Double(summary.smallestEpoch)),
        CellStyle(horizontal: .right)
      ),
      (
        isFinite ? reached("0.1", summary.epochTo10Percent) : .text("–"),
        CellStyle(horizontal: .right)
      ),
      (
        isFinite ? reached("0.01", summary.epochTo1Percent) : .text("–"),
        CellStyle(horizontal: .right)
      ), (.text(diagnosis.outcome.rawValue), CellStyle(horizontal: .centre)),
      (.text(diagnosis.reason), CellStyle()),
    ]
    for (index, content) in contents.enumerated() {
      sheet.set(CellAddress(row: row, column: index), content.0, style: content.1)
    }
  }

  private static func words(_ value: Double) -> String {
    value.isFinite ? NumberText.shortest(value) : value.isNaN ? "NaN" : "Inf"
  }

  // MARK: - Charts

  /// Whether the charts have a sheet of their own: below a long table nobody would find them.
  private var hasChartSheet: Bool { sweep.diagnoses.count > Sweep.curveLimit }

  private var chartSheet: Sheet {
    var sheet = Sheet("Charts")
    sheet.set("A1", .text("Learning rates compared"), style: CellStyle(size: 16, bold: true))
    sheet.set("A2", .text(sweep.conclusion))
    sheet.charts = charts(from: 3)
    sheet.print = PrintSetup(landscape: true)
    return sheet
  }

  /// The overlay and the losses by rate as charts of the spreadsheet, one below the other.
  private func charts(from row: Int) -> [NativeChart] {
    var charts: [NativeChart] = []
    var row = row
    for chart in [overlay, byRate].compactMap(\.self) {
      charts.append(
        NativeChart(
          chart.chart.withGapsForZeros, sources: chart.sources,
          at: CellAddress(row: row, column: 0),
          altText: chart.chart.altText))
      // A row is 20 pixels high.
      row += Int(chart.chart.size.height) / 20 + 2
    }
    return charts
  }

  private var overlay: (chart: Chart, sources: [NativeChart.Source])? {
    guard (2...NativeChart.pointLimit).contains(sweep.losses.epochs) else { return nil }
    let rows = 1..<(1 + sweep.losses.epochs)
    let sources = sweep.overlayRates.map { rate in
      NativeChart.Source(
        x: CellRange(sheet: Self.lossSheet, column: 0, rows: rows),
        y: CellRange(sheet: Self.lossSheet, column: rate + 1, rows: rows))
    }
    return (sweep.overlay(theme: .plain), sources)
  }

  /// The losses by rate as points, where the table has them in rising order.
  private var byRate: (chart: Chart, sources: [NativeChart.Source])? {
    let rates = sweep.diagnoses.map(\.summary.learningRate)
    guard zip(rates, rates.dropFirst()).allSatisfy({ $0 < $1 }),
      var chart = sweep.byRate(theme: .plain)
    else { return nil }
    let rows = 4..<(4 + rates.count)
    // A spreadsheet would draw a line across the rates whose loss is zero, which its axis lacks.
    for (index, marker) in zip(chart.series.indices, [Marker.circle, .diamond]) {
      chart.series[index].style = SeriesStyle(
        lineWidth: 0, marker: marker, markerSize: rates.count > 40 ? 4 : 7, markerEvery: 1)
    }
    chart.x.numberFormat = .shortest
    // A spreadsheet counts the powers of ten from the end of the axis.
    chart.x.range =
      pow(10, log10(rates[0]).rounded(.down))...pow(10, log10(rates[rates.count - 1]).rounded(.up))
    // The columns of the last and of the smallest loss.
    let sources = [2, 3].map { column in
      NativeChart.Source(
        x: CellRange(sheet: Self.summarySheet, column: 0, rows: rows),
        y: CellRange(sheet: Self.summarySheet, column: column, rows: rows))
    }
    return (chart, sources)
  }
}
