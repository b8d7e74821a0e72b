import Figures
import Backprop
import Charts
import Workbook

/// The sheet that compares the learning rates: losses by epoch, a summary, an overlay chart.
struct SweepSheet {
  let example: WorkedExample

  private static let headRow = 3
  private static let firstRow = 4
  private static let notFinite = "not finite"
  private static let notReached = "not reached"
  private var rateCount: Int { example.tables.count }
  private var rows: Range<Int> { Self.firstRow..<Self.firstRow + example.settings.epochs }
  private var summaryColumn: Int { rateCount + 2 }

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(ExampleLayout.sweep)
    sheet.set("A1", .text("Learning rates compared"), style: ExampleStyles.title)
    sheet.set(
      CellAddress(row: 0, column: summaryColumn), .link(ExampleLayout.backLink),
      style: ExampleStyles.link)
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
    sheet.heights[Self.headRow] = 32
    sheet.frozen = CellAddress(row: Self.firstRow, column: 1)
    sheet.tab = Color(0xE8646B)
    sheet.print = PrintSetup(landscape: true, repeatedRows: Self.headRow...Self.headRow)
    return sheet
  }

  private func addLosses(to sheet: inout Sheet) {
    guard let loss = example.description.index(of: .totalError) else { return }
    sheet.set(
      CellAddress(row: Self.headRow, column: 0), .text("epoch"), style: ExampleStyles.tableHead)
    sheet.blocks.append(
      ColumnBlock(
        column: 0, firstRow: Self.firstRow,
        .numbers((1...example.settings.epochs).map(Double.init)),
        style: CellStyle(bold: true, fill: Color(0xF3F4F6), horizontal: .centre)))
    sheet.widths[0] = .characters(9)
    for (index, table) in example.tables.enumerated() {
      let name = ExampleLayout.sheetName(learningRate: table.learningRate)
      let rate = CellRange(sheet: name, ExampleLayout.learningRateCell).absolute
      sheet.set(
        CellAddress(row: Self.headRow, column: index + 1),
        ExampleLayout.joined("η = ", rate, table.learningRate),
        style: ExampleStyles.tableHead)
      sheet.blocks.append(
        ColumnBlock(
          column: index + 1, firstRow: Self.firstRow,
          .formulas(
            FormulaTemplate([
              .cell(
                sheet: name, column: ExampleLayout.column(of: loss),
                row: .offset(ExampleLayout.firstRow - Self.firstRow))
            ]), results: Array(table.losses)),
          style: ExampleStyles.body(.totalError)))
      sheet.widths[index + 1] = .characters(12.5)
    }
    sheet.conditionalFormats += ExampleStyles.fitting(
      in: CellRange(
        CellAddress(row: Self.firstRow, column: 1),
        CellAddress(row: rows.upperBound - 1, column: rateCount)))
    sheet.widths[rateCount + 1] = .characters(3)
  }

  // MARK: - Summary

  private struct Figure {
    let head: String
    let width: Double
    let format: CellFormat
    /// The formula, given the cells of the losses and of the epochs.
    let formula: (String, String) -> String
    let result: (SweepSummary) -> Double?
  }

  private var figures: [Figure] {
    let last = example.settings.epochs
    func reach(_ share: String) -> (String, String) -> String {
      { losses, epochs in
        let bound = "\(share)*INDEX(\(losses),1)"
        return "IF(MIN(\(losses))<=\(bound),\(last + 1)-"
          + "SUMPRODUCT(MAX((\(losses)<=\(bound))*(\(last + 1)-\(epochs)))),\"\(Self.notReached)\")"
      }
    }
    return [
      Figure(head: "first loss", width: 13, format: ExampleStyles.loss) { losses, _ in
        "INDEX(\(losses),1)"
      } result: {
        $0.first
      },
      Figure(head: "last loss", width: 13, format: ExampleStyles.loss) { losses, _ in
        "INDEX(\(losses),\(last))"
      } result: {
        $0.last
      },
      Figure(head: "smallest loss", width: 13, format: ExampleStyles.loss) { losses, _ in
        "MIN(\(losses))"
      } result: {
        $0.smallest
      },
      Figure(head: "in epoch", width: 9, format: .general) { losses, _ in
        "MATCH(MIN(\(losses)),\(losses),0)"
      } result: {
        Double($0.smallestEpoch)
      },
      Figure(head: "epochs to 10 %", width: 12, format: .general, formula: reach("0.1")) {
        $0.epochTo10Percent.map(Double.init)
      },
      Figure(head: "epochs to 1 %", width: 12, format: .general, formula: reach("0.01")) {
        $0.epochTo1Percent.map(Double.init)
      },
    ]
  }

  private func addSummary(to sheet: inout Sheet) {
    let figures = figures
    var column = summaryColumn
    func head(_ text: String, width: Double) {
      sheet.set(
        CellAddress(row: Self.headRow, column: column), .text(text),
        style: ExampleStyles.tableHead)
      sheet.widths[column] = .characters(width)
      column += 1
    }
    head("η", width: 10)
    for figure in figures { head(figure.head, width: figure.width) }
    head("verdict when made", width: 13)
    for (index, diagnosis) in example.diagnoses.enumerated() {
      addSummary(of: diagnosis, index: index, figures, to: &sheet)
    }
    // The first, the last and the smallest loss.
    sheet.conditionalFormats += ExampleStyles.fitting(
      in: CellRange(
        CellAddress(row: Self.firstRow, column: summaryColumn + 1),
        CellAddress(row: Self.firstRow + rateCount - 1, column: summaryColumn + 3)))
    let row = Self.firstRow + rateCount + 1
    sheet.set(
      CellAddress(row: row, column: summaryColumn), .text(ExampleLayout.conclusion(example)),
      style: ExampleStyles.label)
  }

  private func addSummary(
    of diagnosis: LearningRateDiagnosis, index: Int, _ figures: [Figure], to sheet: inout Sheet
  ) {
    let row = Self.firstRow + index
    let summary = diagnosis.summary
    let name = ExampleLayout.sheetName(learningRate: summary.learningRate)
    let losses = CellRange(column: index + 1, rows: rows).absolute
    let epochs = CellRange(column: 0, rows: rows).absolute
    let base = CellStyle(
      horizontal: .centre, vertical: .centre, borders: ExampleStyles.cellBorder)
    sheet.set(
      CellAddress(row: row, column: summaryColumn),
      .formula(
        Formula(
          CellRange(sheet: name, ExampleLayout.learningRateCell).absolute,
          number: summary.learningRate)),
      style: base.with { $0.isBold = true })
    for (offset, figure) in figures.enumerated() {
      let text = "IFERROR(\(figure.formula(losses, epochs)),\"\(Self.notFinite)\")"
      // One loss that is not finite leaves no smallest one; the first alone can still be told.
      let isLost = summary.overflowEpoch.map { offset > 0 || $0 == 1 } ?? false
      let formula =
        isLost && !(offset == 1 && summary.last.isFinite)
        ? Formula(text, text: Self.notFinite)
        : figure.result(summary).map { Formula(text, number: $0) }
          ?? Formula(text, text: Self.notReached)
      sheet.set(
        CellAddress(row: row, column: summaryColumn + 1 + offset), .formula(formula),
        style: base.with { $0.numberFormat = figure.format })
    }
    let isRecommended = example.recommendation?.learningRate == summary.learningRate
    let verdictStyle: CellStyle =
      isRecommended ? ExampleStyles.good : Self.style(of: diagnosis.outcome)
    sheet.set(
      CellAddress(row: row, column: summaryColumn + 1 + figures.count),
      .text(diagnosis.outcome.rawValue),
      style: verdictStyle.with {
        $0.horizontal = .centre
        $0.vertical = .centre
        $0.borders = ExampleStyles.cellBorder
      })
  }

  /// The cells with the first, the last and the smallest loss of a rate.
  func lossCells(rate index: Int) -> CellRange {
    CellRange(
      sheet: ExampleLayout.sweep,
      CellAddress(row: Self.firstRow + index, column: summaryColumn + 1),
      CellAddress(row: Self.firstRow + index, column: summaryColumn + 3))
  }

  /// The cell with the epoch of a rate's smallest loss.
  func smallestEpochCell(rate index: Int) -> CellRange {
    CellRange(
      sheet: ExampleLayout.sweep,
      CellAddress(row: Self.firstRow + index, column: summaryColumn + 4))
  }

  /// The cell with the epochs that a rate takes to a share of its first loss, as a formula.
  ///
  /// - Parameters:
  ///   - index: the rate's place among the rates.
  ///   - offset: 0 for 10 %, 1 for 1 %.
  /// - Returns: a formula that reads the summary, with its result.
  func reach(rate index: Int, _ offset: Int) -> CellContent {
    let summary = example.diagnoses[index].summary
    let cell = CellRange(
      sheet: ExampleLayout.sweep,
      CellAddress(row: Self.firstRow + index, column: summaryColumn + 5 + offset)
    ).a1
    let epoch = offset == 0 ? summary.epochTo10Percent : summary.epochTo1Percent
    if summary.overflowEpoch != nil { return .formula(Formula(cell, text: Self.notFinite)) }
    return .formula(
      epoch.map { Formula(cell, number: Double($0)) } ?? Formula(cell, text: Self.notReached))
  }

  private static func style(of outcome: TrainingOutcome) -> CellStyle {
    switch outcome {
    case .converging: CellStyle(color: Color(0x0B5A2B), fill: Color(0xEFF9F1))
    case .tooSlow: CellStyle(color: Color(0x7F6000), fill: Color(0xFFF8E1))
    case .oscillating, .diverging, .saturated, .degenerate, .overflowed:
      ExampleStyles.bad
    }
  }

  private func addChart(to sheet: inout Sheet) {
    guard example.settings.epochs <= NativeChart.pointLimit else { return }
    let chart = example.overlayChart()
    let sources = example.tables.indices.map { index in
      NativeChart.Source(
        name: CellRange(
          sheet: ExampleLayout.sweep, CellAddress(row: Self.headRow, column: index + 1)),
        x: CellRange(sheet: ExampleLayout.sweep, column: 0, rows: rows),
        y: CellRange(sheet: ExampleLayout.sweep, column: index + 1, rows: rows))
    }
    sheet.charts = [
      NativeChart(
        chart.withGapsForZeros, sources: sources,
        at: CellAddress(row: Self.firstRow + rateCount + 3, column: summaryColumn),
        followsData: true, altText: chart.altText)
    ]
  }
}
