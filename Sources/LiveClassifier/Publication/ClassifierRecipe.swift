import ArchitectureFiles
import ConvNet
package import Publishing
import SafeTensors
import TextFormats
import Workbook
package import WorkbookVerification

/// Makes the classifier's workbook again from the parameters beside it.
package enum ClassifierRecipe: WorkbookRecipe {
  package static func covers(_ section: ManifestSection) -> Bool {
    section.command == ClassifierPublication.command
  }

  package static func workbooks(
    of section: ManifestSection, in folder: String
  ) throws -> [ExpectedWorkbook] {
    guard let architecture = section.settings["architecture"].flatMap(Architecture.init(json:)),
      let own = section.settings["folder"]?.string,
      section.files.contains(where: { $0.name == "\(own)/\(ClassifierPublication.fileName)" })
    else {
      throw ReportError(
        .badData, "The manifest's settings of the classifier are damaged; run 'report classifier'.")
    }
    let weights = "\(own)/\(ClassifierPublication.weightsName)"
    let bytes = try ContainedFile.read(weights, in: folder, limit: TensorFile.sizeLimit)
    let book = try ClassifierPublication.classifier(
      bytes, file: weights, architecture, ClassifierLabels(section.settings),
      created: SourceDate.current()
    ).book
    return [
      ExpectedWorkbook(
        name: "\(own)/\(ClassifierPublication.fileName)", book: book,
        tolerances: ClassifierTolerances.all(book))
    ]
  }
}

/// How far cells of the classifier may be from the program's numbers.
enum ClassifierTolerances {
  /// What sums of some hundred products in another order leave.
  static func all(_ book: Book) -> [ExpectedWorkbook.Tolerance] {
    book.sheets.map { sheet in
      .init(
        CellRange(
          sheet: sheet.name, CellAddress(row: 0, column: 0), CellAddress(row: 9_999, column: 999)),
        CellTolerance(relative: 1e-10, absolute: 1e-10))
    }
  }
}
