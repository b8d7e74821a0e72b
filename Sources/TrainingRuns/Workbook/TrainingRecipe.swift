import DatasetSources
import Datasets
import Glibc
import Publishing
import RunRecords
import WorkbookVerification

/// Makes the workbook of a training run again from `run.json` and the images.
package enum TrainingRecipe: WorkbookRecipe {
  static func covers(_ section: ManifestSection) -> Bool { section.command == "report train" }

  static var reportedInputs: Set<String> { Set(MnistPart.allCases.map(\.rawValue)) }

  static func workbooks(
    of section: ManifestSection, in folder: String
  ) throws -> [ExpectedWorkbook] {
    let created = try SourceDate.current()
    let suffix = "/" + TrainingBook.fileName
    return try section.files.map(\.name).filter { $0.hasSuffix(suffix) }.map { name in
      let path = FileSystem.join(folder, String(name.dropLast(suffix.count)))
      guard let record = try RunFolder(path).record() else {
        throw ReportError(
          .inputMissing, "There is no \(path)/\(RunFolder.recordName), from which \(name) is made.")
      }
      let images = images(of: record)
      let book = try TrainingBook(record: record, images: images, created: created).book()
      let obstacle = "its images need the data set that the run was made with"
      return ExpectedWorkbook(
        name: name, book: book,
        missing: images == nil && !record.mistakes.isEmpty ? obstacle : nil)
    }
  }

  /// The images of the record's mistakes; nil where the data set is not at hand.
  private static func images(of record: RunRecord) -> LabeledImages? {
    let choice: DatasetChoice = record.dataset.kind == .digits ? .digits : .mnist
    guard let plan = DrawingPlan(of: record.dataset),
      let dataset = try? LoadedDataset.load(
        choice, folder: nil, environment: ProcessEnvironment.variables, drawing: plan,
        warn: { _ in }), DatasetRecord(dataset) == record.dataset
    else { return nil }
    return TrainingBook.images(of: record.mistakes, in: dataset.data.test)
  }
}
