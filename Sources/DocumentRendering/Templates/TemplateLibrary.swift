import Glibc
import Mustache
package import Publishing

/// The Mustache templates of a folder, checked before they are rendered.
///
/// A template `report.md.mustache` is named `report.md`; one in a folder is named with it, such as
/// `chapters/network.md`. Values are escaped for HTML in templates whose name ends with `.html`,
/// and stand as they are in all others.
package struct TemplateLibrary: Sendable {
  /// The folder.
  package let folder: String
  private let texts: [String: String]
  private let tags: [String: [TemplateScanner.Node]]
  private let library: MustacheLibrary

  /// Reads all templates of a folder and those below it.
  ///
  /// - Parameter folder: The folder.
  /// - Throws: `ReportError` of category `inputMissing` when there is no such folder or no template
  ///   in it; ``TemplateError`` for one that is not well-formed.
  package init(folder: String) throws {
    self.folder = folder
    guard FileSystem.isFolder(folder) else {
      throw ReportError(
        .inputMissing,
        FileSystem.exists(folder)
          ? "\(folder) is not a folder with templates." : "The folder \(folder) does not exist.")
    }
    var texts: [String: String] = [:]
    var tags: [String: [TemplateScanner.Node]] = [:]
    var library = MustacheLibrary()
    for name in Self.names(in: folder, prefix: "") {
      let file = Self.file(name, in: folder)
      // Editors elsewhere end lines with two characters, which Swift takes for one.
      let text = try FileSystem.readText(file, limit: 4 << 20).replacing("\r\n", with: "\n")
      texts[name] = text
      tags[name] = try TemplateScanner.scan(text, file: file)
      do {
        let plain = name.hasSuffix(".html") ? "" : "{{% CONTENT_TYPE:TEXT}}"
        library.register(try MustacheTemplate(string: plain + text), named: name)
      } catch let error as MustacheTemplate.ParserError {
        throw TemplateError(
          file: file, line: error.context.lineNumber, problem: "\(error.error)")
      }
    }
    guard !tags.isEmpty else {
      throw ReportError(
        .inputMissing,
        "\(folder) holds no template: a file such as report.md.mustache was expected.")
    }
    self.texts = texts
    self.tags = tags
    self.library = library
  }

  /// Renders a template.
  ///
  /// - Parameters:
  ///   - name: Its name, such as `report.md`.
  ///   - value: The values that it names.
  /// - Returns: The text.
  /// - Throws: ``TemplateError`` with file, line and key when a name does not exist; `ReportError`
  ///   when the template itself does not.
  package func render(_ name: String, with value: DocumentValue) throws -> String {
    guard tags[name] != nil else {
      throw ReportError(
        .inputMissing,
        "\(Self.file(name, in: folder)) is missing. Copy it from the program's own templates.")
    }
    try TemplateChecker.check(
      name, in: tags, with: value, file: { Self.file($0, in: folder) })
    return library.render(value.untyped, withTemplate: name) ?? ""
  }

  /// Says of a piece of a rendered document which template is to blame.
  ///
  /// - Parameters:
  ///   - piece: What the document has, such as a formula.
  ///   - document: The document's template.
  ///   - problem: What is wrong with it.
  /// - Returns: An error with the file and line that have the piece as it is; with the document's
  ///   template where the piece comes from a value.
  package func error(in piece: String, of document: String, problem: String) -> TemplateError {
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      guard let place = text.firstRange(of: piece) else { continue }
      return TemplateError(
        file: Self.file(name, in: folder),
        line: 1 + text[..<place.lowerBound].count { $0.isNewline }, problem: problem)
    }
    return TemplateError(file: Self.file(document, in: folder), line: 1, problem: problem)
  }

  /// The folder with the program's own templates.
  ///
  /// It is looked for beside an installed program (`../share/gradbook/templates`) and, for one that
  /// was built in place, in the folders above it (`templates` beside `Package.swift`).
  ///
  /// - Returns: The folder's path.
  /// - Throws: `ReportError` of category `inputMissing` when it is in none of these places.
  package static func standardFolder() throws(ReportError) -> String {
    try standardFolder(program: programPath)
  }

  static func standardFolder(program: String) throws(ReportError) -> String {
    var folder = FileSystem.folder(of: program)
    let installed = FileSystem.join(
      FileSystem.folder(of: folder), "share/gradbook/templates")
    if FileSystem.isFolder(installed) { return installed }
    while folder != "/", folder != "." {
      let candidate = FileSystem.join(folder, "templates")
      if FileSystem.isFolder(candidate),
        FileSystem.exists(FileSystem.join(folder, "Package.swift"))
      {
        return candidate
      }
      folder = FileSystem.folder(of: folder)
    }
    throw ReportError(
      .inputMissing,
      "The templates are not in \(installed). Install the program with `make install`, or name "
        + "their folder with --template.")
  }

  /// The absolute path of the running program.
  private static var programPath: String {
    guard let path = realpath("/proc/self/exe", nil) else { return CommandLine.arguments[0] }
    defer { free(path) }
    return String(cString: path)
  }

  private static let suffix = ".mustache"

  private static func file(_ name: String, in folder: String) -> String {
    FileSystem.join(folder, name + suffix)
  }

  private static func names(in folder: String, prefix: String) -> [String] {
    FileSystem.names(in: folder).flatMap { name -> [String] in
      if FileSystem.isFolder(FileSystem.join(folder, name)) {
        return name.hasPrefix(".")
          ? [] : names(in: FileSystem.join(folder, name), prefix: prefix + name + "/")
      }
      return name.hasSuffix(suffix) ? [prefix + String(name.dropLast(suffix.count))] : []
    }
  }
}
