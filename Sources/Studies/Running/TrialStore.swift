import Publishing
import RunRecords

/// The folders of a study's trials.
struct TrialStore: Sendable {
  /// The study's folder.
  let folder: String
  let plan: StudyPlan

  /// The folder of a trial.
  ///
  /// - Parameter trial: The trial.
  /// - Returns: `trials/0001` in the study's folder.
  func path(of trial: Trial) -> String {
    let digits = max(4, String(plan.trials.count).count)
    let number = String(trial.number)
    let name = String(repeating: "0", count: digits - number.count) + number
    return FileSystem.join(folder, "\(Trial.folderName)/\(name)")
  }

  /// The result of a trial.
  ///
  /// - Parameter trial: The trial.
  /// - Returns: Nil if it is not finished.
  /// - Throws: `ReportError` of category `badData` if the result is damaged or that of other settings.
  func result(of trial: Trial) throws(ReportError) -> TrialResult? {
    guard let result = try TrialResult.read(in: path(of: trial)) else { return nil }
    guard result.fingerprint == trial.fingerprint, result.number == trial.number else {
      throw ReportError(
        .badData,
        "\(path(of: trial)) holds the result of other settings, images or another version than the"
          + " plan's. Plan the study into another folder, or delete this one.")
    }
    return result
  }

  /// Whether a trial was begun and can go on.
  func hasCheckpoint(_ trial: Trial) -> Bool {
    FileSystem.exists(FileSystem.join(path(of: trial), Checkpoint.name))
  }
}
