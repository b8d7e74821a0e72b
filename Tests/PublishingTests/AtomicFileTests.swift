import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Publishing

@Suite("Writing one file whole or not at all")
struct AtomicFileTests {
  @Test("Missing folders are made, an old file is replaced")
  func writes() throws {
    let folder = try TemporaryFolder()
    for durable in [false, true] {
      try AtomicFile.write(
        Array("content \(durable)".utf8), to: folder.file("a/b/c.txt"), durable: durable)
      #expect(try folder.text("a/b/c.txt") == "content \(durable)")
    }
    #expect(folder.allFiles == ["a/b/c.txt"])
  }

  @Test(
    "Whatever system call fails, the old file stays and no temporary is left",
    arguments: [ENOSPC, EDQUOT, EIO, EROFS, EFBIG], 0..<5)
  func faults(code: CInt, failingCall: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.txt", "old")
    let made = Mutex(0)
    let fails: @Sendable () -> Bool = {
      made.withLock { made in
        defer { made += 1 }
        errno = code
        return made == failingCall
      }
    }
    // Three writes of four bytes each, one fsync, one rename: five calls that can fail.
    let calls = SystemCalls(
      write: { fails() ? -1 : Glibc.write($0, $1.baseAddress, min(4, $1.count)) },
      fsync: { fails() ? -1 : Glibc.fsync($0) },
      rename: { fails() ? -1 : Glibc.rename($0, $1) })
    let error = #expect(throws: ReportError.self) {
      let staged = try AtomicFile.stage(
        Array("twelve bytes".utf8), for: path, durable: true, calls: calls)
      try AtomicFile.publish(staged, as: path, durable: true, calls: calls)
    }
    #expect(error?.category == .cannotWrite)
    #expect(error?.message.hasPrefix("\(path) cannot be written: ") == true)
    #expect(folder.allFiles == ["a.txt"])
    #expect(try folder.text("a.txt") == "old")
  }

  @Test("A file above the limit, a missing one, a folder and binary text are told apart")
  func reading() throws {
    let folder = try TemporaryFolder()
    try folder.write("large", [UInt8](repeating: 65, count: 1000))
    try folder.write("binary", [1, 0, 2])
    try folder.write("latin1", [0xE4])
    let table: [(String, ReportError.Category, String)] = [
      ("large", .badData, "has 1000 bytes; at most 100 make sense here"),
      ("missing", .inputMissing, "does not exist"),
      ("", .inputMissing, "is a folder"),
      ("binary", .badData, "is not a text file in UTF-8"),
      ("latin1", .badData, "is not a text file in UTF-8"),
    ]
    for (name, category, words) in table {
      let error = #expect(throws: ReportError.self) {
        try FileSystem.readText(folder.file(name), limit: 100)
      }
      #expect(error?.category == category, "\(name)")
      #expect(error?.message.contains(words) == true, "\(name)")
    }
  }

  @Test("Names of every length are listed, in folders of thousands of entries")
  func names() throws {
    let folder = try TemporaryFolder()
    let expected = (0..<2600).map { index in
      String(repeating: "n", count: index % 250 + 1) + "-\(index)"
    }
    for name in expected { #expect(close(creat(folder.file(name), 0o600)) == 0) }
    #expect(FileSystem.names(in: folder.path) == expected.sorted())
    #expect(FileSystem.names(in: folder.file("missing")).isEmpty)
  }

  @Test(
    "Paths are taken apart and put together",
    arguments: [
      ("a/b", "a", "b"), ("b", ".", "b"), ("/b", "/", "b"), ("/a/b", "/a", "b"),
    ])
  func paths(path: String, folder: String, name: String) {
    #expect(FileSystem.folder(of: path) == folder)
    #expect(FileSystem.name(of: path) == name)
    #expect(FileSystem.join(folder, name) == path)
  }
}
