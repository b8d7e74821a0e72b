package import Publishing
package import WorkbookVerification

/// Makes the workbook of a network's results again from the settings in the manifest.
package enum NetworkResultsRecipe<Results: NetworkResults>: WorkbookRecipe {
  /// Whether the section is one of these results.
  package static func covers(_ section: ManifestSection) -> Bool { section.name == Results.folder }

  /// The workbook; none where it did not hold the results.
  package static func workbooks(
    of section: ManifestSection, in folder: String
  ) throws -> [ExpectedWorkbook] {
    guard section.files.contains(where: { $0.name == Results.workbookName }),
      let book = try Results(settings: section.settings).book(created: SourceDate.current())
    else { return [] }
    return [ExpectedWorkbook(name: Results.workbookName, book: book)]
  }
}
