import DocumentRendering
package import NetworkFiles
package import Publishing

extension NetworkTemplates {
  /// The program's own templates.
  ///
  /// - Returns: Those of the folder `networks` among the program's templates.
  /// - Throws: `ReportError` of category `inputMissing` where the folder is not there.
  package static func standard() throws(ReportError) -> NetworkTemplates {
    NetworkTemplates(folder: FileSystem.join(try TemplateLibrary.standardFolder(), "networks"))
  }

  /// The file that a person means by a path, by `-`, or by the name of a template.
  ///
  /// - Parameter text: What the person wrote.
  /// - Returns: The path of the file.
  /// - Throws: As ``path(for:)``; a path needs no templates.
  package static func standardPath(for text: String) throws(ReportError) -> String {
    guard let templates = try? standard() else { return text }
    return try templates.path(for: text)
  }
}
