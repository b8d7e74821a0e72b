import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite("Pipes as inputs")
struct PipeTests {
  @Test("A pipe that nothing writes to is refused at once")
  func silent() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    let error = #expect(throws: ReportError.self) { try FileSystem.read(path) }
    #expect(error?.category == .inputMissing)
    #expect(error?.message == "\(path) is a pipe that no program writes to. Name a file.")
  }

  @Test("A pipe is read to its end while a program writes to it")
  func written() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    // Open before the first byte comes, and more bytes than a pipe holds.
    let writer = open(path, O_RDWR | O_CLOEXEC)
    try #require(writer >= 0)
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
    Thread {
      bytes.withUnsafeBytes { buffer in
        var offset = 0
        while offset < buffer.count {
          let count = write(writer, buffer.baseAddress! + offset, buffer.count - offset)
          if count <= 0 { break }
          offset += count
        }
      }
      close(writer)
    }.start()
    #expect(try FileSystem.read(path) == bytes)
  }
}
