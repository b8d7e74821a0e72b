package import Backprop
package import Publishing
import SettingsFiles
import TextFormats

/// A network that comes with the program: a commented file that runs, and what to look at.
package struct NetworkTemplate: Sendable {
  /// Its name, such as `xor`.
  package let name: String
  /// What it is, in a few words: the file's first comment.
  package let title: String
  /// What to look at, in a sentence: the comment that begins with `Look at:`.
  package let lookAt: String
  /// The command that shows it: the comment that begins with `Try:`.
  package let command: String
  /// The network.
  package let network: Network

  /// Reads a template.
  ///
  /// - Parameter path: The file.
  /// - Throws: `ReportError` for a file that is no network, or whose comments say not what it is.
  package init(_ path: String) throws(ReportError) {
    let file = try SettingsFile(path)
    name = String(FileSystem.name(of: path).dropLast(NetworkTemplates.ending.count))
    let comments = file.text.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("#") }.map { $0.dropFirst().trimming() }
    title = comments.first ?? ""
    lookAt = Self.paragraph("Look at:", in: comments)
    command = Self.paragraph("Try:", in: comments)
    guard !title.isEmpty, !lookAt.isEmpty, !command.isEmpty else {
      throw ReportError(
        .badData,
        "\(path) does not begin with comments that say what it is, 'Look at:' and 'Try:'.")
    }
    network = try NetworkFile.read(path).0
  }

  /// The comment that begins with a word, up to the next one or an empty line.
  private static func paragraph(_ word: String, in comments: [String]) -> String {
    guard let start = comments.firstIndex(where: { $0.hasPrefix(word) }) else { return "" }
    let rest = comments[(start + 1)...].prefix { !$0.isEmpty && !$0.contains(#/^[A-Z][a-z ]*:/#) }
    return ([String(comments[start].dropFirst(word.count))] + rest).joined(separator: " ")[...]
      .trimming()
  }
}
