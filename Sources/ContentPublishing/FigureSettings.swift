package import Charts
package import Figures
package import TextFormats

/// The theme of figures and which files they become.
package struct FigureSettings: Sendable, Hashable {
  /// The theme.
  package var theme: FigureTheme
  /// Whether each figure is written as PDF, too.
  package var writesPDF: Bool

  /// The theme of papers and documents, without PDF, where nothing else is said.
  package init(theme: FigureTheme = .plain, writesPDF: Bool = false) {
    self.theme = theme
    self.writesPDF = writesPDF
  }

  /// The formats of the files.
  package var formats: Set<FigureFormat> { FigureFormat.standard.union(writesPDF ? [.pdf] : []) }

  /// A section's settings, with what differs from the usual in its figures.
  ///
  /// - Parameter settings: An object.
  /// - Returns: The object with more members.
  package func added(to settings: JSON) -> JSON { .object((settings.members ?? []) + json) }

  /// What differs from the usual, for the manifest.
  package var json: [JSON.Member] { members(unlike: FigureSettings()) }

  /// What differs from other settings, for the manifest.
  ///
  /// - Parameter usual: The settings of a command without options.
  /// - Returns: The theme, and whether there is PDF, where they are others.
  package func members(unlike usual: FigureSettings) -> [JSON.Member] {
    var members: [JSON.Member] = []
    if theme != usual.theme { members.append(.init("theme", .string(theme.rawValue))) }
    if writesPDF != usual.writesPDF { members.append(.init("pdf", .bool(writesPDF))) }
    return members
  }
}
