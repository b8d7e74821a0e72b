import Foundation
import TestSupport
import Testing

/// A run that writes for a good while: many epochs in a workbook and in tables.
private let longRun = ["backprop", "--epochs", "1500", "--learning-rates", "0.5,1,2"]

@Suite("Interrupted at any moment, no file is half-written", .serialized)
struct InterruptionTests {
  /// The digests of whole files, by name, leaving temporaries out.
  private func digests(_ folder: TemporaryFolder) throws -> [String: Int] {
    var sizes: [String: Int] = [:]
    for name in folder.allFiles where !name.hasSuffix(".gradbook-tmp") {
      sizes[name] = try folder.bytes(name).hashValue
    }
    return sizes
  }

  @Test("Killed at random moments, every file is the old one or the new one")
  func killed() throws {
    let folder = try TemporaryFolder()
    let output = folder.file("out")
    let old = ["backprop", "--epochs", "3", "--learning-rates", "0.5,1,2", "-q", "-o", output]
    #expect(try BuiltProgram.run(old).code == 0)
    let before = try digests(folder)
    let reference = try TemporaryFolder()
    let clock = ContinuousClock()
    let start = clock.now
    #expect(try BuiltProgram.run(longRun + ["-q", "-o", reference.file("out")]).code == 0)
    let whole = (clock.now - start) / .seconds(1)
    let after = try digests(reference)

    for step in 1...8 {
      let program = try BuiltProgram.start(longRun + ["-q", "-o", output])
      Thread.sleep(forTimeInterval: whole * Double(step) / 8)
      program.send(SIGKILL)
      _ = program.wait()
      let found = try digests(folder)
      // What a new run no longer makes is removed at its end.
      let kept = Set(before.keys).intersection(after.keys)
      #expect(kept.isSubset(of: found.keys), "killed after \(step)/8 of the time")
      for (name, digest) in found where name != "out/manifest.json" {
        #expect(
          digest == before[name] || digest == after[name],
          "\(name), killed after \(step)/8 of the time")
      }
    }
    // The next run clears what the killed ones have left.
    #expect(try BuiltProgram.run(longRun + ["-q", "-o", output]).code == 0)
    #expect(try digests(folder) == after)
    #expect(!folder.allFiles.contains { $0.hasSuffix(".gradbook-tmp") })
  }

  /// A run whose workbook's temporary stands for a second before it is whole.
  private static let largeRun = [
    "backprop", "--epochs", "20000", "--learning-rates", "0.5,1,2", "-q",
  ]

  /// Runs ``largeRun`` until its workbook is being written, sends a signal, and waits for the end.
  private func stop(
    _ signal: Int32, in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> BuiltProgram.Outcome {
    let program = try BuiltProgram.start(
      Self.largeRun + ["-o", folder.file("out")], environment: environment)
    while program.isRunning, !folder.allFiles.contains(where: { $0.contains(".xlsx") }) {
      Thread.sleep(forTimeInterval: 0.005)
    }
    program.send(signal)
    return program.wait()
  }

  @Test("Killed while the workbook is being written, what is left goes with the next run")
  func killedInWorkbook() throws {
    let folder = try TemporaryFolder()
    let temporaries = try TemporaryFolder()
    let environment = ["TMPDIR": temporaries.path]
    let killed = try stop(SIGKILL, in: folder, environment: environment)
    #expect(killed.code == 128 + SIGKILL)
    // Another system may share the place: what it has made lately stays.
    let other = temporaries.file("gradbook-\(getpid())-1-00000000")
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
    let names = try FileManager.default.contentsOfDirectory(atPath: temporaries.path)
    #expect(names.count == 2, "\(names)")
    let left = folder.allFiles
    #expect(left.contains { $0.contains("backpropagation.xlsx") }, "\(left)")
    #expect(left.allSatisfy { $0.hasSuffix(".gradbook-tmp") }, "\(left)")
    let short = ["backprop", "--epochs", "3", "--learning-rates", "1", "-q"]
    let next = try BuiltProgram.run(
      short + ["-o", folder.file("out")], environment: environment)
    #expect(next.code == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: temporaries.path)
        == [URL(filePath: other).lastPathComponent])
    let reference = try TemporaryFolder()
    #expect(try BuiltProgram.run(short + ["-o", reference.file("out")]).code == 0)
    #expect(folder.allFiles == reference.allFiles)
  }

  @Test("Ended while the workbook is being written, nothing is left", arguments: [SIGINT, SIGTERM])
  func endedInWorkbook(signal: Int32) throws {
    let folder = try TemporaryFolder()
    #expect(try stop(signal, in: folder).code == 130)
    #expect(folder.allFiles.isEmpty, "\(folder.allFiles)")
    #expect(!FileManager.default.fileExists(atPath: folder.file("out")))
  }

  @Test("Ctrl-C ends with code 130, one sentence and no temporary", arguments: [SIGINT, SIGTERM])
  func interrupted(signal: Int32) throws {
    let folder = try TemporaryFolder()
    let program = try BuiltProgram.start(
      ["backprop", "--epochs", "60000", "--learning-rates", "0.5,1", "-o", folder.file("out")])
    #expect(program.waitForError("Worked example"))
    program.send(signal)
    let run = program.wait()
    #expect(run.code == 130)
    #expect(
      run.error.hasSuffix(
        "error: Interrupted. Files that were published before stay as they are.\n"), "\(run.error)")
    #expect(folder.allFiles.isEmpty, "\(folder.allFiles)")
    #expect(!FileManager.default.fileExists(atPath: folder.file("out")))
  }

  @Test(
    "Ended in its first milliseconds, the program leaves nothing", arguments: [SIGINT, SIGTERM])
  func endedAtOnce(signal: Int32) throws {
    let folder = try TemporaryFolder()
    for step in 0..<40 {
      let program = try BuiltProgram.start(
        ["backprop", "--epochs", "60000", "-q", "-o", folder.file("out")])
      usleep(UInt32(step) * 1_000)
      program.send(signal)
      // Before the program itself begins, the system ends it.
      #expect([130, 128 + signal].contains(program.wait().code), "after \(step) ms")
      #expect(folder.allFiles.isEmpty, "\(folder.allFiles), after \(step) ms")
    }
  }

  @Test("On a full disk nothing is published, the old files stay, and the code is 73")
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    let output = folder.file("out")
    let arguments = ["backprop", "--learning-rates", "0.5,1,2", "-q", "-o", output]
    #expect(try BuiltProgram.run(arguments + ["--epochs", "3"]).code == 0)
    let before = try digests(folder)
    // No file may grow beyond 64 blocks of 512 bytes: the same failure as a full disk, and to be
    // had without one. The signal that goes with it is ignored, as a full disk sends none.
    let run = try BuiltProgram.start(
      arguments + ["--epochs", "2000"], shell: "trap '' XFSZ; ulimit -f 64; exec \"$@\""
    ).wait()
    #expect(run.code == 73, "\(run.error)")
    #expect(run.error.hasPrefix("error: ") && !run.error.contains("gradbook-tmp"), "\(run.error)")
    #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
    #expect(try digests(folder) == before)
    #expect(folder.allFiles.allSatisfy { !$0.hasSuffix(".gradbook-tmp") })
  }

  @Test("On a full disk a new folder is not even left empty")
  func fullDiskAnew() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.start(
      ["backprop", "--epochs", "2000", "-q", "-o", folder.file("a/b")],
      shell: "trap '' XFSZ; ulimit -f 64; exec \"$@\""
    ).wait()
    #expect(run.code == 73, "\(run.error)")
    #expect(!FileManager.default.fileExists(atPath: folder.file("a")))
  }

  @Test("An output folder that is a file, or below one, is refused with code 73")
  func folderIsFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("taken", "x")
    for command in [["backprop"], ["sweep"], ["all", "--no-training"]] {
      for place in ["taken", "taken/below"] {
        let run = try BuiltProgram.run(command + ["-q", "-o", folder.file(place)])
        #expect(run.code == 73, "\(command)")
        #expect(run.error.contains("is a file, not a folder"), "\(run.error)")
        #expect(run.output.isEmpty)
      }
    }
    #expect(folder.allFiles == ["taken"])
  }

  @Test("A reader that leaves early changes nothing about the files")
  func closedPipe() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.start(
      ["sweep", "-o", folder.file("out")], shell: "{ \"$@\"; echo $? >&2; } | head -1 >/dev/null"
    ).wait()
    #expect(run.error.hasSuffix("0\n"), "\(run.error)")
    #expect(folder.allFiles.contains("out/sweep/sweep.csv"))
    #expect(folder.allFiles.contains("out/manifest.json"))
  }
}
