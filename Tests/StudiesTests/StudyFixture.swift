import Publishing
import SettingsFiles
import TestSupport

@testable import Studies

/// Small studies of a few drawn digits.
enum StudyFixture {
  /// Four trials of one epoch each.
  static let text = """
    dataset: {kind: digits, drawn: [48, 24]}
    epochs: 1
    batch size: 16
    softmax: class
    grid:
      learning rate: [0.01, 0.1]
      seed: [1, 2]
    """

  /// Plans a study.
  ///
  /// - Parameters:
  ///   - text: The study's file.
  ///   - isConfirmed: Whether very many trials are agreed to.
  /// - Returns: The plan.
  /// - Throws: `ReportError`.
  static func plan(_ text: String = StudyFixture.text, isConfirmed: Bool = false) throws
    -> StudyPlan
  {
    let file = try StudyFile(
      text: text, file: "study.yaml", source: .init(name: "study.yaml", sha256: ""),
      folder: BuiltProgram.packageRoot + "/templates")
    let data = try file.dataset.load(folder: nil, environment: [:])
    return try StudyPlan(file, data: data, isConfirmed: isConfirmed)
  }

  /// Runs trials of the study in a folder.
  ///
  /// - Parameters:
  ///   - folder: The study's folder.
  ///   - selection: Which trials.
  ///   - failsFast: Whether the first failure ends the work.
  ///   - events: Receives what happens.
  /// - Returns: What was done.
  /// - Throws: What the runner throws.
  @discardableResult
  static func run(
    _ folder: String, _ selection: TrialSelection = .all, failsFast: Bool = false,
    events: @escaping @Sendable (StudyEvent) -> Void = { _ in }
  ) throws -> StudyRunner.Outcome {
    try StudyRunner(
      folder: folder, threads: 1, environment: [:], provenance: Provenance(),
      progress: { _ in }, events: events
    ).run(selection, failsFast: failsFast)
  }

  /// The message of the error that reading a study ends with; `accepted` for none.
  static func message(_ text: String) -> String {
    do {
      _ = try plan(text)
      return "accepted"
    } catch {
      return ReportError(error).message
    }
  }
}
