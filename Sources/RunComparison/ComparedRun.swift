import ConvNet
import Glibc
import Numerals
package import Publishing
package import RunRecords
import TextFormats

/// One training run in a comparison; also one that broke off, diverged, or cannot be read.
package struct ComparedRun: Sendable {
  /// What the run is called in tables and legends.
  package let name: String
  /// What is known of the run; nil if its files cannot be read.
  package let record: RunRecord?
  /// Why the files cannot be read; nil if they can.
  package let problem: String?

  /// Describes a run.
  ///
  /// - Parameters:
  ///   - name: What the run is called; shown on one line.
  ///   - record: What is known of the run; nil if its files cannot be read.
  ///   - problem: Why the files cannot be read; nil if they can.
  init(name: String, record: RunRecord?, problem: String?) {
    self.name = name.plainLine
    self.record = record
    self.problem = problem?.plainLine
  }

  /// The finished epochs.
  package var history: [EpochRecord] { record?.history ?? [] }

  /// What became of the run; nil if its files cannot be read.
  var verdict: RunVerdict? { record.map { RunVerdict($0) } }

  /// How the run ended, in words.
  package var status: String {
    guard let record else { return "unreadable" }
    let count = record.history.count
    switch record.status {
    case .complete:
      let verdict = RunVerdict(record)
      return verdict.word == .diverged ? "diverged: \(verdict.reason)" : "complete"
    case .interrupted: return "broke off after epoch \(count) of \(record.settings.epochs)"
    case .diverged(let epoch, let batch, _): return "diverged in epoch \(epoch), batch \(batch)"
    }
  }

  /// How the run ended without the numbers that explain it, for legends and notes.
  var briefStatus: String { String(status.prefix { $0 != ":" }) }

  /// Whether all epochs were finished and the last loss is one that learning can have.
  var isSound: Bool { record?.status == .complete && verdict?.word != .diverged }

  /// A value in which runs may differ.
  struct Trait: Equatable {
    /// The name for a program.
    let name: String
    /// The name in a table.
    let title: String
    /// The value as text.
    let value: String
  }

  /// The settings, and what describes the images.
  var traits: [Trait] {
    guard let record else { return [] }
    let counts = "\(record.dataset.trainingCount) + \(record.dataset.testCount)"
    let sum = record.dataset.checksums.first?.prefix(8) ?? ""
    return [
      Trait(name: "dataset", title: "data set", value: record.dataset.word),
      Trait(name: "images", title: "images", value: "\(counts), \(sum)…"),
    ]
      + record.settings.rows.map { setting, value in
        let text = value.hasSuffix(".0") ? String(value.dropLast(2)) : value
        return Trait(
          name: setting.name, title: setting.title,
          value: Digest.isSHA256(text) ? Self.shortened(text) : text)
      }
  }

  private static func shortened(_ checksum: String) -> String { "\(checksum.prefix(8))…" }

  /// Reads the runs that folders hold.
  ///
  /// A folder that holds no run itself stands for the runs in its folders, as `report train` with a
  /// list of learning rates leaves them. Files that cannot be read make a run that says so.
  ///
  /// - Parameters:
  ///   - paths: The folders.
  ///   - given: What the runs are called, in the order of the folders; their own names if empty.
  /// - Returns: The runs, their names all different.
  /// - Throws: `ReportError` of category `inputMissing` for a folder that holds no run, `usage` for
  ///   names that are not as many as the runs, or not different.
  package static func read(
    _ paths: [String], names given: [String] = []
  ) throws(ReportError) -> [ComparedRun] {
    var found: [String] = []
    for path in paths {
      let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
      guard FileSystem.isFolder(folder) else {
        throw ReportError(.inputMissing, "There is no folder \(folder).")
      }
      if holdsRun(folder) {
        found.append(folder)
        continue
      }
      let inside = FileSystem.names(in: folder).map { FileSystem.join(folder, $0) }
        .filter(holdsRun)
      guard !inside.isEmpty else {
        throw ReportError(
          .inputMissing,
          "\(folder) holds no training run (no \(RunFolder.recordName), no \(Checkpoint.name)).")
      }
      found += inside
    }
    guard given.isEmpty || given.count == found.count && Set(given).count == given.count else {
      throw ReportError(
        .usage,
        "--name is given \(FixedText.counted(given.count, "time")) for"
          + " \(FixedText.counted(found.count, "run")). Give each run a name of its own, or none.")
    }
    let names = given.isEmpty ? distinctNames(found) : given
    var runs: [ComparedRun] = []
    for (path, name) in zip(found, names) {
      do {
        runs.append(
          ComparedRun(name: name, record: try RunFolder(path).latestRecord(), problem: nil))
      } catch {
        runs.append(ComparedRun(name: name, record: nil, problem: ReportError(error).message))
      }
    }
    return sorted(runs)
  }

  /// By learning rate where that is all that differs; else as they were named.
  private static func sorted(_ runs: [ComparedRun]) -> [ComparedRun] {
    let rates = runs.map { $0.record?.settings.training.learningRate }
    let differing = Comparison.differences(of: runs).map(\.name)
    guard differing == ["learningRate"] else { return runs }
    return zip(runs, rates).enumerated().sorted { left, right in
      (left.element.1 ?? .infinity, left.offset) < (right.element.1 ?? .infinity, right.offset)
    }.map(\.element.0)
  }

  private static func holdsRun(_ folder: String) -> Bool {
    [RunFolder.recordName, Checkpoint.name].contains {
      FileSystem.exists(FileSystem.join(folder, $0))
    }
  }

  /// The last part of each path, with more of the path where another run is called the same.
  ///
  /// Names stand in tables, figures and workbooks: what would end a line or turn the direction of a
  /// text becomes a `?`.
  static func distinctNames(_ paths: [String]) -> [String] {
    let parts = paths.map { $0.plainLine.split(separator: "/").map(String.init) }
    return paths.indices.map { index in
      for depth in 1...max(1, parts[index].count) {
        let name = parts[index].suffix(depth)
        let isTaken = paths.indices.contains { other in
          other != index && parts[other].suffix(depth) == name
        }
        if !isTaken { return name.joined(separator: "/") }
      }
      return "\(index + 1): \(paths[index].plainLine)"
    }
  }
}
