import Backprop
import ContentPublishing
import Glibc
import LearningRateAnalysis
import Workbook
import WorkedExample
import WorkedExampleWorkbook

/// Writes a sweep as a workbook: the summary by live formulas over the losses, and a chart.
struct SweepBook {
  let sweep: Sweep
  /// Seconds since 1970 for the document's creation date.
  let created: Int

  var layout: SweepLayout { SweepLayout(sweep) }

  /// The workbook's value.
  var book: Book {
    var book = Book(
      sheets: hasChartSheet ? [summary, chartSheet, losses] : [summary, losses],
      properties: .ofProgram(
        title: "Learning rates compared", subject: sweep.settings.network.summary,
        comments: sweep.conclusion,
        created: created)
    )
    book.activeSheet = 0
    return book
  }

  // MARK: - Losses

  private var losses: Sheet {
    var sheet = Sheet(SweepLayout.losses)
    sheet.set("A1", .text("epoch"), style: BookTheme.tableHeadStyle)
    sheet.blocks.append(
      ColumnBlock(
        column: 0, firstRow: SweepLayout.firstLossRow,
        .numbers((1...sweep.losses.epochs).map(Double.init)), style: ExampleStyles.epoch))
    for (reached, row) in zip(SweepMetric.reached, layout.reachedRows) {
      sheet[row: row, column: 0] = Cell(
        .text(reached.metric.shortTitle), style: ExampleStyles.helper)
    }
    for (index, rate) in sweep.losses.learningRates.enumerated() {
      addLosses(of: index, rate, to: &sheet)
    }
    addChartedLosses(to: &sheet)
    sheet.frozen = "B2"
    sheet.print = PrintSetup(
      landscape: true, fitsOnePageWide: false, repeatedRows: 0...0, repeatedColumns: 0...0)
    return sheet
  }

  private func addLosses(of index: Int, _ rate: Double, to sheet: inout Sheet) {
    sheet[row: 0, column: index + 1] = Cell(.number(rate), style: BookTheme.tableHeadStyle)
    sheet.blocks.append(
      ColumnBlock(
        column: index + 1, firstRow: SweepLayout.firstLossRow,
        .numbers(sweep.losses.losses(rate: index)), style: Self.loss))
    sheet.widths[index + 1] = .characters(13)
    let cells = layout.metricCells(rate: index)
    let local = SweepMetric.Cells(
      losses: CellRange(cells.losses.first, cells.losses.last), reachedEpochs: [])
    for (reached, cell) in zip(SweepMetric.reached, cells.reachedEpochs) {
      sheet.set(
        cell.first,
        .formula(
          SweepMetric.epochFormula(reached, local, sweep.diagnoses[index].summary)),
        style: ExampleStyles.helper)
    }
  }

  /// What the overlay draws, one a curve.
  var chartedLosses: [ChartedLosses] {
    sweep.overlayRates.map {
      ChartedLosses(layout.losses(rate: $0), values: sweep.losses.losses(rate: $0))
    }
  }

  /// Right of the losses those that the overlay draws.
  private func addChartedLosses(to sheet: inout Sheet) {
    guard overlay != nil else { return }
    for (place, (rate, losses)) in zip(sweep.overlayRates, chartedLosses).enumerated() {
      let first = layout.chartedLosses(at: place).first
      sheet.set(
        CellAddress(row: 0, column: first.column),
        .formula(
          Formula(
            CellAddress(row: 0, column: rate + 1).a1, number: sweep.losses.learningRates[rate])),
        style: BookTheme.tableHeadStyle,
        note: Note("What the chart draws: losses above rounding.", width: 220, height: 40))
      sheet.blocks.append(
        losses.block(
          at: first, style: ExampleStyles.helper.with { $0.numberFormat = Self.loss.numberFormat }))
      sheet.widths[first.column] = .characters(13)
    }
  }

  private static let loss = CellStyle(numberFormat: .scientific(decimals: 6))

  // MARK: - Summary

  private var summary: Sheet {
    var sheet = Sheet(SweepLayout.summary)
    sheet.set("A1", .text("Learning rates compared"), style: CellStyle(size: 16, bold: true))
    sheet.set("A2", .text(sweep.conclusion))
    sheet.set("A3", .text(sweep.curvatureNote), style: ExampleStyles.smallHead)
    sheet.setRow(
      CellAddress(row: SweepLayout.headRow, column: 0),
      (["η"] + sweep.metrics.map { SweepMetric.heading($0.title, sweep.rule) } + [
        "verdict", "evidence",
      ]).map { .text($0) },
      style: BookTheme.tableHeadStyle)
    for index in sweep.diagnoses.indices { addSummary(of: index, to: &sheet) }
    sheet.widths[0] = .characters(12)
    for (place, metric) in sweep.metrics.enumerated() {
      sheet.widths[place + 1] = .characters(metric.isCount ? 12 : 14)
    }
    sheet.widths[layout.verdictColumn] = .characters(
      ExampleStyles.verdictWidth(sweep.diagnoses.map(\.outcome)))
    sheet.widths[layout.evidenceColumn] = .characters(110)
    sheet.heights[SweepLayout.headRow] = 32
    sheet.frozen = "B5"
    sheet.print = PrintSetup(
      landscape: true, repeatedRows: SweepLayout.headRow...SweepLayout.headRow,
      area: CellRange(
        "A1",
        CellAddress(
          row: layout.summaryRows.upperBound + (hasChartSheet ? 0 : 60),
          column: layout.evidenceColumn)))
    for outcome in TrainingOutcome.allCases {
      sheet.conditionalFormats.append(
        ConditionalFormat(
          CellRange(column: layout.verdictColumn, rows: layout.summaryRows),
          .textContains(outcome.rawValue, CellStyle(bold: true, color: outcome.color))))
    }
    addChartedSummary(to: &sheet)
    if !hasChartSheet { sheet.charts = charts(from: layout.summaryRows.upperBound + 1) }
    return sheet
  }

  /// One rate: every number is a formula over the column of its losses.
  private func addSummary(of rate: Int, to sheet: inout Sheet) {
    let diagnosis = sweep.diagnoses[rate]
    let cells = layout.metricCells(rate: rate)
    let row = layout.summaryRows.lowerBound + rate
    let head = CellRange(
      sheet: SweepLayout.losses, CellAddress(row: 0, column: rate + 1)
    ).absolute
    sheet[row: row, column: 0] = Cell(
      .formula(Formula(head, number: diagnosis.summary.learningRate)), style: CellStyle(bold: true))
    for (place, metric) in sweep.metrics.enumerated() {
      sheet[row: row, column: place + 1] = Cell(
        metric.content(cells, diagnosis.summary),
        style: metric.isCount || metric.quantity == .accuracy
          ? CellStyle(horizontal: .right) : Self.loss.with { $0.horizontal = .right })
    }
    sheet[row: row, column: layout.verdictColumn] = Cell(
      .text(diagnosis.outcome.rawValue), style: CellStyle(horizontal: .center))
    sheet[row: row, column: layout.evidenceColumn] = Cell(.text(diagnosis.reason))
  }

  /// What the chart by rate draws, one a series.
  var chartedSummary: [ChartedLosses] {
    SweepLayout.charted.compactMap { quantity in
      guard let source = layout.summaryColumn(of: quantity) else { return nil }
      let metric = sweep.metrics[source.first.column - 1]
      return ChartedLosses(
        source,
        values: sweep.diagnoses.map {
          metric.isFinite($0.summary) ? metric.value($0.summary) ?? .nan : .nan
        }, firstColumn: layout.summaryColumn(of: .first)?.first.column ?? 0,
        firstValues: sweep.diagnoses.map(\.summary.first))
    }
  }

  /// Right of the reasons the losses that the chart by rate draws.
  private func addChartedSummary(to sheet: inout Sheet) {
    guard byRate != nil else { return }
    for (place, losses) in chartedSummary.enumerated() {
      let first = layout.chartedSummary(at: place).first
      let title = sweep.metrics[losses.source.first.column - 1].title
      sheet.set(
        CellAddress(row: SweepLayout.headRow, column: first.column),
        .text("\(title) as drawn"), style: BookTheme.tableHeadStyle,
        note: Note("What the chart draws: losses above rounding.", width: 220, height: 40))
      sheet.blocks.append(
        losses.block(
          at: first, style: ExampleStyles.helper.with { $0.numberFormat = Self.loss.numberFormat }))
      sheet.widths[first.column] = .characters(14)
    }
  }
}
