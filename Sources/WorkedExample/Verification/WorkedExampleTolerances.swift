import WorkbookVerification
import Backprop
import Workbook

/// Which cells of the worked example's workbook are held to bounds of their own, and to which.
///
/// All others are held to ``CellTolerance/standard``.
struct WorkedExampleTolerances {
  let example: WorkedExample
  private let layout: ExampleLayout

  /// The bounds of an example's workbook.
  init(example: WorkedExample) {
    self.example = example
    layout = ExampleLayout(example)
  }

  private static let relative = CellTolerance.standard.relative

  /// The bounds; the first that a cell lies in counts.
  var all: [ExpectedWorkbook.Tolerance] {
    let losses = example.diagnoses.map(\.summary.largest)
    var bounds: [ExpectedWorkbook.Tolerance] = []
    for (index, loss) in losses.enumerated() { bounds += summary(of: index, loss: loss) }
    for (index, loss) in losses.enumerated() {
      bounds += top(of: index, loss: loss)
      bounds += columns(of: example.tables[index])
    }
    // What is left there are the checks of all sheets together, and of the first epoch.
    let rest = [(ExampleLayout.overview, losses.max() ?? 1), (ExampleLayout.errata, 1)]
    return bounds
      + rest.map { name, loss in
        .init(
          CellRange(
            sheet: name, CellAddress(row: 0, column: 0), CellAddress(row: 9_999, column: 999)),
          .differences(loss: loss))
      }
  }

  /// What is taken from the losses is as exact as the largest of them is, not as it is small.
  private static func taken(from loss: Double) -> CellTolerance {
    CellTolerance(relative: relative, absolute: relative * loss)
  }

  /// Bounds for a rate's row in the summary of the sweep and on the overview.
  private func summary(of index: Int, loss: Double) -> [ExpectedWorkbook.Tolerance] {
    let tolerance = Self.taken(from: loss)
    let series = example.tables[index].epochLosses
    let summary = example.diagnoses[index].summary
    // Losses that differ by less are equally small: any of their epochs may come out.
    let spread = series.indices.filter { series[$0] <= summary.smallest + tolerance.absolute }
      .map { abs($0 + 1 - summary.smallestEpoch) }.max()
    let losses = SweepMetric.tabled.filter { !$0.isCount }.map(\.quantity)
    let epoch = layout.summaryCell(.smallestEpoch, rate: index).map {
      ExpectedWorkbook.Tolerance($0, CellTolerance(relative: 0, absolute: Double(spread ?? 0)))
    }
    return (epoch.map { [$0] } ?? [])
      + losses.compactMap { layout.summaryCell($0, rate: index) }.map { .init($0, tolerance) }
      + [.init(layout.overviewLosses(rate: index), tolerance)]
  }

  /// Bounds for what stands above and below a table: the last loss and the largest disagreements.
  private func top(of index: Int, loss: Double) -> [ExpectedWorkbook.Tolerance] {
    let sheet = layout.sheetName(rate: index)
    let cells = CellRange(
      sheet: sheet, CellAddress(row: 0, column: 1),
      CellAddress(row: ExampleLayout.headerRow - 1, column: 999))
    let checks = [
      layout.disagreementCell(rate: index),
      layout.differenceCells.map { CellRange(sheet: sheet, $0.first, $0.last) },
    ]
    return checks.compactMap(\.self).map { .init($0, .differences(loss: loss)) }
      + [.init(cells, Self.taken(from: loss))]
  }

  /// Bounds for the columns of a table: neighbouring rows with equal bounds share them.
  private func columns(of table: Table) -> [ExpectedWorkbook.Tolerance] {
    let sheet = ExampleLayout.sheetName(learningRate: table.learningRate)
    let written = example.description.columns
    let gradients = written.firstIndex { [.sensitivity, .gradient].contains($0.role) }
    let parts = [
      0..<(gradients ?? written.count), (gradients ?? written.count)..<written.count,
      written.count..<example.columns.count,
    ]
    var bounds: [ExpectedWorkbook.Tolerance] = []
    for stretch in RowBounds.stretches(of: table, in: example.description) {
      for (columns, bound) in zip(parts, stretch.bounds.absolute)
      where !columns.isEmpty && bound > 0 {
        let cells = CellRange(
          sheet: sheet,
          CellAddress(
            row: ExampleLayout.firstRow + stretch.rows.lowerBound,
            column: ExampleLayout.column(of: columns.lowerBound)),
          CellAddress(
            row: ExampleLayout.firstRow + stretch.rows.upperBound - 1,
            column: ExampleLayout.column(of: columns.upperBound - 1)))
        bounds.append(.init(cells, CellTolerance(relative: Self.relative, absolute: bound)))
      }
    }
    return bounds
  }
}
