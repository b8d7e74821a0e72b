import Charts
import Figures
package import Publishing
import TextFormats
import Workbook
package import WorkbookVerification

/// Makes the workbook of the training steps again from the settings in the manifest.
package enum ConvolutionRecipe: WorkbookRecipe {
  package static func covers(_ section: ManifestSection) -> Bool {
    section.name == ConvolutionPublication.folder
  }

  package static func workbooks(
    of section: ManifestSection, in folder: String
  ) throws -> [ExpectedWorkbook] {
    let steps = try ConvolutionSteps(ConvolutionSettings(json: section.settings))
    let theme = section.settings["theme"]?.string.flatMap(FigureTheme.init(rawValue:)) ?? .plain
    let figures = try FigureRendering.render(
      steps.figures(theme: theme), formats: [.png], created: SourceDate.current())
    let book = try StepBook(
      steps: steps, figures: figures, created: SourceDate.current()
    ).book()
    return [
      ExpectedWorkbook(
        name: ConvolutionPublication.workbookName, book: book,
        tolerances: ConvolutionTolerances.all(book))
    ]
  }
}

/// How far cells of the workbook may be from the program's numbers.
enum ConvolutionTolerances {
  /// The bounds: what sums in another order leave of numbers that cancel, and what a difference of
  /// nearly equal losses leaves of a slope.
  static func all(_ book: Book) -> [ExpectedWorkbook.Tolerance] {
    let nudge = CellRange(
      sheet: StepLayout.nudge, NudgeSheet.looseCells.first, NudgeSheet.looseCells.last)
    return [.init(nudge, CellTolerance(relative: 1e-9, absolute: 1e-9))]
      + book.sheets.map { sheet in
        .init(
          CellRange(
            sheet: sheet.name, CellAddress(row: 0, column: 0),
            CellAddress(row: 9_999, column: 999)),
          CellTolerance(relative: 1e-10, absolute: 1e-13))
      }
  }
}
