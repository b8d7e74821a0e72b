package import Figures
package import TextFormats
package import Charts

/// How figures look and which files they become.
package struct FigureSettings: Sendable, Hashable {
  /// The name of the look, one of `WorkedExampleSettings.themes`.
  package var theme: String
  /// Whether each figure is written as PDF, too.
  package var writesPDF: Bool

  /// The look of papers and documents, without PDF, where nothing else is said.
  package init(theme: String = "plain", writesPDF: Bool = false) {
    self.theme = theme
    self.writesPDF = writesPDF
  }

  /// The look; the plain one where there is none of that name.
  package var look: Theme { Theme.named.first { $0.name == theme } ?? .plain }

  /// The formats of the files.
  package var formats: Set<FigureFormat> { FigureFormat.standard.union(writesPDF ? [.pdf] : []) }

  /// What differs from the usual, for the manifest.
  package var json: [JSON.Member] {
    let usual = FigureSettings()
    var members: [JSON.Member] = []
    if theme != usual.theme { members.append(.init("theme", .string(theme))) }
    if writesPDF { members.append(.init("pdf", .bool(true))) }
    return members
  }
}
