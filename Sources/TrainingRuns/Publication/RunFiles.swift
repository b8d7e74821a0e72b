import ContentPublishing
import ConvNet
import NetworkSummaries
import Publishing
import RunRecords
import SafeTensors
import TextFormats

/// The files that a training run leaves in its folder.
enum RunFiles {
  /// Stages every file of a run.
  ///
  /// - Parameters:
  ///   - run: The run; at least one epoch of it is finished.
  ///   - look: How the figures look, and their formats.
  ///   - folder: The run's folder inside the output folder.
  ///   - publisher: Receives the files.
  /// - Returns: The record as it stands in `run.json`.
  /// - Throws: `ReportError` of category `cannotWrite`, or what an emitter throws.
  static func stage(
    _ run: TrainingRun, figures look: FigureSettings, in folder: String, with publisher: Publisher
  ) throws -> RunRecord {
    let weights = TensorFile(tensors: run.network.tensors(), metadata: ["format": "pt"]).encoded()
    var record = run.record
    record.weights = Digest.sha256(weights)
    try publisher.stage("\(folder)/\(RunFolder.weightsName)", bytes: weights)
    try publisher.stage(
      "\(folder)/summary.txt",
      text: try LayerTable.make(.text, architecture: record.settings.architecture))
    try stageRecord(record, in: folder, with: publisher)
    try publisher.stage(
      run.figures(theme: look.theme), in: "\(folder)/figures", formats: look.formats)
    let book = try TrainingBook(
      record: record, images: run.misclassified, created: try SourceDate.current()
    ).book()
    try publisher.stage(book, as: "\(folder)/\(TrainingBook.fileName)")
    return record
  }

  /// Stages what is known of a run before its first epoch is finished.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - folder: The run's folder inside the output folder.
  ///   - publisher: Receives the files.
  /// - Throws: `ReportError` of category `cannotWrite`.
  static func stageRecord(
    _ record: RunRecord, in folder: String, with publisher: Publisher
  ) throws(ReportError) {
    try publisher.stage("\(folder)/\(RunFolder.recordName)", text: record.json.withChecksum.text)
    try publisher.stage(
      "\(folder)/history.csv", text: EpochRecord.csv(record.history, record.images))
    if let layers = EpochRecord.layersCSV(record.history) {
      try publisher.stage("\(folder)/layers.csv", text: layers)
    }
  }
}
