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
      ("ulimit -n 5;", "more files can be opened"), ("ulimit -n 8;", "`ulimit -n`"),
      ("ulimit -s 64;", "only 64 kB"),
    ]
      // A sanitizer addresses terabytes.
      + (ProcessMemory.isMeasurable ? [("ulimit -v 400000;", "Only 390 MB of memory")] : []))
  func limits(limit: String, words: String) throws {
    let folder = try TemporaryFolder()
    let run = try run(limit, folder)
    #expect(run.code == 1, "\(run.error)")
    #expect(run.error.hasPrefix("error: ") && run.error.contains(words), "\(run.error)")
    #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
    #expect(folder.allFiles.isEmpty)
  }

  @Test(
    "Memory that ends on the way",
    .enabled(if: ProcessMemory.isMeasurable, "a sanitizer addresses terabytes"))
  func memoryOnTheWay() throws {
    let folder = try TemporaryFolder()
    // A sound file of 448 MB, nearly all of which takes no place on the disk.
    let header = #"{"w": {"dtype": "F32", "shape": [112000000], "data_offsets": [0, 448000000]}}"#
    let size = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    let path = try folder.write("big.safetensors", size + Array(header.utf8))
    try #require(truncate(path, 8 + header.utf8.count + 448_000_000) == 0)
    let run = try BuiltProgram.start(
      ["predict", "--weights", path, "digit.png"], shell: "ulimit -v 600000; exec \"$@\""
    ).wait(limit: 120)
    #expect(run.code == 1, "\(run.error)")
    let sentence = run.error.split(separator: "\n").last ?? ""
    #expect(sentence.hasPrefix("error: The 585 MB of memory that may be addressed"), "\(run.error)")
    #expect(sentence.contains("`ulimit -v`"))
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
    "Fewer threads than work is shared out among",
    .enabled(if: canRun(["setpriv", "--reuid=\(nobody)", "--clear-groups", "true"])),
    arguments: 1...5)
  func threads(limit: Int) throws {
    let folder = try TemporaryFolder()
    try #require(chmod(folder.path, 0o777) == 0)
    let run = try BuiltProgram.start(
      ["backprop", "-o", folder.file("out")],
      shell:
        "exec setpriv --reuid=\(Self.nobody) --clear-groups bash -c 'ulimit -u \(limit); exec \"$@\"'"
        + " bash \"$@\""
    ).wait(limit: 120)
    #expect(run.code == 1, "\(run.error)")
    #expect(run.error.contains("threads can be started"), "\(run.error)")
  }
}
