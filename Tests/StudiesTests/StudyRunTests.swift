import Foundation
import Publishing
import Synchronization
import TestSupport
import Testing
import TrainingRuns

@testable import Studies

@Suite("The trials of a study, without a process")
struct StudyRunTests {
  private func folder(_ text: String = StudyFixture.text) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try StudyFixture.plan(text).write(in: folder.path)
    return folder
  }

  /// Every merged file but the times.
  private func merged(_ folder: TemporaryFolder) throws -> [String: [UInt8]] {
    _ = try StudySummary(try StudyResults(folder.path)).publish(
      to: Publisher(folder: folder.path))
    let names = folder.allFiles.filter { !$0.hasPrefix("trials/") && $0 != "timing.csv" }
    return Dictionary(
      uniqueKeysWithValues: try names.map { ($0, try folder.bytes($0)) })
  }

  @Test("Shards in any order, and a trial that was interrupted, give the bytes of one process")
  func shards() throws {
    let whole = try folder()
    try StudyFixture.run(whole.path)
    let parts = try folder()
    // The second trial was stopped after its first epoch of one, before its result was kept.
    let plan = try StudyPlan(in: parts.path)
    let store = TrialStore(folder: parts.path, plan: plan)
    let trial = plan.trials[1]
    let data = try plan.dataset.load(folder: nil, environment: [:])
    _ = try TrainingJob(
      settings: trial.settings, dataset: data, folder: store.path(of: trial), initial: nil,
      threads: 1, provenance: Provenance(), progress: { _ in }
    ).run(from: nil)
    #expect(store.hasCheckpoint(trial))
    #expect(try StudyStatus(parts.path).begun == [2])
    try StudyFixture.run(parts.path, TrialSelection(shard: "2/2"))
    #expect(try StudyStatus(parts.path).complete == [2, 4])
    #expect(!store.hasCheckpoint(trial))
    #expect(throws: ReportError.self) { try StudyResults(parts.path) }
    try StudyFixture.run(parts.path, TrialSelection(list: "3"))
    try StudyFixture.run(parts.path, TrialSelection(list: "1-4"))
    let (a, b) = (try merged(whole), try merged(parts))
    #expect(Set(a.keys) == Set(b.keys) && a.count > 12)
    for (name, bytes) in a { #expect(b[name] == bytes, "\(name)") }
    #expect(parts.allFiles.contains("timing.csv"))
  }

  @Test("The result of a trial of which a digit was changed is not merged")
  func damagedResult() throws {
    let folder = try folder()
    try StudyFixture.run(folder.path)
    let name = "trials/0002/trial.json"
    let text = try folder.text(name)
    let start = try #require(text.range(of: "\"test_loss\": ") ?? text.range(of: "\"testLoss\": "))
    var damaged = text
    let digit = start.upperBound
    damaged.replaceSubrange(digit...digit, with: text[digit] == "7" ? "8" : "7")
    try folder.write(name, damaged)
    #expect {
      _ = try StudyResults(folder.path)
    } throws: { ReportError($0).message.contains("does not have the checksum") }
  }

  @Test("What is finished is never run again")
  func once() throws {
    let folder = try folder()
    let begun = Mutex<[Int]>([])
    let note: @Sendable (StudyEvent) -> Void = { event in
      if case .began(let trial, _, _, _) = event { begun.withLock { $0.append(trial) } }
    }
    #expect(
      try StudyFixture.run(folder.path, TrialSelection(list: "2,3"), events: note).finished == 2)
    #expect(try StudyFixture.run(folder.path, events: note).finished == 2)
    #expect(try StudyFixture.run(folder.path, events: note).finished == 0)
    #expect(begun.withLock { $0 } == [2, 3, 1, 4])
  }

  @Test("A trial that fails is a row with its reason, and the others go on")
  func failure() throws {
    let folder = try folder(
      """
      dataset: {kind: digits, drawn: [32, 16]}
      epochs: 1
      batch size: 16
      softmax: class
      grid:
        nesterov: [true, false]
        momentum: [0, 0.5]
      """)
    let outcome = try StudyFixture.run(folder.path)
    #expect(outcome.finished == 4 && outcome.failed == 1 && outcome.failure == nil)
    let status = try StudyStatus(folder.path)
    #expect(status.failed == [1] && status.complete == [2, 3, 4])
    let results = try StudyResults(folder.path)
    let rows = results.csv.components(separatedBy: "\r\n")
    #expect(rows.count == 6)
    #expect(rows[1].hasPrefix("1,failed,unfinished,") && rows[1].contains("Nesterov momentum"))
    #expect(StudySummary(results).text.contains("Trial 1 (nesterov yes, momentum 0) failed"))
  }

  @Test("--fail-fast ends with the first failure")
  func failFast() throws {
    let folder = try folder(
      """
      dataset: {kind: digits, drawn: [32, 16]}
      epochs: 1
      batch size: 16
      grid:
        momentum: [0, 0.5]
        nesterov: [true]
      """)
    let outcome = try StudyFixture.run(folder.path, failsFast: true)
    #expect(outcome.finished == 1 && outcome.failure?.category == .failed)
    #expect(outcome.failure?.message.contains("Trial 1 (momentum 0, nesterov yes) failed") == true)
    #expect(try StudyStatus(folder.path).open == [2])
  }

  @Test("A trial that another process has is left to it, and waited for")
  func lock() throws {
    let folder = try folder()
    let plan = try StudyPlan(in: folder.path)
    let place = TrialStore(folder: folder.path, plan: plan).path(of: plan.trials[0])
    let held = Mutex(try TrialLock(place))
    #expect(try TrialLock(place) == nil)
    let events = Mutex<[StudyEvent]>([])
    try StudyFixture.run(folder.path) { event in
      events.withLock { $0.append(event) }
      // The other process ends while this one waits.
      if event == .waits(trial: 1) { held.withLock { $0 = nil } }
    }
    let begun = events.withLock { $0 }.compactMap { event -> Int? in
      if case .began(let trial, _, _, _) = event { trial } else { nil }
    }
    #expect(begun == [2, 3, 4, 1])
    #expect(events.withLock { $0 }.contains(.waits(trial: 1)))
    #expect(try StudyStatus(folder.path).complete == [1, 2, 3, 4])
  }

  @Test("Results of other settings are refused, and so are other images")
  func foreign() throws {
    let folder = try folder()
    try StudyFixture.run(folder.path, TrialSelection(list: "1"))
    let other = try self.folder(StudyFixture.text.replacing("0.01, 0.1", with: "0.02, 0.1"))
    try FileManager.default.createDirectory(
      atPath: other.file("trials"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: folder.file("trials/0001"), toPath: other.file("trials/0001"))
    for work in [
      { _ = try StudyResults(other.path, isPartial: true) }, { try StudyFixture.run(other.path) },
    ] as [() throws -> Void] {
      let error = #expect(throws: ReportError.self) { try work() }
      #expect(error?.message.contains("holds the result of other settings") == true)
    }
    let text = try folder.text("plan.json")
    try folder.write("plan.json", text.replacing("\"training\": 48", with: "\"training\": 40"))
    let error = #expect(throws: ReportError.self) { try StudyFixture.run(folder.path) }
    #expect(error?.message.contains("not those that the study was planned with") == true)
  }

  @Test("Shards and lists of trials")
  func selections() throws {
    let trials = try StudyFixture.plan().trials
    #expect(try TrialSelection(shard: "2/3").trials(of: trials).map(\.number) == [2])
    #expect(try TrialSelection(shard: "1/3").trials(of: trials).map(\.number) == [1, 4])
    #expect(try TrialSelection(list: "4,1-2").trials(of: trials).map(\.number) == [1, 2, 4])
    #expect(TrialSelection.words([1, 2, 3, 7, 9, 10]) == "1-3,7,9-10")
    for text in ["0/4", "5/4", "1/0", "x", "1/2/3", "-1/2", ""] {
      let error = #expect(throws: ReportError.self) { try TrialSelection(shard: text) }
      #expect(error?.category == .usage)
    }
    for text in ["0", "2-1", "a", "1-", ""] {
      #expect(throws: ReportError.self) { try TrialSelection(list: text) }
    }
    #expect(
      throws: ReportError(.usage, "--trials has 5; the study has the trials 1 to 4.")
    ) { try TrialSelection(list: "5").trials(of: trials) }
  }
}
