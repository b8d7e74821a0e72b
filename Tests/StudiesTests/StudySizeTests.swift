import Foundation
import Publishing
import TestSupport
import Testing

@testable import Studies

@Suite("How much room a study takes")
struct StudySizeTests {
  /// What the files and folders of a folder take in blocks of 4096 bytes.
  private func use(_ folder: TemporaryFolder) throws -> Int {
    let files = folder.allFiles
    let folders = Set(
      files.flatMap { name in
        name.split(separator: "/").dropLast().indices.map { name.split(separator: "/")[...$0] }
      }.map { $0.joined(separator: "/") })
    return try files.reduce(4096 * folders.count) { sum, name in
      sum + (try folder.bytes(name).count + 4095) / 4096 * 4096
    }
  }

  @Test(
    "A study takes at most what is planned, and a fifth of it at least",
    arguments: [(epochs: 1, seeds: 2), (epochs: 12, seeds: 3)])
  func size(epochs: Int, seeds: Int) throws {
    let folder = try TemporaryFolder()
    let plan = try StudyFixture.plan(
      """
      dataset: {kind: digits, drawn: [32, 16]}
      epochs: \(epochs)
      batch size: 16
      softmax: class
      grid:
        learning rate: [0.01, 0.1]
        seed: {from: 1, to: \(seeds), count: \(seeds)}
        architecture: [architectures/article.yaml, architectures/smaller.yaml]
      """)
    try plan.write(in: folder.path)
    try StudyFixture.run(folder.path)
    let size = StudySize(plan.trials)
    let trials = try use(folder)
    #expect(trials <= size.results + 16_384 && 3 * trials >= size.results)
    _ = try StudySummary(try StudyResults(folder.path)).publish(
      to: Publisher(folder: folder.path))
    let all = try use(folder)
    #expect(all <= size.total && 5 * all >= size.total, "\(all) of \(size.total)")
  }

  @Test("A folder without room is refused before anything is made, and taken when there is room")
  func plan() throws {
    let folder = try TemporaryFolder()
    try folder.write("study.yaml", StudyFixture.text)
    var planning = StudyPlanning(file: folder.file("study.yaml"), threads: 1, environment: [:])
    let out = folder.file("below/out")
    planning.freeSpace = { $0 == out ? 5_000 : nil }
    #expect {
      _ = try planning.plan(into: out)
    } throws: { error in
      let error = ReportError(error)
      return error.category == .cannotWrite
        && error.message.hasPrefix("\(out) has room for 5,000 bytes, and the study may take ")
    }
    #expect(folder.allFiles == ["study.yaml"])
    #expect(!FileSystem.exists(folder.file("below")))
    planning.freeSpace = { _ in 5_000_000 }
    _ = try planning.plan(into: out)
    #expect(FileSystem.exists(folder.file("below/out/plan.json")))
  }

  @Test("Trials are not begun without room for their results and a checkpoint; others are")
  func run() throws {
    let folder = try TemporaryFolder()
    try StudyFixture.plan().write(in: folder.path)
    var runner = try StudyRunner(
      folder: folder.path, threads: 1, environment: [:], provenance: Provenance(),
      progress: { _ in }, events: { _ in })
    // The article's network has some 20,000 parameters; a checkpoint is two or three numbers each.
    runner.freeSpace = { _ in 200_000 }
    #expect {
      _ = try runner.run(.all)
    } throws: { ReportError($0).message.contains("and 4 trials may take ") }
    #expect(folder.allFiles == ["plan.json"])
    runner.freeSpace = { _ in nil }
    #expect(try runner.run(.all).finished == 4)
    // What is finished needs no room.
    runner.freeSpace = { _ in 0 }
    #expect(try runner.run(.all).finished == 0)
  }

  @Test("The room is that of the nearest folder that exists")
  func nearest() throws {
    let folder = try TemporaryFolder()
    let free = try #require(DiskSpace.free(at: folder.path))
    let below = try #require(DiskSpace.free(at: folder.file("not/yet/there")))
    // Other programs write meanwhile.
    #expect(free > 0 && below > 0)
    #expect(DiskSpace.free(at: "relative/that/is/not/there") != nil)
    // A file system that has no blocks does not say.
    #expect(DiskSpace.free(at: "/proc") == nil)
  }
}
