import Backprop
import Glibc
import Workbook

/// Makes the workbook of the worked example again from the settings in the manifest.
enum WorkedExampleRecipe: WorkbookRecipe {
  static func covers(_ section: ManifestSection) -> Bool {
    section.name == WorkedExamplePublication.folder
  }

  static func workbooks(
    of section: ManifestSection, in folder: String
  ) throws -> [ExpectedWorkbook] {
    let settings = try WorkedExampleSettings(json: section.settings, inputs: section.inputs)
    let example = try WorkedExample(settings)
    let pictures = try FigureRendering.render(example.figuresByUse.0, formats: [.png])
    let book = try example.book(
      pictures: pictures.map { EmbeddedFigure($0) }, created: try SourceDate.current())
    return [
      ExpectedWorkbook(
        name: "\(WorkedExamplePublication.folder)/backpropagation.xlsx", book: book,
        tolerances: tolerances(of: example))
    ]
  }

  /// Bounds for the check columns and the cells that are made from them (on every sheet above the
  /// table, on the overview, and among the errata), and for the summary of the sweep.
  private static func tolerances(
    of example: WorkedExample
  ) -> [ExpectedWorkbook.Tolerance] {
    let top = ExampleLayout.headerRow - 1
    let largest = example.judgements.map(\.summary.largest)
    var checks = [ExampleLayout.overview, ExampleLayout.errata].map { name in
      ExpectedWorkbook.Tolerance(
        CellRange(
          sheet: name, CellAddress(row: 0, column: 0), CellAddress(row: 9_999, column: 999)),
        .differences(loss: largest.max() ?? 1))
    }
    for (table, loss) in zip(example.tables, largest) {
      checks.append(
        .init(
          CellRange(
            sheet: ExampleLayout.sheetName(learningRate: table.learningRate),
            CellAddress(row: 0, column: 1), CellAddress(row: top, column: 999)),
          .differences(loss: loss)))
      checks += columns(of: table, in: example)
    }
    // What the sweep takes from the losses is as exact as they are, not as it is small.
    let sweep = CellRange(
      sheet: ExampleLayout.sweep, CellAddress(row: 0, column: example.tables.count + 1),
      CellAddress(row: 9_999, column: 999))
    let relative = CellTolerance.standard.relative
    let bound = relative * (largest.max() ?? 0)
    // Losses that differ by less are equally small: any of their epochs may come out.
    let epochs = example.tables.indices.map { index in
      let losses = Array(example.tables[index].losses)
      let summary = example.judgements[index].summary
      let spread = losses.indices.filter { losses[$0] <= summary.smallest + bound }
        .map { abs($0 + 1 - summary.smallestEpoch) }.max()
      return ExpectedWorkbook.Tolerance(
        SweepSheet(example: example).smallestEpochCell(rate: index),
        CellTolerance(relative: 0, absolute: Double(spread ?? 0)))
    }
    return checks + epochs + [
      .init(sweep, CellTolerance(relative: relative, absolute: bound))
    ]
  }

  /// The power of ten, from 1 on, that a loss does not exceed.
  private static func size(_ loss: Double) -> Double {
    loss.isFinite ? pow(10, log10(max(1, loss)).rounded(.up)) : .greatestFiniteMagnitude
  }

  /// Bounds for the check columns of a table: rows of losses of the same size have one.
  ///
  /// Where the loss explodes, the bound is that of every column: what passes back through a flat
  /// activation is then a large number times what rounding left of a small one.
  private static func columns(
    of table: Table, in example: WorkedExample
  ) -> [ExpectedWorkbook.Tolerance] {
    var bounds: [ExpectedWorkbook.Tolerance] = []
    let losses = Array(table.losses)
    var start = 0
    while start < losses.count {
      let size = Self.size(losses[start])
      var end = start + 1
      while end < losses.count, Self.size(losses[end]) == size { end += 1 }
      bounds.append(
        .init(
          CellRange(
            sheet: ExampleLayout.sheetName(learningRate: table.learningRate),
            CellAddress(
              row: ExampleLayout.firstRow + start,
              column: size > 1
                ? 0 : ExampleLayout.column(of: example.description.columns.count)),
            CellAddress(
              row: ExampleLayout.firstRow + end - 1, column: CellAddress.columnLimit - 1)),
          .differences(loss: size)))
      start = end
    }
    return bounds
  }
}
