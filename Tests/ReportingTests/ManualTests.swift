import Foundation
import Publishing
import TestSupport
import Testing

@Suite("The end of the manual page")
struct ManualTests {
  @Test("It lists every exit code and every variable that the sources read")
  func complete() throws {
    let root = URL(filePath: BuiltProgram.packageRoot)
    let page = try String(contentsOf: root.appending(path: "docs/manual-end.mdoc"), encoding: .utf8)
    for category in ReportError.Category.allCases {
      #expect(page.contains("\n.It \(category.rawValue)\n"), "\(category)")
    }
    let files = FileManager.default.enumerator(atPath: root.appending(path: "Sources").path)
    var variables: Set<String> = []
    for case let name as String in try #require(files) where name.hasSuffix(".swift") {
      let text = try String(
        contentsOf: root.appending(path: "Sources/\(name)"), encoding: .utf8)
      for match in text.matches(of: #/"((?:GRADBOOK|XDG|SOURCE_DATE)_[A-Z_]+)"/#) {
        variables.insert(String(match.1))
      }
    }
    #expect(variables.count > 4)
    for variable in variables { #expect(page.contains(variable), "\(variable)") }
  }
}
