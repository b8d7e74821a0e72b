import TextFormats

/// Looks up every name of a template in the values before it is rendered.
///
/// Mustache renders a name that does not exist as empty text, so that a slip of the pen would make
/// a document with a hole in it. The names are looked up as Mustache does: from the innermost
/// section outwards, in each element of a list.
struct TemplateChecker {
  private let templates: [String: [TemplateScanner.Node]]
  private let file: (String) -> String
  private var problems: [TemplateError] = []
  private var partials: [String] = []
  private var depth = 0
  private var visits = 0

  /// How deep templates and their sections may stand in one another.
  private static let depthLimit = 200
  /// How many tags a document may come to, those of repeated sections counted each time.
  private static let visitLimit = 2_000_000

  private init(templates: [String: [TemplateScanner.Node]], file: @escaping (String) -> String) {
    self.templates = templates
    self.file = file
  }

  /// Checks one template and the partials that it includes.
  ///
  /// - Parameters:
  ///   - name: The template's name.
  ///   - templates: The tags of all templates by name.
  ///   - value: The values that it will be rendered with.
  ///   - file: Gives the file of a template's name, for errors.
  /// - Throws: ``TemplateError`` for the first name, in reading order, that does not exist.
  static func check(
    _ name: String, in templates: [String: [TemplateScanner.Node]], with value: DocumentValue,
    file: @escaping (String) -> String
  ) throws(TemplateError) {
    var checker = TemplateChecker(templates: templates, file: file)
    checker.visit(name, stack: [value])
    if let first = checker.problems.first { throw first }
  }

  private mutating func visit(_ template: String, stack: [DocumentValue]) {
    partials.append(template)
    visit(templates[template] ?? [], of: template, stack: stack)
    partials.removeLast()
  }

  private mutating func visit(
    _ nodes: [TemplateScanner.Node], of template: String, stack: [DocumentValue]
  ) {
    depth += 1
    defer { depth -= 1 }
    for node in nodes where problems.isEmpty {
      visits += 1
      if depth > Self.depthLimit {
        report("templates and sections are nested more than \(Self.depthLimit) deep", template, 1)
        return
      }
      if visits > Self.visitLimit {
        report("the document has more than \(Self.visitLimit) tags", template, 1)
        return
      }
      switch node {
      case .variable(let name, let line):
        switch lookUp(name, in: stack) {
        case .text, .flag: break
        case .list, .group:
          report("'\(name)' is not text: open it with {{#\(name)}}", template, line)
        case nil: reportMissing(name, stack, template, line)
        }
      case .section(let name, let line, let body):
        switch lookUp(name, in: stack) {
        case .list(let elements):
          for element in elements { visit(body, of: template, stack: stack + [element]) }
        case .flag(let holds): if holds { visit(body, of: template, stack: stack) }
        case .some(let value): visit(body, of: template, stack: stack + [value])
        case nil: reportMissing(name, stack, template, line)
        }
      case .inverted(let name, let line, let body):
        guard lookUp(name, in: stack) != nil else {
          reportMissing(name, stack, template, line)
          continue
        }
        visit(body, of: template, stack: stack)
      case .partial(let name, let line):
        if templates[name] == nil {
          report("there is no template '\(name)' to include", template, line)
        } else if partials.contains(name) {
          report("'\(name)' includes itself", template, line)
        } else {
          visit(name, stack: stack)
        }
      }
    }
  }

  private func lookUp(_ name: String, in stack: [DocumentValue]) -> DocumentValue? {
    if name == "." { return stack.last }
    let parts = name.split(separator: ".").map(String.init)
    guard let first = parts.first,
      let start = stack.reversed().lazy.compactMap({ $0[first] }).first
    else { return nil }
    return parts.dropFirst().reduce(start) { $0?[$1] }
  }

  private mutating func reportMissing(
    _ name: String, _ stack: [DocumentValue], _ template: String, _ line: Int
  ) {
    var known = Set<String>()
    if let dot = name.lastIndex(of: "."),
      case .group(let values)? = lookUp(String(name[..<dot]), in: stack)
    {
      known.formUnion(values.keys.map { "\(name[...dot])\($0)" })
    }
    for case .group(let values) in stack { known.formUnion(values.keys) }
    let hint = Suggestion.nearest(to: name, among: known).map { " (perhaps '\($0)')" } ?? ""
    report("there is no value '\(name)'\(hint)", template, line)
  }

  private mutating func report(_ problem: String, _ template: String, _ line: Int) {
    problems.append(
      TemplateError(
        file: file(template), line: line,
        problem: problem))
  }
}
