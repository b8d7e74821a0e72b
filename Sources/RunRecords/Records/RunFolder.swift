package import ConvNet
import Numerals
package import Publishing
import SafeTensors
import TextFormats

/// The folder of a training run, as it stands on the disk.
package struct RunFolder: Sendable {
  /// The record of the run.
  package static let recordName = "run.json"
  /// The parameters and statistics after the last finished epoch.
  package static let weightsName = "weights.safetensors"

  /// The name of the folder of a run on a data set: `convnet-mnist`, `convnet-digits`.
  ///
  /// - Parameter dataset: The data set's name.
  /// - Returns: The folder's name.
  package static func name(_ dataset: String) -> String { "convnet-\(dataset)" }

  /// The name of the folder of the runs of a list of learning rates.
  ///
  /// - Parameter dataset: The data set's name.
  /// - Returns: The folder's name.
  package static func ratesName(_ dataset: String) -> String { "\(name(dataset))-rates" }

  /// The name of the folder of the run with a learning rate among those of a list.
  ///
  /// - Parameter rate: The learning rate.
  /// - Returns: The folder's name.
  package static func name(rate: Double) -> String { "lr-\(NumberText.shortest(rate))" }

  /// Its path.
  package let path: String

  /// Names a folder.
  ///
  /// - Parameter path: Its path.
  package init(_ path: String) {
    self.path = path
  }

  /// The record of the run that was published here.
  ///
  /// - Returns: Nil if there is none.
  /// - Throws: `ReportError` of category `badData` or `inputMissing` if it cannot be read.
  package func record() throws(ReportError) -> RunRecord? {
    let file = FileSystem.join(path, Self.recordName)
    guard FileSystem.exists(file) else { return nil }
    let json: JSON
    do {
      json = try JSON.parse(try FileSystem.read(file, limit: 64 << 20))
    } catch let error as JSONError {
      throw ReportError(.badData, "\(file) is damaged (\(error)).")
    } catch {
      throw ReportError(error)
    }
    guard json.hasItsChecksum else {
      throw ReportError(
        .badData,
        "\(file) is damaged: its content does not have the checksum that it was written with. Train"
          + " again, or bring the file back.")
    }
    return try RunRecord(json, file: file)
  }

  /// The record of the run that was published here or that broke off here, whichever is further.
  ///
  /// - Returns: Nil if there is none.
  /// - Throws: `ReportError` or `SafeTensorsError` if it cannot be read.
  package func latestRecord() throws -> RunRecord? {
    let published = try record()
    let file = FileSystem.join(path, Checkpoint.name)
    guard published?.status != .complete, FileSystem.exists(file) else { return published }
    let kept = try Checkpoint.record(inFile: file)
    // A published record of the same epochs also knows how the run ended.
    return (published?.history.count ?? -1) >= kept.history.count ? published : kept
  }

  /// The network that was published here.
  ///
  /// - Parameter architecture: What the run's record says of it.
  /// - Returns: Its parameters and statistics.
  /// - Throws: `ReportError` or `SafeTensorsError` if it cannot be read.
  package func network(_ architecture: Architecture = .article) throws -> NetworkState {
    try NetworkState(
      architecture, from: TensorFile(bounded: FileSystem.join(path, Self.weightsName)))
  }

  /// The record of a whole run with these settings and images, if there is one whose weights are
  /// what they were.
  ///
  /// - Parameters:
  ///   - settings: What is asked for.
  ///   - dataset: The images.
  /// - Returns: Nil if the network has to be trained.
  package func reusable(_ settings: RunSettings, _ dataset: DatasetRecord) -> RunRecord? {
    guard let record = try? record(), record.status == .complete, record.settings == settings,
      record.dataset == dataset, let expected = record.weights,
      Digest.sha256(ofFile: FileSystem.join(path, Self.weightsName)) == expected
    else { return nil }
    return record
  }
}

extension TensorFile {
  /// Reads a file, if it is not larger than makes sense.
  ///
  /// - Parameter path: The file.
  /// - Throws: `ReportError` or `SafeTensorsError` if it cannot be read.
  package init(bounded path: String) throws {
    try self.init(bytes: FileSystem.read(path, limit: Self.sizeLimit), file: path)
  }
}
