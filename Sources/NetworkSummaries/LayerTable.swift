package import ConvNet

/// `report summary`: the layer table of a network.
package enum LayerTable {
  /// The forms of the table.
  package enum Form: String, Sendable, CaseIterable {
    /// For a terminal, the article's table first.
    case text
    /// Comma-separated values.
    case csv
    /// For a program.
    case json
    /// A table for a document.
    case markdown
  }

  /// The table.
  ///
  /// - Parameters:
  ///   - form: The form.
  ///   - architecture: The network.
  ///   - isExplained: Whether the text also says how the numbers come about.
  /// - Returns: The text, ended by a line feed.
  /// - Throws: `ConvNetError` if the network cannot be built.
  package static func make(
    _ form: Form, architecture: Architecture = .article, isExplained: Bool = false
  ) throws -> String {
    let summary = try NetworkSummary(architecture)
    switch form {
    case .text:
      let table = "\(summary.text)\n\(summary.extentText)"
      return isExplained ? "\(table)\n\(summary.explanation)" : table
    case .csv: return summary.csv
    case .json: return summary.json
    case .markdown:
      return isExplained ? "\(summary.markdown)\n\(summary.explanation)" : summary.markdown
    }
  }
}
