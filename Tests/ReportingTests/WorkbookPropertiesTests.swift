import ContentPublishing
import Foundation
import Publishing
import TestSupport
import Testing
import Workbook

@Suite("What workbooks say of themselves")
struct WorkbookPropertiesTests {
  @Test("The author is the program with its version, and long texts are cut")
  func author() {
    let long = String(repeating: "word ", count: 100)
    let properties = Book.Properties.ofProgram(
      title: "T", subject: long, comments: long, created: 1_704_067_200)
    #expect(properties.author == "Gradbook \(Program.version)")
    #expect(properties.subject.count <= 255 && properties.comments.count <= 255)
  }

  @Test("No workbook names another author")
  func places() throws {
    let sources = URL(filePath: BuiltProgram.packageRoot).appending(path: "Sources")
    let files = try #require(FileManager.default.enumerator(atPath: sources.path))
    var count = 0
    for case let name as String in files
    where name.hasSuffix(".swift") && !name.hasPrefix("Workbook/")
      && !name.hasPrefix("ContentPublishing/")
    {
      let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
      #expect(!text.contains("Book.Properties("), "\(name)")
      count += text.contains(".ofProgram(") ? 1 : 0
    }
    #expect(count >= 9)
  }
}
