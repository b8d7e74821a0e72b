import Backprop
import Charts
import ContentPublishing
import LearningRateAnalysis
import Workbook
import WorkedExample

/// The sheet that compares the learning rates: losses by epoch, a summary, an overlay chart.
struct SweepSheet {
  let example: WorkedExample
  let layout: ExampleLayout

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(ExampleLayout.sweep)
    sheet.set("A1", .text("Learning rates compared"), style: ExampleStyles.title)
    sheet.set(
      CellAddress(row: 0, column: layout.summaryColumn), .link(.back), style: ExampleStyles.link)
    sheet.set(
      "A2",
      .text(
        "Losses by epoch and their summary, by formula from the sheets of the rates. Verdicts "
          + "were written when the book was made; their reasons stand on the Overview."),
      style: ExampleStyles.subtitle)
    addLosses(to: &sheet)
    addSummary(to: &sheet)
    addChart(to: &sheet)
    sheet.heights[0] = 26
    sheet.heights[ExampleLayout.sweepHeadRow] = 32
    sheet.frozen = CellAddress(row: ExampleLayout.firstSweepRow, column: 1)
    sheet.tab = Color(0xE8646B)
    sheet.print = PrintSetup(
      landscape: true, repeatedRows: ExampleLayout.sweepHeadRow...ExampleLayout.sweepHeadRow,
      area: CellRange(
        "A1",
        CellAddress(
          row: layout.reachedEpochs(rate: 0).last?.last.row ?? layout.sweepRows.upperBound,
          column: layout.sweepVerdictColumn)))
    return sheet
  }

  // MARK: - Losses

  private func addLosses(to sheet: inout Sheet) {
    guard let loss = example.description.index(of: .totalError) else { return }
    sheet.set(
      CellAddress(row: ExampleLayout.sweepHeadRow, column: 0), .text("epoch"),
      style: ExampleStyles.tableHead)
    sheet.blocks.append(
      ColumnBlock(
        column: 0, firstRow: ExampleLayout.firstSweepRow,
        .numbers((1...example.settings.epochs).map(Double.init)), style: ExampleStyles.epoch))
    sheet.widths[0] = .characters(9)
    for (index, table) in example.tables.enumerated() {
      addHead(rate: index, column: index + 1, to: &sheet)
      sheet.blocks.append(
        ColumnBlock(
          column: index + 1, firstRow: ExampleLayout.firstSweepRow,
          .formulas(
            layout.epochLoss(rate: index, loss: loss), results: table.epochLosses),
          style: ExampleStyles.body(.totalError)))
      let cells = layout.metricCells(rate: index)
      for (reached, cell) in zip(SweepMetric.reached, cells.reachedEpochs) {
        sheet.set(
          cell.first,
          .formula(
            SweepMetric.epochFormula(reached, cells, example.diagnoses[index].summary)),
          style: ExampleStyles.helper)
        sheet.set(
          CellAddress(row: cell.first.row, column: 0), .text(reached.metric.shortTitle),
          style: ExampleStyles.helper)
      }
    }
    sheet.conditionalFormats += ExampleStyles.fitting(
      in: CellRange(
        CellAddress(row: ExampleLayout.firstSweepRow, column: 1),
        CellAddress(row: layout.sweepRows.upperBound - 1, column: example.tables.count)))
    sheet.widths[example.tables.count + 1] = .characters(3)
  }

  /// The heading of a rate's losses, which follows the rate.
  private func addHead(rate index: Int, column: Int, to sheet: inout Sheet) {
    sheet.set(
      CellAddress(row: ExampleLayout.sweepHeadRow, column: column),
      .joined(
        "η = ", layout.learningRateCell(rate: index).absolute, layout.learningRates[index]),
      style: ExampleStyles.tableHead)
    sheet.widths[column] = .characters(12.5)
  }

  // MARK: - Summary

  private func addSummary(to sheet: inout Sheet) {
    func head(_ text: String, column: Int, width: Double) {
      sheet.set(
        CellAddress(row: ExampleLayout.sweepHeadRow, column: column), .text(text),
        style: ExampleStyles.tableHead)
      sheet.widths[column] = .characters(width)
    }
    head("η", column: layout.summaryColumn, width: 10)
    for (place, metric) in layout.metrics.enumerated() {
      head(metric.title, column: layout.metricColumn(place), width: metric.isCount ? 12 : 13)
    }
    head(
      "verdict when made", column: layout.sweepVerdictColumn,
      width: ExampleStyles.verdictWidth(example.diagnoses.map(\.outcome)))
    for index in example.diagnoses.indices { addSummary(rate: index, to: &sheet) }
    let losses = layout.metrics.indices.filter { layout.metrics[$0].isLoss }
    if let first = losses.first, let last = losses.last {
      sheet.conditionalFormats += ExampleStyles.fitting(
        in: CellRange(
          CellAddress(row: ExampleLayout.firstSweepRow, column: layout.metricColumn(first)),
          CellAddress(
            row: ExampleLayout.firstSweepRow + example.tables.count - 1,
            column: layout.metricColumn(last))))
    }
    let row = ExampleLayout.firstSweepRow + example.tables.count + 1
    sheet.set(
      CellAddress(row: row, column: layout.summaryColumn),
      .formula(
        Formula(layout.conclusionCell.absolute, text: OverviewSheet.conclusion(of: example))),
      style: ExampleStyles.label)
  }

  private func addSummary(rate index: Int, to sheet: inout Sheet) {
    let row = ExampleLayout.firstSweepRow + index
    let diagnosis = example.diagnoses[index]
    sheet.set(
      CellAddress(row: row, column: layout.summaryColumn),
      .formula(
        Formula(
          layout.learningRateCell(rate: index).absolute, number: layout.learningRates[index])),
      style: ExampleStyles.result.with { $0.isBold = true })
    let cells = layout.metricCells(rate: index)
    for (place, metric) in layout.metrics.enumerated() {
      sheet.set(
        CellAddress(row: row, column: layout.metricColumn(place)),
        metric.content(cells, diagnosis.summary),
        style: ExampleStyles.result.with {
          $0.numberFormat = metric.isLoss ? ExampleStyles.loss : .general
        })
    }
    let isRecommended = example.recommendation?.learningRate == diagnosis.summary.learningRate
    let verdict = CellAddress(row: row, column: layout.sweepVerdictColumn)
    sheet.set(
      verdict,
      .formula(
        Formula(
          layout.verdictCell(rate: index).absolute, text: diagnosis.outcome.rawValue)),
      style: ExampleStyles.result)
    let style = isRecommended ? ExampleStyles.good : Self.style(of: diagnosis.outcome)
    sheet.conditionalFormats.append(
      ConditionalFormat(
        CellRange(verdict), .textContains(diagnosis.outcome.rawValue, style)))
  }

  private static func style(of outcome: TrainingOutcome) -> CellStyle {
    switch outcome {
    case .converging, .overshot: CellStyle(color: BookTheme.good.text, fill: BookTheme.paleGood)
    case .tooSlow: CellStyle(color: Color(0x7F6000), fill: Color(0xFFF8E1))
    case .oscillating, .stuck, .diverging, .saturated, .degenerate, .overflowed: ExampleStyles.bad
    }
  }

  // MARK: - Chart

  private func addChart(to sheet: inout Sheet) {
    guard example.settings.epochs <= NativeChart.pointLimit else { return }
    sheet.set(
      CellAddress(row: ExampleLayout.sweepHeadRow - 1, column: layout.chartColumn),
      .text("What the chart draws: losses above rounding"), style: ExampleStyles.smallHead)
    sheet.widths[layout.chartColumn - 1] = .characters(3)
    let charted = example.tables.enumerated().map { index, table in
      ChartedLosses(layout.sweepLosses(rate: index), values: table.epochLosses)
    }
    for index in example.tables.indices {
      let drawn = layout.chartedLosses(rate: index).first
      addHead(rate: index, column: drawn.column, to: &sheet)
      sheet.blocks.append(
        charted[index].block(
          at: drawn, style: ExampleStyles.helper.with { $0.numberFormat = ExampleStyles.loss }))
    }
    let chart = example.overlayChart()
    let sources = example.tables.indices.map { index in
      NativeChart.Source(
        name: CellRange(
          sheet: ExampleLayout.sweep,
          CellAddress(row: ExampleLayout.sweepHeadRow, column: index + 1)),
        x: CellRange(sheet: ExampleLayout.sweep, column: 0, rows: layout.sweepRows),
        y: layout.chartedLosses(rate: index))
    }
    sheet.charts = [
      NativeChart(
        chart.drawing(charted), sources: sources,
        at: CellAddress(
          row: ExampleLayout.firstSweepRow + example.tables.count + 3,
          column: layout.summaryColumn),
        followsData: true, altText: chart.altText)
    ]
  }
}
