package import Publishing
import RunRecords
import TextFormats

/// The finished trials of a study, whichever processes ran them.
package struct StudyResults: Sendable {
  /// The study.
  package let plan: StudyPlan
  /// The trials with a result, in the order of their numbers.
  package let trials: [StudyTrial]
  /// The numbers of the trials without one.
  package let missing: [Int]

  /// Which images the trials were watched by and are chosen by.
  var images: HeldOutImages { plan.trials.first?.settings.heldOut ?? .test }

  /// Reads the results of a study.
  ///
  /// - Parameters:
  ///   - folder: The study's folder.
  ///   - isPartial: Whether trials may be missing.
  /// - Throws: `ReportError` of category `badData` where trials are missing, or results are damaged
  ///   or those of other settings.
  package init(_ folder: String, isPartial: Bool = false) throws(ReportError) {
    let store = TrialStore(folder: folder, plan: try StudyPlan(in: folder))
    plan = store.plan
    var trials: [StudyTrial] = []
    var missing: [Int] = []
    for trial in plan.trials {
      if let result = try store.result(of: trial) {
        trials.append(StudyTrial(trial: trial, result: result))
      } else {
        missing.append(trial.number)
      }
    }
    self.trials = trials
    self.missing = missing
    guard !trials.isEmpty else {
      throw ReportError(
        .badData, "\(folder) has no finished trial. `report study run \(folder)` runs them.")
    }
    guard missing.isEmpty || isPartial else {
      throw ReportError(
        .badData,
        "\(folder) lacks the results of \(missing.count) of \(plan.trials.count) trials:"
          + " \(TrialSelection.words(missing)). Run them, or merge the others with --partial.")
    }
  }

  /// What the study is called.
  var title: String { plan.name.isEmpty ? "A study of training runs" : plan.name }
}

extension StudyResults {
  /// Settings of the grid, as a person names them.
  ///
  /// - Parameter list: Their names with commas.
  /// - Returns: The names, each once.
  /// - Throws: `ReportError` of category `usage` for one that is not in the grid.
  package func keys(named list: String) throws(ReportError) -> [String] {
    var keys: [String] = []
    for part in list.split(separator: ",") {
      let name = String(part).trimmed
      guard plan.keys.contains(name) else {
        throw ReportError(
          .usage,
          "--by has '\(name.plainLine)'; the grid has \(plan.keys.joined(separator: ", ")).")
      }
      if !keys.contains(name) { keys.append(name) }
    }
    guard !keys.isEmpty else {
      throw ReportError(.usage, "--by is empty; the grid has \(plan.keys.joined(separator: ", ")).")
    }
    return keys
  }
}

extension String {
  /// The text without spaces at its ends.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
