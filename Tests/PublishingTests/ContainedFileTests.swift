import Foundation
import Publishing
import TestSupport
import Testing

@Suite("Files that a file from outside names")
struct ContainedFileTests {
  @Test("A link is not followed, whether it is the file or a folder on the way")
  func links() throws {
    let folder = try TemporaryFolder()
    try folder.write("outside/secret.txt", Array("secret".utf8))
    try folder.write("inside/plain/plain.txt", Array("plain".utf8))
    let inside = folder.file("inside")
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: "\(inside)/link.txt", withDestinationPath: "../outside/secret.txt")
    try manager.createSymbolicLink(atPath: "\(inside)/link", withDestinationPath: "../outside")
    #expect(
      try ContainedFile.read("plain/plain.txt", in: inside, limit: 100) == Array("plain".utf8))
    for name in ["link.txt", "link/secret.txt", "../outside/secret.txt"] {
      let error = #expect(throws: ReportError.self, "\(name)") {
        try ContainedFile.read(name, in: inside, limit: 100)
      }
      #expect(error?.category == .badData)
    }
  }
}
