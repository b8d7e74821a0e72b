import Backprop
import LearningRateAnalysis
import Workbook
import WorkbookVerification
import WorkedExample

/// Which cells of the worked example's workbook are held to bounds of their own, and to which.
///
/// All others are held to ``CellTolerance/standard``.
struct WorkedExampleTolerances {
  let example: WorkedExample
  private let layout: ExampleLayout
  private let bounds: [RoundingBounds]
  /// The sizes of what differences of losses are computed from, by table and row.
  private let sizes: [[Double]]

  private static let relative = CellTolerance.standard.relative

  /// The bounds of an example's workbook.
  init(example: WorkedExample) {
    self.example = example
    layout = ExampleLayout(example)
    // A cross entropy is computed from the sums and is no larger than they are.
    let isOfSums = example.settings.network.training.loss != .squaredError
    let roles: [Column.Role] =
      [.error, .totalError] + (isOfSums ? [.preactivation, .logSumExp] : [])
    let forward = example.columns.indices.filter { roles.contains(example.columns[$0].role) }
    sizes = example.tables.map { Self.sizes($0, forward) }
    bounds = example.tables.map {
      RoundingBounds(
        $0, columns: example.columns, settings: example.description.settingValues,
        relative: Self.relative)
    }
  }

  /// The bounds; the first that a cell lies in counts.
  var all: [ExpectedWorkbook.Tolerance] {
    var all: [ExpectedWorkbook.Tolerance] = []
    for rate in example.tables.indices {
      all += summary(rate: rate) + losses(rate: rate)
      all += top(rate: rate) + columns(rate: rate)
    }
    // What is left there are the checks of all sheets together, and of the first epoch.
    let checks = example.tables.indices.map { checkBound(rate: $0) }.max() ?? 0
    all += stability
    var rest = [
      (ExampleLayout.overview, checks), (RegionsSheet.name, parameterBound),
      (FitSheet.name, parameterBound),
      (GradientCheckSheet.name, max(checks, parameterBound)),
    ]
    if example.settings.isArticleNetwork { rest.append((ExampleLayout.errata, 0)) }
    return all
      + rest.map { name, bound in
        .init(
          CellRange(
            sheet: name, CellAddress(row: 0, column: 0), CellAddress(row: 9_999, column: 999)),
          Self.tolerance(max(bound, CellTolerance.differences().absolute)))
      }
  }

  /// The bound of the parameters of the leading table in its last row, for what is computed from them.
  private var parameterBound: Double {
    guard
      let rate = example.tables.firstIndex(where: {
        $0.learningRate == example.leadingTable?.learningRate
      })
    else { return 0 }
    let columns = example.description.parameters.compactMap(example.description.index(of:))
    return 10
      * (columns.map { bounds[rate].bound(row: example.tables[rate].rows - 1, column: $0) }.max()
        ?? 0)
  }

  /// The bounds of the curvature: what rounding becomes in the numbers that the Hessian reads, in any
  /// table and epoch, because either may be chosen, and in the powers, which it grows with.
  private var stability: [ExpectedWorkbook.Tolerance] {
    let shown = StabilityNumbers(example)
    // The residual is what is left of numbers of the eigenvalue's size.
    let size = shown?.powers.shift ?? 0
    let bound =
      shown.map { shown in
        let table = example.tables[shown.table]
        return shown.ingredients.map {
          bounds[shown.table].bound(
            row: (shown.epoch - 1) * table.stepsPerEpoch, column: $0.column)
        }.max() ?? 0
      } ?? 0
    let plain = max(RoundingBounds.safety * bound, Self.relative * size)
    let parameters = example.description.parameters.count
    func rows(_ first: Int, _ last: Int, _ absolute: Double) -> ExpectedWorkbook.Tolerance {
      .init(
        CellRange(
          sheet: ExampleLayout.stability, CellAddress(row: first, column: 0),
          CellAddress(row: last, column: 999)),
        Self.tolerance(absolute))
    }
    guard shown != nil else { return [rows(0, 9_999, plain)] }
    let powers = (0...SquaredPowers.squarings).map { power in
      // The trace of a square stands above it.
      let first = ExampleLayout.matrixCell(power: power, size: parameters).row
      return rows(first - 1, first + parameters - 1, max(plain, SquaredPowers.spread(power)))
    }
    let vector = ExampleLayout.vectorRow(1, size: parameters).first.row
    let grown =
      SquaredPowers.spread(SquaredPowers.squarings)
      * SquaredPowers.start(parameters).reduce(0, +)
    return powers + [
      rows(vector, vector, max(plain, grown)),
      rows(vector + 1, vector + 1, max(plain, grown * size)), rows(0, 9_999, plain),
    ]
  }

  private static func tolerance(_ absolute: Double) -> CellTolerance {
    CellTolerance(
      relative: relative, absolute: max(absolute, CellTolerance.standard.absolute))
  }

  private var lossColumn: Int { example.description.index(of: .totalError) ?? 0 }

  /// The bound of the loss of an epoch, counted from 1.
  private func lossBound(rate: Int, epoch: Int) -> Double {
    let steps = example.tables[rate].stepsPerEpoch
    return bounds[rate].lossBounds[(epoch - 1) * steps..<epoch * steps].max() ?? 0
  }

  /// Bounds for a rate's row in the summary of the sweep and on the overview.
  private func summary(rate: Int) -> [ExpectedWorkbook.Tolerance] {
    let summary = example.diagnoses[rate].summary
    let last = Self.tolerance(lossBound(rate: rate, epoch: summary.epochs))
    let own = example.tables[rate].epochLosses
    // Where rounding decides, the smallest and the largest loss may come from then.
    func extreme(_ epoch: Int) -> CellTolerance {
      bounds[rate].horizon == nil
        ? Self.tolerance(lossBound(rate: rate, epoch: epoch)) : Self.tolerance(.infinity)
    }
    let smallest = extreme(summary.smallestEpoch)
    var all: [ExpectedWorkbook.Tolerance] = [.init(layout.overviewLosses(rate: rate), last)]
    func add(_ quantity: SweepMetric.Quantity, _ tolerance: CellTolerance) {
      if let cell = layout.summaryCell(quantity, rate: rate) { all.append(.init(cell, tolerance)) }
    }
    add(.last, last)
    add(.smallest, smallest)
    add(.largest, extreme((own.firstIndex(of: summary.largest) ?? 0) + 1))
    let rises = bounds[rate].spread(own) { losses in
      zip(losses, losses.dropFirst()).count { $0 < $1 }
    }
    if rises > 0 { add(.rises, CellTolerance(relative: 0, absolute: rises)) }
    let epochs = bounds[rate].spread(own) { losses in
      losses.min().flatMap(losses.firstIndex(of:)).map { $0 + 1 }
    }
    // Losses that differ by no more than rounding are equally small.
    let equal = own.indices.filter { own[$0] <= summary.smallest + smallest.absolute }
      .map { Double(abs($0 + 1 - summary.smallestEpoch)) }.max()
    add(.smallestEpoch, CellTolerance(relative: 0, absolute: max(epochs, equal ?? 0)))
    for (place, reached) in SweepMetric.reached.enumerated() {
      let spread = bounds[rate].spread(own) { losses in
        losses.firstIndex { $0 <= reached.share * (losses.first ?? 0) }.map { $0 + 1 }
      }
      guard spread > 0 else { continue }
      let tolerance = CellTolerance(relative: 0, absolute: spread)
      add(reached.metric.quantity, tolerance)
      all += [
        .init(layout.reachedEpochs(rate: rate)[place], tolerance),
        .init(layout.overviewReached(place, rate: rate), tolerance),
      ]
    }
    return all
  }

  /// Bounds for the losses on the sheet Sweep, those of the table and those that the chart draws.
  private func losses(rate: Int) -> [ExpectedWorkbook.Tolerance] {
    let table = example.tables[rate]
    let steps = table.stepsPerEpoch
    // The mean of an epoch's steps is off by no more than the worst of them.
    let epochs = (0..<table.epochs).map { epoch in
      (epoch * steps..<(epoch + 1) * steps)
        .map { bounds[rate].bound(row: $0, column: lossColumn) }.max() ?? 0
    }
    return RoundingBounds.stretches(epochs).flatMap { stretch in
      [layout.sweepLosses(rate: rate), layout.chartedLosses(rate: rate)].map { cells in
        ExpectedWorkbook.Tolerance(
          CellRange(
            sheet: cells.sheet, column: cells.first.column,
            rows: cells.first.row + stretch.rows.lowerBound..<cells.first.row
              + stretch.rows.upperBound),
          Self.tolerance(stretch.bound))
      }
    }
  }

  /// The bound of the checks of a table: what a difference of losses leaves, and what rounding
  /// becomes in the gradients and their checks.
  private func checkBound(rate: Int) -> Double {
    let amplified =
      example.checks.flatMap { [$0.check, $0.gradient] }
      .map { bounds[rate].largest(column: $0) }.max() ?? 0
    return exceedsDifferences(amplified, rate: rate)
      ? amplified : differences(rate: rate).absolute
  }

  /// Whether a bound is beyond what a difference of losses leaves, which has a margin of its own.
  private func exceedsDifferences(_ bound: Double, rate: Int) -> Bool {
    bound > RoundingBounds.safety * differences(rate: rate).absolute
  }

  private func differences(rate: Int) -> CellTolerance {
    .differences(size: sizes[rate].max() ?? 1)
  }

  /// Bounds for what stands above and below a table: the last loss and the largest disagreements.
  private func top(rate: Int) -> [ExpectedWorkbook.Tolerance] {
    let sheet = layout.sheetName(rate: rate)
    let cells = CellRange(
      sheet: sheet, CellAddress(row: 0, column: 1),
      CellAddress(row: ExampleLayout.headerRow - 1, column: 999))
    let checks = [
      layout.disagreementCell(rate: rate),
      layout.differenceCells.map { CellRange(sheet: sheet, $0.first, $0.last) },
    ]
    return checks.compactMap(\.self).map { .init($0, Self.tolerance(checkBound(rate: rate))) }
      + [.init(cells, Self.tolerance(lossBound(rate: rate, epoch: example.settings.epochs)))]
  }

  /// Bounds for the columns of a table: neighboring rows with bounds of a size share them.
  private func columns(rate: Int) -> [ExpectedWorkbook.Tolerance] {
    let sheet = layout.sheetName(rate: rate)
    func cells(_ columns: Range<Int>, _ rows: Range<Int>) -> CellRange {
      CellRange(
        sheet: sheet,
        CellAddress(
          row: ExampleLayout.firstRow + rows.lowerBound,
          column: ExampleLayout.column(of: columns.lowerBound)),
        CellAddress(
          row: ExampleLayout.firstRow + rows.upperBound - 1,
          column: ExampleLayout.column(of: columns.upperBound - 1)))
    }
    var all: [ExpectedWorkbook.Tolerance] = []
    for (column, stretches) in bounds[rate].stretches.enumerated() {
      let isCheck = layout.checkIndices.contains(column)
      for stretch in stretches
      where !isCheck || exceedsDifferences(stretch.bound, rate: rate) {
        all.append(.init(cells(column..<column + 1, stretch.rows), Self.tolerance(stretch.bound)))
      }
    }
    guard !layout.checkIndices.isEmpty else { return all }
    for (row, size) in sizes[rate].enumerated() {
      // Rows with numbers of a size share a bound.
      let tolerance = CellTolerance.differences(size: size)
      if let last = all.last, last.tolerance == tolerance,
        last.range.last.row == ExampleLayout.firstRow + row - 1,
        last.range.columnCount == layout.checkIndices.count
      {
        all[all.count - 1].range = CellRange(
          sheet: sheet, last.range.first, cells(layout.checkIndices, row..<row + 1).last)
      } else {
        all.append(.init(cells(layout.checkIndices, row..<row + 1), tolerance))
      }
    }
    return all
  }

  /// For each row of a table, the power of ten that no number on the way to its loss exceeds, at least 1.
  private static func sizes(_ table: Table, _ columns: [Int]) -> [Double] {
    table.losses.enumerated().map { row, loss in
      guard loss.isFinite else { return .greatestFiniteMagnitude }
      let numbers = columns.lazy.map { table[row, $0].magnitude }.filter(\.isFinite)
      return decade(max(1, numbers.max() ?? 1))
    }
  }

  /// The power of ten that a number does not exceed.
  private static func decade(_ value: Double) -> Double {
    var decade = 1.0
    while decade < value, decade.isFinite { decade *= 10 }
    return decade
  }
}
