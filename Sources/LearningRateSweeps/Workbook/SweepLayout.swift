import LearningRateAnalysis
import Workbook
import WorkedExample

/// Where everything stands in the workbook of a sweep; rows and columns count from 0.
struct SweepLayout {
  private let rateCount: Int
  private let epochs: Int
  private let metrics: [SweepMetric]

  /// The layout of a sweep's workbook.
  init(_ sweep: Sweep) {
    rateCount = sweep.diagnoses.count
    epochs = sweep.losses.epochs
    metrics = sweep.metrics
  }

  // MARK: - The sheet with the losses

  /// The name of the sheet with the losses: a row an epoch, a column a rate.
  static let losses = "Losses"
  /// The row of the first epoch.
  static let firstLossRow = 1

  /// The rows of the epochs.
  var lossRows: Range<Int> { Self.firstLossRow..<Self.firstLossRow + epochs }

  /// The rows below the losses with the epochs of ``SweepMetric/reached``.
  var reachedRows: [Int] { SweepMetric.reached.indices.map { lossRows.upperBound + 1 + $0 } }

  /// The losses of a rate.
  func losses(rate index: Int) -> CellRange {
    CellRange(sheet: Self.losses, column: index + 1, rows: lossRows)
  }

  /// The losses of a curve of the overlay, without zeros.
  func chartedLosses(at place: Int) -> CellRange {
    CellRange(sheet: Self.losses, column: rateCount + 2 + place, rows: lossRows)
  }

  /// What the formulas of a rate's metrics read.
  func metricCells(rate index: Int) -> SweepMetric.Cells {
    SweepMetric.Cells(
      losses: losses(rate: index),
      reachedEpochs: reachedRows.map {
        CellRange(sheet: Self.losses, CellAddress(row: $0, column: index + 1))
      })
  }

  // MARK: - The sheet with the summary

  /// The name of the sheet with the summary: a row a rate.
  static let summary = "Summary"
  /// The row of the headings.
  static let headRow = 3
  /// The column of the verdicts, after those of the rate and its metrics.
  var verdictColumn: Int { 1 + metrics.count }
  /// The column of the evidence.
  var evidenceColumn: Int { verdictColumn + 1 }
  /// What the chart by rate draws.
  static let charted: [SweepMetric.Quantity] = [.last, .smallest]

  /// The rows of the rates.
  var summaryRows: Range<Int> { Self.headRow + 1..<Self.headRow + 1 + rateCount }

  /// The cells of a metric; nil for one that tables do not show.
  func summaryColumn(of quantity: SweepMetric.Quantity) -> CellRange? {
    metrics.firstIndex { $0.quantity == quantity }.map {
      CellRange(sheet: Self.summary, column: $0 + 1, rows: summaryRows)
    }
  }

  /// The cells that the chart draws for one of ``charted``, without zeros.
  func chartedSummary(at place: Int) -> CellRange {
    CellRange(
      sheet: Self.summary, column: evidenceColumn + 2 + place, rows: summaryRows)
  }
}
