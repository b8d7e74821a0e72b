import Publishing
import Workbook
import WorkbookVerification

/// Makes the workbook of a map again from the settings in the manifest.
package enum OutcomeMapRecipe: WorkbookRecipe {
  static func covers(_ section: ManifestSection) -> Bool { section.name == OutcomeMap.folder }

  static func workbooks(
    of section: ManifestSection, in folder: String
  ) throws -> [ExpectedWorkbook] {
    // A map of more points than the workbook takes has none.
    guard section.files.contains(where: { $0.name == OutcomeMap.workbookName }) else { return [] }
    let map = try OutcomeMap(OutcomeMap.Settings(json: section.settings))
    let book = OutcomeMapBook(map: map, created: try SourceDate.current()).book
    return [ExpectedWorkbook(name: OutcomeMap.workbookName, book: book)]
  }
}
