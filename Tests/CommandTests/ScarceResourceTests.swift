import Foundation
import TestSupport
import Testing

@Suite("Without what it needs, the program ends with a sentence")
struct ScarceResourceTests {
  private func run(_ limits: String, _ folder: TemporaryFolder) throws -> BuiltProgram.Outcome {
    try BuiltProgram.start(
      ["backprop", "--epochs", "3", "--learning-rates", "1", "-o", folder.file("out")],
      shell: "\(limits) exec \"$@\""
    ).wait(limit: 120)
  }

  @Test(
    "Files and memory",
    arguments: [
      ("ulimit -n 5;", "open at one time"), ("ulimit -n 8;", "`ulimit -n`"),
      ("ulimit -v 400000;", "Only 390 MB of memory"),
    ])
  func limits(limit: String, words: String) throws {
    let folder = try TemporaryFolder()
    let run = try run(limit, folder)
    #expect(run.code == 1, "\(run.error)")
    #expect(run.error.hasPrefix("error: ") && run.error.contains(words), "\(run.error)")
    #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
    #expect(folder.allFiles.isEmpty)
  }

  /// Whether mounts can be made that only one process sees, and the limits of another user be set.
  private static func canRun(_ words: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  @Test(
    "A system without /proc",
    .enabled(if: canRun(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/proc"])))
  func proc() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.start(
      ["sweep", "-o", folder.file("out")],
      shell: "exec unshare -m sh -c 'mount -t tmpfs none /proc; exec \"$@\"' sh \"$@\""
    ).wait(limit: 120)
    #expect(run.code == 1, "\(run.error)")
    #expect(run.error.hasPrefix("error: /proc is not there"), "\(run.error)")
  }

  /// A number of a user that no process has.
  private static let nobody = "61234"

  @Test(
    "No thread beside the first one",
    .enabled(if: canRun(["setpriv", "--reuid=\(nobody)", "--clear-groups", "true"])))
  func threads() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.start(
      ["sweep", "-o", folder.file("out")],
      shell:
        "exec setpriv --reuid=\(Self.nobody) --clear-groups bash -c 'ulimit -u 1; exec \"$@\"' bash"
        + " \"$@\""
    ).wait(limit: 120)
    #expect(run.code == 1, "\(run.error)")
    #expect(run.error.contains("threads can be started"), "\(run.error)")
  }
}
