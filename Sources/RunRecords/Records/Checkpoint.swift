package import ConvNet
package import Publishing
import SafeTensors
import TextFormats

/// All that an interrupted run needs to go on as if nothing had happened, in one file.
///
/// The file is a safetensors file: parameters, velocities and counters are its tensors, the record
/// of the run is one of its remarks, and a checksum of everything is another. It is replaced whole
/// after each epoch, so that parameters and history always belong together.
package struct Checkpoint {
  /// The name of the file in a run's folder.
  package static let name = "checkpoint.safetensors"
  private static let remark = "run"
  /// The SHA-256 of the file as it is without this remark.
  private static let checksum = "sha256"

  /// The record of the run, up to the last finished epoch.
  package var record: RunRecord
  /// Parameters, velocities and counters.
  package var state: TrainingState

  /// Puts both together.
  ///
  /// - Parameters:
  ///   - record: The record of the run, up to the last finished epoch.
  ///   - state: Parameters, velocities and counters.
  package init(record: RunRecord, state: TrainingState) {
    self.record = record
    self.state = state
  }

  /// Reads the checkpoint of a run's folder; nil if there is none.
  ///
  /// - Parameter folder: The run's folder.
  /// - Throws: `ReportError` or `SafeTensorsError` if it cannot be read.
  package init?(in folder: String) throws {
    let path = FileSystem.join(folder, Self.name)
    guard FileSystem.exists(path) else { return nil }
    let file = try Self.verified(path)
    record = try Self.record(of: file)
    state = try TrainingState(record.settings.architecture, from: file)
    guard state.epoch == record.history.count else {
      throw ReportError(
        .badData,
        "\(path) has parameters of epoch \(state.epoch) and a history of \(record.history.count)"
          + " epochs. Delete it to train anew.")
    }
  }

  /// Reads the record alone.
  ///
  /// - Parameter path: The file.
  /// - Returns: The record of the run.
  /// - Throws: `ReportError` or `SafeTensorsError` if it cannot be read.
  static func record(inFile path: String) throws -> RunRecord {
    try record(of: try verified(path))
  }

  /// Reads a file whose content is what it was written with.
  private static func verified(_ path: String) throws -> TensorFile {
    let file = try TensorFile(bounded: path)
    var content = file
    let sum = content.metadata.removeValue(forKey: checksum)
    guard sum == Digest.sha256(content.encoded()) else {
      throw ReportError(
        .badData,
        "\(path) is damaged: its content does not have the checksum that it was written with."
          + " Delete it to train anew.")
    }
    return file
  }

  private static func record(of file: TensorFile) throws -> RunRecord {
    guard let text = file.metadata[remark] else {
      throw ReportError(.badData, "\(file.file) holds no record of a training run.")
    }
    do {
      return try RunRecord(try JSON.parse(text), file: file.file)
    } catch let error as JSONError {
      throw ReportError(.badData, "\(file.file): its record is damaged (\(error)).")
    }
  }

  /// Replaces the checkpoint of a run's folder.
  ///
  /// - Parameter folder: The run's folder.
  /// - Throws: `ReportError` of category `cannotWrite`; the old checkpoint stays then.
  package func write(in folder: String) throws(ReportError) {
    var file = TensorFile(
      tensors: state.tensors, metadata: [Self.remark: record.json.compactText])
    file.metadata[Self.checksum] = Digest.sha256(file.encoded())
    try AtomicFile.write(
      file.encoded(), to: FileSystem.join(folder, Self.name), durable: true)
  }

  /// Removes the checkpoint of a run's folder, if there is one.
  ///
  /// - Parameter folder: The run's folder.
  package static func remove(in folder: String) {
    FileSystem.remove(FileSystem.join(folder, name))
  }
}
