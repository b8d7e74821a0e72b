import Foundation
import TestSupport
import Testing

@Suite("The architecture document")
struct ArchitectureTests {
  /// The targets of `Package.swift`, each with the names that it imports.
  private func manifest() throws -> [String: Set<String>] {
    let root = URL(filePath: BuiltProgram.packageRoot)
    let text = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    // The targets between the C libraries and the tests.
    let start = try #require(text.firstRange(of: "// Values and arithmetic")).upperBound
    let end = try #require(text[start...].firstRange(of: "// Tests")).lowerBound
    let declaration = #/\.(?:target|executableTarget)\(\s*name: "(\w+)"(.*?)swiftSettings:/#
      .dotMatchesNewlines()
    var targets: [String: Set<String>] = [:]
    for match in text[start..<end].matches(of: declaration) {
      let body = match.2.replacing(#/, package: "[^"]+"/#, with: "")
      targets[String(match.1)] = Set(body.matches(of: #/"(\w+)"/#).map { String($0.1) })
    }
    return targets
  }

  @Test("A target imports what it lists, and lists what it imports")
  func imports() throws {
    let root = URL(filePath: BuiltProgram.packageRoot)
    let manifest = try manifest()
    let products: Set = ["ArgumentParser", "Mustache", "Yams"]
    let line = #/^(?:@\w+(?:\(\w+\))? |public |package |internal |private )*import (\w+)$/#
    for (target, listed) in manifest {
      let folder = root.appending(path: "Sources/\(target)")
      let files = try #require(FileManager.default.enumerator(atPath: folder.path))
      var imported: Set<String> = []
      for case let name as String in files where name.hasSuffix(".swift") {
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        for line in text.split(separator: "\n").compactMap({ $0.wholeMatch(of: line) }) {
          imported.insert(String(line.1))
        }
      }
      let own = imported.filter {
        manifest[$0] != nil || products.contains($0)
          || FileManager.default.fileExists(atPath: root.appending(path: "Sources/\($0)").path)
      }
      #expect(own == listed, "\(target)")
    }
  }

  @Test("Its list of targets and imports is that of Package.swift")
  func diagram() throws {
    let root = URL(filePath: BuiltProgram.packageRoot)
    let text = try String(contentsOf: root.appending(path: "ARCHITECTURE.md"), encoding: .utf8)
    let block = try #require(text.firstMatch(of: #/```text\n([\s\S]*?)```/#)).1
    let manifest = try manifest()
    var listed: [String: Set<String>] = [:]
    for line in block.split(separator: "\n") {
      let parts = line.split(separator: "->", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      try #require(parts.count == 2, "\(line)")
      let imports = Set(
        parts[1].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
      // A target stands below everything that it imports.
      for target in imports where manifest[target] != nil {
        #expect(listed[target] != nil, "\(parts[0]) stands above \(target)")
      }
      listed[parts[0]] = imports
    }
    #expect(manifest.count > 15)
    #expect(Set(listed.keys) == Set(manifest.keys))
    for (target, imports) in manifest { #expect(listed[target] == imports, "\(target)") }
  }
}
