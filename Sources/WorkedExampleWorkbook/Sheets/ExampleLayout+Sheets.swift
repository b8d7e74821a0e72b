import Backprop
import Workbook
import WorkedExample

/// The sheet Inputs: quantities from top to bottom, the step of the checks below them.
extension ExampleLayout {
  /// The columns of the sheet.
  enum InputColumn {
    static let quantity = 0
    static let value = 1
    static let name = 2
    static let meaning = 3
    static let made = 4
  }

  /// The row of the first quantity.
  static let firstInputRow = 4

  private var lastInputRow: Int { Self.firstInputRow + givens.count - 1 }

  /// The cell with the value of a given quantity.
  func inputCell(at index: Int) -> CellRange { input(Self.firstInputRow + index) }

  /// The cell with the step of the check columns.
  var checkStepCell: CellRange { input(lastInputRow + 2) }

  /// The cell with the number of quantities that are not those that the book was made with.
  var changeCell: CellRange { input(lastInputRow + 4) }

  /// The values of all given quantities.
  var inputValues: CellRange { inputs(column: InputColumn.value) }

  /// The values that the book was made with.
  var inputsAsMade: CellRange { inputs(column: InputColumn.made) }

  private func input(_ row: Int) -> CellRange {
    CellRange(sheet: Self.inputs, CellAddress(row: row, column: InputColumn.value))
  }

  private func inputs(column: Int) -> CellRange {
    CellRange(sheet: Self.inputs, column: column, rows: Self.firstInputRow..<lastInputRow + 1)
  }
}

/// The sheet Overview: a row a rate.
extension ExampleLayout {
  /// The columns of the results.
  enum OverviewColumn {
    static let sheet = 0
    static let firstLoss = 1
    static let lastLoss = 2
    /// The column of the first of ``SweepMetric/reached``; the others follow.
    static let reached = 3
    static let verdict = reached + SweepMetric.reached.count
    static let reason = verdict + 1
  }

  /// The row of the first rate.
  static let firstResultRow = 7

  /// The row below the last rate.
  var resultEnd: Int { Self.firstResultRow + learningRates.count }

  /// The cells with the first and the last loss of a rate.
  func overviewLosses(rate index: Int) -> CellRange {
    CellRange(
      sheet: Self.overview,
      CellAddress(row: Self.firstResultRow + index, column: OverviewColumn.firstLoss),
      CellAddress(row: Self.firstResultRow + index, column: OverviewColumn.lastLoss))
  }

  /// The cell with the epochs of one of ``SweepMetric/reached``, counted from 0.
  func overviewReached(_ place: Int, rate index: Int) -> CellRange {
    CellRange(
      sheet: Self.overview,
      CellAddress(row: Self.firstResultRow + index, column: OverviewColumn.reached + place))
  }

  /// The cells with the verdicts, from top to bottom.
  var verdictCells: CellRange {
    CellRange(
      sheet: Self.overview, column: OverviewColumn.verdict, rows: Self.firstResultRow..<resultEnd)
  }

  /// The cell with the verdict of a rate.
  func verdictCell(rate index: Int) -> CellRange {
    CellRange(
      sheet: Self.overview,
      CellAddress(row: Self.firstResultRow + index, column: OverviewColumn.verdict))
  }

  /// The cell with what to take from the comparison.
  var conclusionCell: CellRange {
    CellRange(sheet: Self.overview, CellAddress(row: resultEnd + 1, column: 0))
  }
}

/// The sheet Sweep: losses by epoch at the left, a summary right of them, the chart's losses last.
extension ExampleLayout {
  /// The row of the headings.
  static let sweepHeadRow = 3
  /// The row of the first epoch, and of the first rate in the summary.
  static let firstSweepRow = 4

  /// The rows of the epochs.
  var sweepRows: Range<Int> { Self.firstSweepRow..<Self.firstSweepRow + epochs }
  /// The first column of the summary, with the rates.
  var summaryColumn: Int { learningRates.count + 2 }
  /// The column of a metric in the summary.
  func metricColumn(_ index: Int) -> Int { summaryColumn + 1 + index }
  /// The column of the verdicts in the summary.
  var sweepVerdictColumn: Int { metricColumn(metrics.count) }
  /// The first of the columns that the chart draws.
  var chartColumn: Int { sweepVerdictColumn + 2 }

  /// The losses of a rate.
  func sweepLosses(rate index: Int) -> CellRange {
    CellRange(sheet: Self.sweep, column: index + 1, rows: sweepRows)
  }

  /// The loss of a rate in an epoch, counted from 1.
  func sweepLoss(rate index: Int, epoch: Int) -> CellRange {
    CellRange(
      sheet: Self.sweep, CellAddress(row: Self.firstSweepRow + epoch - 1, column: index + 1))
  }

  /// The losses of a rate as the chart draws them.
  func chartedLosses(rate index: Int) -> CellRange {
    CellRange(sheet: Self.sweep, column: chartColumn + index, rows: sweepRows)
  }

  /// The cells below the losses of a rate with the epochs of ``SweepMetric/reached``.
  func reachedEpochs(rate index: Int) -> [CellRange] {
    SweepMetric.reached.indices.map { place in
      CellRange(
        sheet: Self.sweep, CellAddress(row: sweepRows.upperBound + 1 + place, column: index + 1))
    }
  }

  /// What the formulas of a rate's metrics read.
  func metricCells(rate index: Int) -> SweepMetric.Cells {
    SweepMetric.Cells(
      losses: sweepLosses(rate: index), reachedEpochs: reachedEpochs(rate: index),
      accuracy: columns.firstIndex { $0.symbol == .accuracy }.map { column in
        CellRange(
          sheet: sheetName(rate: index),
          CellAddress(row: lastRow, column: Self.column(of: column)))
      })
  }

  /// The cell of a metric in the summary; nil for one that no table shows.
  func summaryCell(_ quantity: SweepMetric.Quantity, rate index: Int) -> CellRange? {
    metrics.firstIndex { $0.quantity == quantity }.map { place in
      CellRange(
        sheet: Self.sweep,
        CellAddress(row: Self.firstSweepRow + index, column: metricColumn(place)))
    }
  }
}
