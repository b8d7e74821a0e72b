import Publishing
package import RunRecords
import TextFormats

/// What became of a trial.
package struct TrialResult: Sendable, Equatable {
  /// The name of the file in a trial's folder.
  static let fileName = "trial.json"
  private static let sizeLimit = 64 << 20

  /// The trial's number.
  package let number: Int
  /// The fingerprint of what was trained.
  let fingerprint: String
  /// The run, without its confusion and its mistakes; nil for a trial that could not be begun.
  package let record: RunRecord?
  /// Why the trial failed; nil if it did not.
  package let problem: String?

  init(number: Int, fingerprint: String, record: RunRecord?, problem: String?) {
    self.number = number
    self.fingerprint = fingerprint
    var kept = record
    // They would be most of the bytes of a study, and nothing reads them.
    kept?.confusion = []
    kept?.mistakes = []
    self.record = kept
    self.problem = problem?.plainLine
  }

  /// Reads the result of a trial.
  ///
  /// - Parameter folder: The trial's folder.
  /// - Returns: Nil if the trial is not finished.
  /// - Throws: `ReportError` of category `badData` for a damaged file.
  static func read(in folder: String) throws(ReportError) -> TrialResult? {
    let path = FileSystem.join(folder, fileName)
    guard FileSystem.exists(path) else { return nil }
    let json: JSON
    do {
      json = try JSON.parse(try FileSystem.read(path, limit: sizeLimit))
    } catch let error as JSONError {
      throw ReportError(
        .badData, "\(path) is damaged (\(error)). Delete it to run the trial again.")
    } catch {
      throw ReportError(error)
    }
    guard json.hasItsChecksum else {
      throw ReportError(
        .badData,
        "\(path) is damaged: its content does not have the checksum that it was written with. Delete"
          + " it to run the trial again.")
    }
    guard json["schemaVersion"]?.integer == 1, let number = json["trial"]?.integer,
      let fingerprint = json["fingerprint"]?.string
    else {
      throw ReportError(
        .badData, "\(path) is not the result of a trial. Delete it to run the trial again.")
    }
    var record: RunRecord?
    if let value = json["record"], value != .null { record = try RunRecord(value, file: path) }
    return TrialResult(
      number: number, fingerprint: fingerprint, record: record, problem: json["problem"]?.string)
  }

  /// Writes the result, so that even a loss of power leaves it whole.
  ///
  /// - Parameter folder: The trial's folder.
  /// - Throws: `ReportError` of category `cannotWrite`.
  func write(in folder: String) throws(ReportError) {
    let json = JSON.object([
      .init("schemaVersion", 1), .init("trial", .integer(number)),
      .init("fingerprint", .string(fingerprint)),
      .init("problem", problem.map { .string($0) } ?? .null),
      .init("record", record?.json ?? .null),
    ])
    try AtomicFile.write(
      Array((json.withChecksum.compactText + "\n").utf8),
      to: FileSystem.join(folder, Self.fileName),
      durable: true)
  }

  /// How the trial ended, in one word.
  package var status: String { record?.status.word ?? "failed" }
}
