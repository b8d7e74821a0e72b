import Publishing
import WorkbookVerification

/// Makes the workbooks of comparisons again from the runs that are kept beside them.
package enum ComparisonRecipe: WorkbookRecipe {
  static func covers(_ section: ManifestSection) -> Bool { section.command == "report compare" }

  static func workbooks(
    of section: ManifestSection, in folder: String
  ) throws -> [ExpectedWorkbook] {
    let created = try SourceDate.current()
    let suffix = "/" + ComparedRun.listName
    return try section.files.map(\.name).filter { $0.hasSuffix(suffix) }.map { name in
      let runs = try ComparedRun.list(contentsOfFile: FileSystem.join(folder, name))
      let book = ComparisonBook(comparison: Comparison(runs), created: created).book
      return ExpectedWorkbook(
        name: "\(name.dropLast(suffix.count))/comparison.xlsx", book: book)
    }
  }
}
