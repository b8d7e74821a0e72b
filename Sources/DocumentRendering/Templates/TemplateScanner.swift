import TextFormats
package import Publishing

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
  private let text: Substring
  private var rest: Substring
  private var line = 1

  private init(_ text: String, file: String) {
    self.file = file
    self.text = text[...]
    rest = self.text
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
    guard let start = rest.firstRange(of: "{{") else { return nil }
    advance(to: start.upperBound)
    let tagLine = line
    var kind: Character = " "
    if let first = rest.first, "#^/>!&{%=<$".contains(first) {
      kind = first
      advance(to: rest.index(after: rest.startIndex))
    }
    guard let end = rest.firstRange(of: kind == "{" ? "}}}" : "}}") else {
      throw error("a tag does not end", tagLine)
    }
    let name = rest[..<end.lowerBound].trimming()
    advance(to: end.upperBound)
    if name.isEmpty { throw error("a tag names nothing", tagLine) }
    return (kind, name, tagLine)
  }

  private mutating func advance(to index: Substring.Index) {
    line += rest[..<index].count { $0.isNewline }
    rest = rest[index...]
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
