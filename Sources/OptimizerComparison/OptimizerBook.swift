import Backprop
import Charts
import ContentPublishing
import LearningRateAnalysis
import NetworkFiles
import Workbook
import WorkedExample
import WorkedExampleWorkbook

/// Writes a comparison as a workbook: the summary by live formulas over the losses, and a chart.
struct OptimizerBook {
  let comparison: OptimizerComparison
  /// Seconds since 1970 for the document's creation date.
  let created: Int

  private static let losses = "Losses"
  private static let summary = "Summary"
  private static let firstLossRow = 2
  private static let headRow = 3
  private static let firstMetric = 2

  private var epochs: Int { comparison.settings.epochs }
  private var lossRows: Range<Int> { Self.firstLossRow..<Self.firstLossRow + epochs }

  /// Whether a workbook takes so many epochs: each is a row.
  static func takes(_ settings: OptimizerComparison.Settings) -> Bool {
    settings.epochs <= WorkedExampleSettings.epochLimit
  }

  /// The workbook's value.
  var book: Book {
    var book = Book(
      sheets: [summarySheet, lossSheet],
      properties: .ofProgram(
        title: "Optimizers compared", subject: comparison.settings.network.summary,
        comments: comparison.conclusion,
        created: created))
    book.activeSheet = 0
    return book
  }

  private func lossCells(_ index: Int) -> CellRange {
    CellRange(sheet: Self.losses, column: index + 1, rows: lossRows)
  }

  private func reachedCell(_ place: Int, _ index: Int) -> CellAddress {
    CellAddress(row: lossRows.upperBound + 1 + place, column: index + 1)
  }

  private func cells(_ index: Int) -> SweepMetric.Cells {
    SweepMetric.Cells(
      losses: lossCells(index),
      reachedEpochs: SweepMetric.reached.indices.map {
        CellRange(sheet: Self.losses, reachedCell($0, index))
      })
  }

  // MARK: - Losses

  private var lossSheet: Sheet {
    var sheet = Sheet(Self.losses)
    sheet.set("A1", .text("optimizer"), style: BookTheme.tableHeadStyle)
    sheet.set("A2", .text("best η"), style: BookTheme.tableHeadStyle)
    sheet.blocks.append(
      ColumnBlock(
        column: 0, firstRow: Self.firstLossRow, .numbers((1...epochs).map(Double.init)),
        style: ExampleStyles.epoch))
    for (place, reached) in SweepMetric.reached.enumerated() {
      sheet[row: lossRows.upperBound + 1 + place, column: 0] = Cell(
        .text(reached.metric.shortTitle), style: ExampleStyles.helper)
    }
    for (index, entry) in comparison.entries.enumerated() {
      let column = index + 1
      sheet[row: 0, column: column] = Cell(
        .text(entry.optimizer.text), style: BookTheme.tableHeadStyle)
      sheet[row: 1, column: column] = Cell(
        .number(entry.diagnosis.summary.learningRate), style: BookTheme.tableHeadStyle)
      sheet.blocks.append(
        ColumnBlock(
          column: column, firstRow: Self.firstLossRow, .numbers(entry.losses),
          style: CellStyle(numberFormat: .scientific(decimals: 6))))
      let own = CellRange(column: column, rows: lossRows)
      for (place, reached) in SweepMetric.reached.enumerated() {
        sheet.set(
          reachedCell(place, index),
          .formula(
            SweepMetric.epochFormula(
              reached, SweepMetric.Cells(losses: own, reachedEpochs: []), entry.diagnosis.summary)),
          style: ExampleStyles.helper)
      }
      sheet.widths[column] = .characters(26)
    }
    sheet.frozen = "B3"
    sheet.print = PrintSetup(
      landscape: true, fitsOnePageWide: false, repeatedRows: 0...1, repeatedColumns: 0...0)
    return sheet
  }

  // MARK: - Summary

  private var summarySheet: Sheet {
    var sheet = Sheet(Self.summary)
    sheet.set("A1", .text("Optimizers compared"), style: CellStyle(size: 16, bold: true))
    sheet.set("A2", .text(comparison.conclusion))
    sheet.setRow(
      CellAddress(row: Self.headRow, column: 0),
      (["optimizer", "best η"] + comparison.metrics.map(\.title) + ["verdict", "evidence"])
        .map { .text($0) }, style: BookTheme.tableHeadStyle)
    for index in comparison.entries.indices { addSummary(of: index, to: &sheet) }
    let verdict = Self.firstMetric + comparison.metrics.count
    sheet.widths[0] = .characters(36)
    for column in 1..<verdict { sheet.widths[column] = .characters(14) }
    sheet.widths[verdict] = .characters(13)
    sheet.widths[verdict + 1] = .characters(110)
    sheet.heights[Self.headRow] = 32
    sheet.frozen = "B5"
    sheet.print = PrintSetup(landscape: true, repeatedRows: Self.headRow...Self.headRow)
    addChart(to: &sheet)
    return sheet
  }

  private func addSummary(of index: Int, to sheet: inout Sheet) {
    let entry = comparison.entries[index]
    let summary = entry.diagnosis.summary
    let row = Self.headRow + 1 + index
    sheet[row: row, column: 0] = Cell(.text(entry.optimizer.text), style: CellStyle(bold: true))
    let rate = CellRange(sheet: Self.losses, CellAddress(row: 1, column: index + 1)).absolute
    sheet[row: row, column: 1] = Cell(
      .formula(Formula(rate, number: summary.learningRate)), style: CellStyle(bold: true))
    for (place, metric) in comparison.metrics.enumerated() {
      var style = CellStyle(horizontal: .right)
      if metric.isLoss { style.numberFormat = .scientific(decimals: 6) }
      sheet[row: row, column: Self.firstMetric + place] = Cell(
        metric.content(cells(index), summary), style: style)
    }
    let verdict = Self.firstMetric + comparison.metrics.count
    sheet[row: row, column: verdict] = Cell(
      .text(entry.diagnosis.outcome.rawValue), style: CellStyle(horizontal: .center))
    sheet[row: row, column: verdict + 1] = Cell(.text(entry.diagnosis.reason))
  }

  /// The losses as a chart of the spreadsheet, without those that its axis does not have.
  private func addChart(to sheet: inout Sheet) {
    guard (2...NativeChart.pointLimit).contains(epochs),
      comparison.entries.allSatisfy({ $0.losses.allSatisfy { $0.isFinite && $0 > 0 } })
    else { return }
    let chart = comparison.chart(theme: .plain)
    let epochCells = CellRange(sheet: Self.losses, column: 0, rows: lossRows)
    sheet.charts = [
      NativeChart(
        chart,
        sources: comparison.entries.indices.map { .init(x: epochCells, y: lossCells($0)) },
        at: CellAddress(row: Self.headRow + comparison.entries.count + 2, column: 0),
        altText: chart.altText)
    ]
  }
}
