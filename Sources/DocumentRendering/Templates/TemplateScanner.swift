package import Publishing
import TextFormats

/// The tags of a template with their lines: what the checker needs to know of Mustache.
struct TemplateScanner {
  /// One part of a template that names something.
  indirect enum Node: Equatable, Sendable {
    /// `{{name}}`, `{{{name}}}` or `{{&name}}`.
    case variable(String, line: Int)
    /// `{{#name}} … {{/name}}`.
    case section(String, line: Int, body: [Node])
    /// `{{^name}} … {{/name}}`.
    case inverted(String, line: Int, body: [Node])
    /// `{{> name}}`.
    case partial(String, line: Int)
  }

  private let file: String
  private let bytes: [UInt8]
  private var place = 0
  private var line = 1
  private var depth = 0
  private var tagCount = 0

  /// How deep sections may stand in sections.
  static let depthLimit = 100
  /// How many tags a template may hold: the time that Mustache takes grows with their square.
  static let tagLimit = 2_000

  private init(_ text: String, file: String) {
    self.file = file
    bytes = Array(text.utf8)
  }

  /// Finds the tags of a template.
  ///
  /// - Parameters:
  ///   - text: The template.
  ///   - file: Its name, for errors.
  /// - Returns: What it names, nested as its sections are.
  /// - Throws: ``TemplateError`` for a tag that does not end, a section that is not closed, and the
  ///   few kinds of tag that Gradbook's templates do without.
  static func scan(_ text: String, file: String) throws(TemplateError) -> [Node] {
    var scanner = TemplateScanner(text, file: file)
    return try scanner.nodes(inside: nil)
  }

  private mutating func nodes(
    inside open: (name: String, line: Int)?
  ) throws(TemplateError) -> [Node] {
    depth += 1
    defer { depth -= 1 }
    if let open, depth > Self.depthLimit {
      throw error("sections are nested more than \(Self.depthLimit - 1) deep", open.line)
    }
    var found: [Node] = []
    while let tag = try nextTag() {
      switch tag.kind {
      case "!", "%": continue
      case "/":
        guard let open, open.name == tag.name else {
          throw error("{{/\(tag.name)}} closes a section that is not open here", tag.line)
        }
        return found
      case "#":
        found.append(
          .section(tag.name, line: tag.line, body: try nodes(inside: (tag.name, tag.line))))
      case "^":
        found.append(
          .inverted(tag.name, line: tag.line, body: try nodes(inside: (tag.name, tag.line))))
      case ">": found.append(.partial(tag.name, line: tag.line))
      case "=", "<", "$":
        throw error("tags that begin with '\(tag.kind)' are not supported", tag.line)
      default: found.append(.variable(tag.name, line: tag.line))
      }
    }
    if let open { throw error("{{#\(open.name)}} is not closed", open.line) }
    return found
  }

  private mutating func nextTag() throws(TemplateError) -> (
    kind: Character, name: String, line: Int
  )? {
    guard let start = find("{{") else { return nil }
    advance(to: start + 2)
    let tagLine = line
    tagCount += 1
    if tagCount > Self.tagLimit {
      throw error("a template holds at most \(Self.tagLimit) tags; divide it", tagLine)
    }
    var kind: Character = " "
    if place < bytes.count, "#^/>!&{%=<$".utf8.contains(bytes[place]) {
      kind = Character(Unicode.Scalar(bytes[place]))
      advance(to: place + 1)
    }
    let close: StaticString = kind == "{" ? "}}}" : "}}"
    guard let end = find(close) else { throw error("a tag does not end", tagLine) }
    let name = String(decoding: bytes[place..<end], as: UTF8.self)[...].trimming()
    advance(to: end + close.utf8CodeUnitCount)
    if name.isEmpty { throw error("a tag names nothing", tagLine) }
    return (kind, name, tagLine)
  }

  /// Where a mark stands next; nil where it does not.
  private func find(_ mark: StaticString) -> Int? {
    let first = mark.utf8Start.pointee
    let count = mark.utf8CodeUnitCount
    return (place...max(bytes.count - count, place)).first { start in
      start + count <= bytes.count && bytes[start] == first
        && bytes[start..<start + count].allSatisfy { $0 == first }
    }
  }

  private mutating func advance(to end: Int) {
    line += bytes[place..<end].count { $0 == UInt8(ascii: "\n") }
    place = end
  }

  private func error(_ problem: String, _ line: Int) -> TemplateError {
    TemplateError(file: file, line: line, problem: problem)
  }
}

/// What is wrong with a template, and where.
package struct TemplateError: CategorizedError, Sendable, Equatable {
  /// The template's file.
  package let file: String
  /// The line, from 1.
  package let line: Int
  /// What is wrong there.
  package let problem: String

  /// Bad data: the template exists and cannot be used.
  package var category: ReportError.Category { .badData }

  /// A full sentence.
  package var description: String { "\(file), line \(line): \(problem)." }
}
