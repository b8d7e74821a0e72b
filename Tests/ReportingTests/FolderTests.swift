import Foundation
import TestSupport
import Testing

/// The folders of a target depend on one another in one direction only.
///
/// A folder depends on another one of its target where it names a type that is declared there. Members
/// of extensions are not looked at: without a compiler nobody can say whose member a name is.
@Suite("The folders of a target")
struct FolderTests {
  /// The types that a file declares in its outermost scope.
  private static func declared(_ text: String) -> [String] {
    let declaration =
      #/(?:@\w+(?:\([^)]*\))? )*(?:(?:public|package|final|indirect|nonisolated) )*(?:struct|class|enum|protocol|actor|typealias) (\w+)/#
    return text.split(separator: "\n").compactMap { line in
      line.hasPrefix(" ") ? nil : line.prefixMatch(of: declaration).map { String($0.1) }
    }
  }

  /// The words of a file that begin with a capital, without those of comments and texts.
  private static func words(_ text: String) -> Set<String> {
    let bytes = Array(text.utf8)
    let quote = UInt8(ascii: "\"")
    func isWord(_ byte: UInt8) -> Bool {
      switch byte | 0x20 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: byte == UInt8(ascii: "_") || byte >= 0x80
      }
    }
    var words: Set<String> = []
    var place = 0
    func begins(_ text: StaticString) -> Bool {
      text.withUTF8Buffer { bytes.dropFirst(place).starts(with: $0) }
    }
    while place < bytes.count {
      if begins("//") {
        place = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      } else if begins("\"\"\"") {
        place += 3
        while place < bytes.count, !begins("\"\"\"") { place += 1 }
        place += 3
      } else if bytes[place] == quote {
        place += 1
        while place < bytes.count, bytes[place] != quote, bytes[place] != UInt8(ascii: "\n") {
          place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        place += 1
      } else if isWord(bytes[place]) {
        let end = bytes[place...].firstIndex { !isWord($0) } ?? bytes.count
        if case UInt8(ascii: "A")...UInt8(ascii: "Z") = bytes[place] {
          words.insert(String(decoding: bytes[place..<end], as: UTF8.self))
        }
        place = end
      } else {
        place += 1
      }
    }
    return words
  }

  /// What the folders of a target depend on, each with a name that shows it.
  ///
  /// - Parameter files: The texts of its files by their paths in the target.
  /// - Returns: For each folder the folders that it depends on; the target itself is an empty path.
  static func dependencies(_ files: [String: String]) -> [String: [String: String]] {
    func folder(_ path: String) -> String { (path as NSString).deletingLastPathComponent }
    var places: [String: Set<String>] = [:]
    for (path, text) in files {
      for name in declared(text) { places[name, default: []].insert(folder(path)) }
    }
    var result: [String: [String: String]] = [:]
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      for name in words(text).sorted() {
        guard let declared = places[name], declared.count == 1, let other = declared.first,
          other != folder(path)
        else { continue }
        result[folder(path), default: [:]][other] = "\(path) names \(name)"
      }
    }
    return result
  }

  /// The folders that can be left and come back to, with the names that lead from one to the next.
  static func cycles(_ dependencies: [String: [String: String]]) -> [String] {
    func reached(from start: String) -> Set<String> {
      var seen: Set<String> = []
      var waiting = [start]
      while let folder = waiting.popLast() {
        for next in (dependencies[folder] ?? [:]).keys where seen.insert(next).inserted {
          waiting.append(next)
        }
      }
      return seen
    }
    let circular = dependencies.keys.filter { reached(from: $0).contains($0) }.sorted()
    return circular.flatMap { folder in
      (dependencies[folder] ?? [:]).filter { circular.contains($0.key) }.map(\.value).sorted()
    }
  }

  @Test("No folder of a target depends on one that depends on it")
  func targets() throws {
    let root = URL(filePath: BuiltProgram.packageRoot).appending(path: "Sources")
    let targets = try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
    var folderCount = 0
    for target in targets {
      let place = root.appending(path: target)
      guard let paths = FileManager.default.enumerator(atPath: place.path) else { continue }
      var files: [String: String] = [:]
      for case let path as String in paths where path.hasSuffix(".swift") {
        files[path] = try String(contentsOf: place.appending(path: path), encoding: .utf8)
      }
      let dependencies = Self.dependencies(files)
      folderCount += dependencies.count
      #expect(Self.cycles(dependencies) == [], "\(target)")
    }
    #expect(folderCount > 50)
  }

  @Test("A cycle of two and of three folders is found, and names in comments and texts are none")
  func found() {
    let pair = [
      "A/One.swift": "package struct One {}\n", "A/Other.swift": "let two: Two? = nil // Three\n",
      "B/Two.swift": "struct Two {\n  let one = One()\n  let text = \"Three\"\n}\n",
      "C/Three.swift": "enum Three {}\nlet words = \"\"\"\n  One\n  \"\"\"\n",
    ]
    #expect(
      Self.cycles(Self.dependencies(pair)) == [
        "A/Other.swift names Two", "B/Two.swift names One",
      ])
    let ring = [
      "A/One.swift": "struct One { var three: Three }",
      "B/Two.swift": "struct Two { var one: One }",
      "Three.swift": "struct Three { var two: Two }",
    ]
    #expect(Self.cycles(Self.dependencies(ring)).count == 3)
    #expect(
      Self.cycles(Self.dependencies(ring.filter { $0.key != "Three.swift" })) == [])
  }
}
