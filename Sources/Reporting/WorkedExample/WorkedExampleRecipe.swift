import Backprop
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
    var ranges = [ExampleLayout.overview, ExampleLayout.errata].map { name in
      CellRange(sheet: name, CellAddress(row: 0, column: 0), CellAddress(row: 9_999, column: 999))
    }
    for table in example.tables {
      let name = ExampleLayout.sheetName(learningRate: table.learningRate)
      ranges.append(
        CellRange(sheet: name, CellAddress(row: 0, column: 1), CellAddress(row: top, column: 999)))
      ranges.append(
        CellRange(
          sheet: name,
          CellAddress(
            row: ExampleLayout.firstRow,
            column: ExampleLayout.column(of: example.description.columns.count)),
          CellAddress(row: CellAddress.rowLimit - 1, column: CellAddress.columnLimit - 1)))
    }
    // What the sweep takes from the losses is as exact as they are, not as it is small.
    let losses = example.judgements.map(\.summary.largest).filter(\.isFinite)
    let sweep = CellRange(
      sheet: ExampleLayout.sweep, CellAddress(row: 0, column: example.tables.count + 1),
      CellAddress(row: 9_999, column: 999))
    let relative = CellTolerance.standard.relative
    let bound = relative * (losses.max() ?? 0)
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
    return ranges.map { ExpectedWorkbook.Tolerance($0, .differences) } + epochs + [
      .init(sweep, CellTolerance(relative: relative, absolute: bound))
    ]
  }
}
