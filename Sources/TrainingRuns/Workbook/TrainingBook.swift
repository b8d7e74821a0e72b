import ContentPublishing
import ConvNet
import Datasets
import RunRecords
import Workbook

/// `convnet.xlsx`: the network, its history, its mistakes and its settings as a workbook.
struct TrainingBook {
  /// What is known of the run.
  let record: RunRecord
  /// The images of the record's mistakes, in the same order; nil where they are not at hand.
  let images: LabeledImages?
  /// When the workbook was made, in seconds since 1970, UTC.
  let created: Int

  /// The name of the file in a run's folder.
  static let fileName = "convnet.xlsx"
  /// The names of the sheets.
  static let summary = "Summary"
  /// The epochs.
  ///
  /// Excel keeps the plain name "History" for itself and repairs a workbook that has it.
  static let history = "Training history"
  static let layers = "Layers by epoch"
  static let confusion = "Confusion"
  static let misclassified = "Misclassified"
  static let settings = "Settings"

  /// The workbook as a value.
  ///
  /// - Returns: The sheets; those about epochs only if one was finished, those about tests only if one
  ///   was made.
  /// - Throws: `ConvNetError`, `FigureError` or `BookError`.
  func book() throws -> Book {
    var sheets = [try LayerSheet(record: record).sheet()]
    if !record.history.isEmpty {
      sheets.append(HistorySheet(record: record).sheet)
      if let layers = LayerHistorySheet(record.history) { sheets.append(layers.sheet) }
    }
    if !record.history.isEmpty, record.test != nil {
      sheets.append(ConfusionSheet(counts: record.confusion, dataset: record.dataset).sheet)
      sheets.append(try MisclassifiedSheet(record: record, images: images).sheet())
    }
    sheets.append(SettingsSheet(record: record).sheet)
    return Book(sheets: sheets, properties: properties)
  }

  private var properties: Book.Properties {
    let settings = record.settings
    return .ofProgram(
      title: "A convolutional network on \(record.dataset.title)",
      subject: "Layers, history, confusion and mistakes of a training run",
      comments: "Parameters, receptive fields, accuracies, precision and recall are formulas.",
      keywords: "convolutional network, \(record.dataset.title), training, confusion matrix",
      created: created,
      custom: [
        .init("Data set", .text(record.dataset.word)),
        .init("Seed", .text(String(settings.training.seed))),
        .init("Epochs", .number(Double(record.history.count))),
      ])
  }
}

extension TrainingBook {
  /// The images of mistakes, in the same order; nil if the test set does not have them.
  static func images(of mistakes: [Mistake], in test: LabeledImages) -> LabeledImages? {
    guard mistakes.allSatisfy({ $0.index < test.count }) else { return nil }
    return test.selected(mistakes.map(\.index))
  }
}
