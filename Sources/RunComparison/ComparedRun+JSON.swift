import Publishing
import RunRecords
import TextFormats

extension ComparedRun {
  /// The file beside a comparison that keeps the runs as they were when they were compared.
  ///
  /// The runs' own folders may change or go away afterwards.
  static let listName = "runs.json"

  /// Runs with everything that is known of them.
  static func json(_ runs: [ComparedRun]) -> JSON {
    .object([
      .init("schemaVersion", 1),
      .init(
        "runs",
        .array(
          runs.map { run in
            .object([
              .init("name", .string(run.name)), .init("record", run.record?.json ?? .null),
              .init("problem", run.problem.map { .string($0) } ?? .null),
            ])
          })),
    ])
  }

  /// Reads runs.
  ///
  /// - Parameter path: A file with what ``json(_:)`` gave.
  /// - Returns: The runs in their order.
  /// - Throws: `ReportError` of category `inputMissing` or `badData`.
  static func list(contentsOfFile path: String) throws(ReportError) -> [ComparedRun] {
    let bytes = try FileSystem.read(path, limit: 64 << 20)
    let json: JSON
    do { json = try JSON.parse(bytes) } catch {
      throw ReportError(.badData, "\(path) is damaged: \(error) Run 'report compare' again.")
    }
    var runs: [ComparedRun] = []
    for run in json["runs"]?.array ?? [] {
      guard let name = run["name"]?.string else {
        throw ReportError(
          .badData, "\(path) is damaged: a run has no name. Run 'report compare' again.")
      }
      var record: RunRecord?
      if let json = run["record"], json != .null { record = try RunRecord(json, file: path) }
      runs.append(ComparedRun(name: name, record: record, problem: run["problem"]?.string))
    }
    return runs
  }
}
