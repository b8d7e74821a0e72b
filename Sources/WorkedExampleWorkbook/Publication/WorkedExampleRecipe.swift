import Figures
import Publishing
import WorkbookVerification
import WorkedExample

/// Makes the workbook of the worked example again from the settings in the manifest.
package enum WorkedExampleRecipe: WorkbookRecipe {
  static func covers(_ section: ManifestSection) -> Bool {
    section.name == WorkedExamplePublication.folder
  }

  static func workbooks(
    of section: ManifestSection, in folder: String
  ) throws -> [ExpectedWorkbook] {
    let settings = try WorkedExampleSettings(json: section.settings, inputs: section.inputs)
    let example = try WorkedExample(settings)
    let figures = try FigureRendering.render(example.figuresByUse.0, formats: [.png])
    let book = try example.book(figures: figures, created: try SourceDate.current())
    return [
      ExpectedWorkbook(
        name: WorkedExamplePublication.workbookName, book: book,
        tolerances: WorkedExampleTolerances(example: example).all)
    ]
  }
}
