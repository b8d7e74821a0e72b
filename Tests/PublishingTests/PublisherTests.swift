import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing
import TextFormats

@testable import Publishing

@Suite("Publishing a folder of files")
struct PublisherTests {
  private static let section = ManifestSection(
    name: "example", command: "report example", settings: ["epochs": 68],
    inputs: [.init("digits", "abc")], libraries: [.init("cairo", "1.16.0")])

  @Test("Files appear in their places only when they are published")
  func appearTogether() throws {
    let folder = try TemporaryFolder()
    let publisher = try Publisher(folder: folder.file("out"))
    try publisher.stage("a.txt", text: "one")
    try publisher.stage("sub/b.txt") { path in
      try Data("two".utf8).write(to: URL(fileURLWithPath: path))
    }
    #expect(!folder.allFiles.contains("out/a.txt"))
    let files = try publisher.publish()
    #expect(folder.allFiles == ["out/a.txt", "out/sub/b.txt"])
    #expect(files.map(\.name) == ["a.txt", "sub/b.txt"])
    #expect(files.map(\.size) == [3, 3])
    #expect(files.allSatisfy { $0.changed })
    #expect(try folder.text("out/sub/b.txt") == "two")
  }

  @Test("A file that describes the others takes its place after them; a failure names what is new")
  func last() throws {
    let folder = try TemporaryFolder()
    try folder.write("run/a.json", "old record")
    let publisher = try Publisher(folder: folder.path)
    try publisher.stage("run/a.json", text: "new record")
    try publisher.stage("run/b.txt", text: "b")
    try publisher.stage("run/c.txt", text: "c")
    // A folder that came in between stands in the way of the rename.
    try FileManager.default.createDirectory(
      atPath: folder.file("run/c.txt/x"), withIntermediateDirectories: true)
    #expect {
      try publisher.publish(last: "run/a.json", durable: true)
    } throws: {
      let error = ReportError($0)
      return error.category == .cannotWrite && error.message.contains("run/c.txt")
        && error.message.contains(" Already new: run/b.txt. The other files are as they were;")
    }
    #expect(try folder.text("run/a.json") == "old record")
    #expect(!folder.allFiles.contains { $0.contains("gradbook-tmp") })
    try FileManager.default.removeItem(atPath: folder.file("run/c.txt"))
    try publisher.stage("run/a.json", text: "new record")
    try publisher.stage("run/c.txt", text: "c")
    let files = try publisher.publish(last: "run/a.json", durable: true)
    #expect(files.map(\.name) == ["run/a.json", "run/c.txt"])
    #expect(try folder.text("run/a.json") == "new record")
  }

  @Test(
    "Where the manifest cannot be written, no file is replaced and none is removed",
    arguments: [0, 1, 2, 3])
  func fullDisk(failingCall: Int) throws {
    let folder = try TemporaryFolder()
    let first = try Publisher(folder: folder.path)
    try first.stage("a.txt", text: "old")
    try first.stage("stale.txt", text: "of the first run alone")
    try first.publish(as: Self.section)
    let before = try folder.text("manifest.json")
    // The calls of the second run: a.txt is written, the manifest is written and synchronized, a.txt
    // is renamed, and the manifest is.
    let made = Mutex(0)
    let fails: @Sendable () -> Bool = {
      made.withLock { made in
        defer { made += 1 }
        errno = ENOSPC
        return made == failingCall + 1
      }
    }
    let second = try Publisher(
      folder: folder.path,
      calls: SystemCalls(
        write: { fails() ? -1 : Glibc.write($0, $1.baseAddress, $1.count) },
        fsync: { fails() ? -1 : Glibc.fsync($0) },
        rename: { fails() ? -1 : Glibc.rename($0, $1) }))
    try second.stage("a.txt", text: "new")
    let error = #expect(throws: ReportError.self) { try second.publish(as: Self.section) }
    #expect(error?.category == .cannotWrite)
    let isOfTheManifest = failingCall != 2
    #expect(
      error?.message.hasPrefix(folder.file(isOfTheManifest ? "manifest.json" : "a.txt")) == true)
    // Only the last call fails after a file was replaced, and says so.
    let isLast = failingCall == 3
    #expect(error?.message.contains(" Already new: a.txt. ") == isLast)
    #expect(try folder.text("a.txt") == (isLast ? "new" : "old"))
    #expect(FileManager.default.fileExists(atPath: folder.file("stale.txt")) == !isLast)
    #expect(try folder.text("manifest.json") == before)
    #expect(!folder.allFiles.contains { $0.contains("gradbook-tmp") })
    // The next run brings all of them together.
    let third = try Publisher(folder: folder.path)
    try third.stage("a.txt", text: "new")
    try third.publish(as: Self.section)
    #expect(folder.allFiles == ["a.txt", "manifest.json"])
    #expect(try folder.text("a.txt") == "new")
  }

  @Test("A file whose content is the same is not written again")
  func unchanged() throws {
    let folder = try TemporaryFolder()
    let place = try folder.write("a.txt", "same")
    let before = try FileManager.default.attributesOfItem(atPath: place)[.systemFileNumber] as? Int
    let publisher = try Publisher(folder: folder.path)
    try publisher.stage("a.txt", text: "same")
    try publisher.stage("b.txt") { try "new".write(toFile: $0, atomically: false, encoding: .utf8) }
    let files = try publisher.publish()
    #expect(files.map(\.changed) == [false, true])
    let after = try FileManager.default.attributesOfItem(atPath: place)[.systemFileNumber] as? Int
    #expect(before == after)
  }

  @Test("Whether a file is unchanged is decided when it is published, not when it is staged")
  func twoRuns() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.txt", "first")
    let first = try Publisher(folder: folder.path)
    try first.stage("a.txt", text: "first")
    try first.stage("b.txt", text: "first")
    let second = try Publisher(folder: folder.path)
    try second.stage("a.txt", text: "second")
    try second.stage("b.txt", text: "second")
    try second.publish(as: Self.section)
    try first.publish(as: Self.section)
    // What the manifest lists is what stands there, all of one run.
    #expect(try folder.text("a.txt") == "first")
    #expect(try folder.text("b.txt") == "first")
    let manifest = try Manifest.read(in: folder.path)
    #expect(manifest.files.count == 2)
    for file in manifest.files {
      #expect(ManifestPlace(of: file, in: folder.path).examine() == .same)
    }
    #expect(folder.allFiles == ["a.txt", "b.txt", "manifest.json"])
  }

  @Test("Nothing that a manifest names behind a link is read or removed")
  func links() throws {
    let folder = try TemporaryFolder()
    try folder.write("elsewhere/v.txt", "v")
    let publisher = try Publisher(folder: folder.file("out"))
    try publisher.stage("link/v.txt", text: "v")
    try publisher.stage("w.txt", text: "w")
    try publisher.publish(as: Self.section)
    try FileManager.default.removeItem(atPath: folder.file("out/link"))
    #expect(symlink("../elsewhere", folder.file("out/link")) == 0)
    let file = try #require(Manifest.read(in: folder.file("out")).files.first)
    #expect(ManifestPlace(of: file, in: folder.file("out")).examine() == .notPlain)
    try publisher.stage("w.txt", text: "w")
    try publisher.publish(as: Self.section)
    #expect(try folder.text("elsewhere/v.txt") == "v")
    // The last part of a name may not be a link either.
    try FileManager.default.removeItem(atPath: folder.file("out/link"))
    try FileManager.default.createDirectory(
      atPath: folder.file("out/link"), withIntermediateDirectories: false)
    #expect(symlink("../../elsewhere/v.txt", folder.file("out/link/v.txt")) == 0)
    #expect(ManifestPlace(of: file, in: folder.file("out")).examine() == .notPlain)
  }

  @Test("A failing emitter leaves the old file and no temporary")
  func failingEmitter() throws {
    let folder = try TemporaryFolder()
    try folder.write("book.xlsx", "old")
    let publisher = try Publisher(folder: folder.path)
    try publisher.stage("other.txt", text: "never published")
    #expect(throws: ReportError(.failed, "The emitter broke.")) {
      try publisher.stage("book.xlsx") { path in
        try "half".write(toFile: path, atomically: false, encoding: .utf8)
        throw ReportError(.failed, "The emitter broke.")
      }
    }
    publisher.discard()
    #expect(folder.allFiles == ["book.xlsx"])
    #expect(try folder.text("book.xlsx") == "old")
  }

  @Test("A publisher that is let go removes what it staged")
  func abandoned() throws {
    let folder = try TemporaryFolder()
    do {
      let publisher = try Publisher(folder: folder.path)
      try publisher.stage("a.txt", text: "x")
      #expect(folder.allFiles.count == 1)
    }
    #expect(folder.allFiles.isEmpty)
  }

  @Test("Leftovers of killed runs go, those of running ones and other files stay")
  func leftovers() throws {
    let folder = try TemporaryFolder()
    let dead = Process()
    dead.executableURL = URL(fileURLWithPath: "/bin/true")
    try dead.run()
    dead.waitUntilExit()
    try FileSystem.makeFolder(folder.file("sub"))
    let own = try TemporaryFiles.make(beside: folder.file("sub/a.txt"))
    defer { TemporaryFiles.remove(own) }
    let ownName = FileSystem.name(of: own)
    let parts = ownName.split(separator: "-").map(String.init)
    try #require(parts[0] == ".a.txt.\(getpid())" && parts.count == 4)
    func name(_ process: pid_t, _ count: String, _ system: String) -> String {
      ".a.txt.\(process)-\(count)-\(system).gradbook-tmp"
    }
    let here = String(parts[2].prefix(8))
    // One of a process that is no more, one of an earlier process of the same number.
    try folder.write("sub/" + name(dead.processIdentifier, "1", here), "half")
    try folder.write("sub/" + name(getpid(), "1", here), "half")
    // One of another container, untouched for hours.
    let old = try folder.write("sub/" + name(getpid(), "1", "0123abcd"), "half")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -7300)], ofItemAtPath: old)
    let kept = [
      ownName, name(getppid(), "1", here), name(dead.processIdentifier, "1", "0123abcd"),
      ".other.gradbook-tmp", ".a.txt.\(dead.processIdentifier)-1.gradbook-tmp",
    ]
    for name in kept where name != ownName { try folder.write("sub/\(name)", "somebody else's") }
    let publisher = try Publisher(folder: folder.path)
    try publisher.stage("sub/a.txt", text: "whole")
    try publisher.publish()
    #expect(folder.allFiles == (["a.txt"] + kept).map { "sub/\($0)" }.sorted())
  }

  @Test("A temporary name fits where the final name is as long as a name may be")
  func longName() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "é", count: 127)
    let publisher = try Publisher(folder: folder.path)
    try publisher.stage(name, text: "x")
    try publisher.publish()
    #expect(folder.allFiles == [name])
  }

  @Test("Only plain files are read to see whether something changed")
  func pipeInTheWay() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.file("a.txt"), 0o600) == 0)
    let publisher = try Publisher(folder: folder.path)
    try publisher.stage("a.txt", text: "x")
    try publisher.publish()
    #expect(try folder.text("a.txt") == "x")
    #expect(Digest.sha256(ofFile: "/dev/zero") == nil)
  }

  @Test("An output folder that is a file is refused with code 73 and a sentence")
  func folderIsAFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("out", "a file")
    for path in ["out", "out/deeper"] {
      let error = #expect(throws: ReportError.self) { try Publisher(folder: folder.file(path)) }
      #expect(error?.category == .cannotWrite)
      #expect(error?.message.contains("is a file, not a folder") == true)
    }
  }

  @Test("A folder in the place of a file is refused before anything is written")
  func folderInTheWay() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.txt/inside", "x")
    let publisher = try Publisher(folder: folder.path)
    let error = #expect(throws: ReportError.self) { try publisher.stage("a.txt", text: "x") }
    #expect(error?.message.contains("a folder of that name is in the way") == true)
    #expect(folder.allFiles == ["a.txt/inside"])
  }

  @Test("Threads may stage at the same time")
  func concurrently() throws {
    let folder = try TemporaryFolder()
    let publisher = try Publisher(folder: folder.path)
    DispatchQueue.concurrentPerform(iterations: 64) { index in
      try? publisher.stage("f\(index % 8)/\(index).txt", text: "\(index)")
    }
    let files = try publisher.publish()
    #expect(files.count == 64)
    #expect(try folder.text("f7/63.txt") == "63")
    #expect(folder.allFiles.count == 64)
  }

  @Test("The manifest names every file with its digest and what it was made from")
  func manifest() throws {
    let folder = try TemporaryFolder()
    let publisher = try Publisher(folder: folder.path)
    try publisher.stage("b.txt", text: "abc")
    try publisher.publish(as: Self.section)
    #expect(
      try folder.text("manifest.json") == """
        {
          "schemaVersion": 1,
          "sections": [
            {
              "name": "example",
              "command": "report example",
              "settings": {
                "epochs": 68
              },
              "inputs": {
                "digits": "abc"
              },
              "libraries": {
                "cairo": "1.16.0"
              },
              "files": [
                {
                  "name": "b.txt",
                  "size": 3,
                  "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                }
              ]
            }
          ]
        }

        """)
    #expect(try Manifest.read(in: folder.path).files.map(\.name) == ["b.txt"])
  }

  @Test("Commands own their sections; what a section no longer makes is removed")
  func sections() throws {
    let folder = try TemporaryFolder()
    let publisher = try Publisher(folder: folder.path)
    try publisher.stage("x/1.txt", text: "1")
    try publisher.stage("x/2.txt", text: "2")
    try publisher.stage("x/3.txt", text: "3")
    try publisher.publish(as: Self.section)
    var other = Self.section
    other.name = "another"
    try publisher.stage("y.txt", text: "y")
    try publisher.publish(as: other)
    try folder.write("x/2.txt", "edited by hand")
    try publisher.stage("x/3.txt", text: "3")
    try publisher.publish(as: Self.section)
    #expect(folder.allFiles == ["manifest.json", "x/2.txt", "x/3.txt", "y.txt"])
    let manifest = try Manifest.read(in: folder.path)
    #expect(manifest.sections.map(\.name) == ["another", "example"])
    #expect(manifest.files.map(\.name) == ["x/3.txt", "y.txt"])
  }

  @Test(
    "A damaged manifest is refused with what to do",
    arguments: [
      "", "{", "[]", "{\"schemaVersion\": 2}", "\u{0}\u{1}",
      "{\"schemaVersion\": 1, \"sections\": [{\"name\": 3}]}",
      """
      {"schemaVersion": 1, "sections": [{"name": "a", "command": "b",
       "files": [{"name": "../../etc/passwd", "size": 1, "sha256": "00"}]}]}
      """,
    ])
  func damagedManifest(text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("manifest.json", text)
    let error = #expect(throws: ReportError.self) { try Manifest.read(in: folder.path) }
    #expect(error?.category == .badData)
    #expect(error?.message.hasSuffix("Delete the file, and it is made again.") == true)
  }
}
