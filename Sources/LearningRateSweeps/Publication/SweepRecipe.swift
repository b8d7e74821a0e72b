import WorkedExample
import Publishing
import WorkbookVerification
import Workbook

/// Makes the workbook of a sweep again from the settings in the manifest.
package enum SweepRecipe: WorkbookRecipe {
  static func covers(_ section: ManifestSection) -> Bool { section.name == Sweep.folder }

  static func workbooks(
    of section: ManifestSection, in folder: String
  ) throws -> [ExpectedWorkbook] {
    // A sweep of more rates than the workbook takes has none.
    guard section.files.contains(where: { $0.name == Sweep.workbookName }) else { return [] }
    let sweep = try Sweep(Sweep.Settings(json: section.settings))
    let book = SweepBook(sweep: sweep, created: try SourceDate.current()).book
    return [ExpectedWorkbook(name: Sweep.workbookName, book: book)]
  }
}
