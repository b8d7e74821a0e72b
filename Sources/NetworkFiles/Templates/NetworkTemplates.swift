import Backprop
package import Publishing
package import TextFormats

/// The networks that come with the program, in a folder of YAML files.
package struct NetworkTemplates: Sendable {
  private let folder: String

  /// The templates of a folder.
  ///
  /// - Parameter folder: The folder, such as `templates/networks`.
  package init(folder: String) { self.folder = folder }

  /// The ending of a network file.
  static let ending = ".yaml"

  /// The names of the templates, sorted.
  package var names: [String] {
    FileSystem.names(in: folder).filter { $0.hasSuffix(Self.ending) }
      .map { String($0.dropLast(Self.ending.count)) }.sorted()
  }

  /// Every template.
  ///
  /// - Returns: The templates by name.
  /// - Throws: `ReportError` where one cannot be read.
  package func all() throws(ReportError) -> [NetworkTemplate] {
    var templates: [NetworkTemplate] = []
    for name in names { templates.append(try NetworkTemplate(path(of: name))) }
    return templates
  }

  /// The file that a person means by a path, by `-`, or by the name of a template.
  ///
  /// - Parameter text: What the person wrote; a file of this name goes before a template.
  /// - Returns: The path of the file.
  /// - Throws: `ReportError` of category `inputMissing` for a name that neither a file nor a template
  ///   has, with the nearest one.
  package func path(for text: String) throws(ReportError) -> String {
    let isPath = text == "-" || text.contains("/") || text.contains(".")
    if isPath || FileSystem.exists(text) && !FileSystem.isFolder(text) { return text }
    let names = names
    if names.contains(text) { return path(of: text) }
    let nearest = Suggestion.nearest(to: text, among: names)
    throw ReportError(
      .inputMissing,
      "There is no file and no network '\(text.plainLine)'. "
        + (nearest.map { "Did you mean \($0)? " } ?? "")
        + "`report networks` lists the networks that have a name.")
  }

  private func path(of name: String) -> String {
    FileSystem.join(folder, name + Self.ending)
  }

  /// The templates as a table for a terminal.
  ///
  /// - Returns: A line a template, and how to take one.
  /// - Throws: `ReportError` where one cannot be read.
  package func table() throws(ReportError) -> String {
    let rows = try all().map { [$0.name, $0.network.summary, $0.title] }
    let lines = TextTable.lines(
      [["name", "network", "what it is"]] + rows, sides: [.left, .left, .left])
    return
      (lines + [
        "",
        "`report networks NAME` says what to look at; `report backprop --network NAME` takes one.",
      ]).joined(separator: "\n") + "\n"
  }

  /// One template in words.
  ///
  /// - Parameter name: Its name.
  /// - Returns: What it is, what to look at, the command to try, and its file.
  /// - Throws: `ReportError` of category `inputMissing` for an unknown name, with the nearest one.
  package func words(on name: String) throws(ReportError) -> String {
    guard names.contains(name) else {
      let nearest = Suggestion.nearest(to: name, among: names)
      throw ReportError(
        .inputMissing,
        "There is no network '\(name.plainLine)'. "
          + (nearest.map { "Did you mean \($0)? " } ?? "") + "`report networks` lists them.")
    }
    let template = try NetworkTemplate(path(of: name))
    let rows = [
      ["network", template.network.summary], ["look at", template.lookAt],
      ["try", template.command], ["file", path(of: name)],
    ]
    return
      ([template.title, ""]
      + TextTable.lines(rows.map { ["  " + $0[0], $0[1]] }, sides: [.left, .left]))
      .joined(separator: "\n") + "\n"
  }

  /// The templates as JSON.
  ///
  /// - Returns: A list of objects.
  /// - Throws: `ReportError` where one cannot be read.
  package func json() throws(ReportError) -> JSON {
    let networks = try all().map { template -> JSON in
      [
        "name": .string(template.name), "title": .string(template.title),
        "network": .string(template.network.summary),
        "samples": .integer(template.network.samples.count), "lookAt": .string(template.lookAt),
        "command": .string(template.command), "file": .string(path(of: template.name)),
      ]
    }
    return ["schemaVersion": 1, "networks": .array(networks)]
  }
}
