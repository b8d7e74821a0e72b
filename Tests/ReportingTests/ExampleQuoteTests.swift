import Foundation
import TestSupport
import Testing

@Suite("The libraries' documentation")
struct ExampleQuoteTests {
  @Test("It quotes the example programs as they are, and each program is quoted")
  func quotes() throws {
    let root = URL(filePath: BuiltProgram.packageRoot)
    let sources = root.appending(path: "Sources")
    var quoted: Set<String> = []
    for library in try FileManager.default.contentsOfDirectory(atPath: sources.path) {
      let page = sources.appending(path: "\(library)/\(library).docc/\(library).md")
      guard let text = try? String(contentsOf: page, encoding: .utf8) else { continue }
      for match in text.matches(of: #/`(Examples/[^`]+)`:\n\n```swift\n([\s\S]*?)```/#) {
        let program = try String(
          contentsOf: root.appending(path: String(match.1)), encoding: .utf8)
        #expect(program == match.2, "\(match.1) in \(library)")
        quoted.insert(String(match.1))
      }
    }
    let programs = try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: "Examples/Sources").path)
    #expect(quoted == Set(programs.map { "Examples/Sources/\($0)/\($0).swift" }))
  }
}
