import Numerals
package import Publishing
package import TextFormats

/// How far a study is.
package struct StudyStatus: Sendable, Equatable {
  /// All trials.
  package let count: Int
  /// Trials by what became of them, in the order of their numbers.
  package let complete: [Int]
  /// Trials whose loss became infinite or NaN.
  package let diverged: [Int]
  /// Trials that could not be trained.
  package let failed: [Int]
  /// Trials that were begun and can go on.
  package let begun: [Int]
  /// Trials that were not begun.
  package let open: [Int]

  /// Trials without a result.
  package var missing: [Int] { (begun + open).sorted() }

  /// Looks at a study's folder.
  ///
  /// - Parameter folder: The folder.
  /// - Throws: `ReportError` if there is no plan, or a damaged one or result.
  package init(_ folder: String) throws(ReportError) {
    try self.init(TrialStore(folder: folder, plan: StudyPlan(in: folder)))
  }

  init(_ store: TrialStore) throws(ReportError) {
    var found: [String: [Int]] = [:]
    for trial in store.plan.trials {
      let word =
        try store.result(of: trial)?.status ?? (store.hasCheckpoint(trial) ? "begun" : "open")
      found[word, default: []].append(trial.number)
    }
    count = store.plan.trials.count
    complete = found["complete"] ?? []
    diverged = found["diverged"] ?? []
    failed = found["failed"] ?? []
    begun = found["begun"] ?? []
    open = found["open"] ?? []
  }

  private var parts: [(name: String, trials: [Int])] {
    [
      ("complete", complete), ("diverged", diverged), ("failed", failed), ("begun", begun),
      ("open", open),
    ]
  }

  /// For a terminal.
  package var text: String {
    let rows = parts.filter { !$0.trials.isEmpty }.map { part in
      [part.name, "\(part.trials.count)", TrialSelection.words(part.trials)]
    }
    let lines = TextTable.lines(
      [["state", "trials", "numbers"]] + rows, sides: [.left, .right, .left])
    return
      (lines + ["", "\(count - missing.count) of \(FixedText.counted(count, "trial")) finished."])
      .joined(separator: "\n") + "\n"
  }

  /// For a program.
  package var json: JSON {
    .object(
      [.init("schemaVersion", 1), .init("trials", .integer(count))]
        + parts.map { part in .init(part.name, .array(part.trials.map { .integer($0) })) })
  }
}
