internal import Charts

/// How figures look and which files they become.
public struct FigureSettings: Sendable, Hashable {
  /// The name of the look, one of `WorkedExampleSettings.themes`.
  public var theme: String
  /// Whether each figure is written as PDF, too.
  public var writesPDF: Bool

  /// The look of papers and documents, without PDF, where nothing else is said.
  public init(theme: String = "plain", writesPDF: Bool = false) {
    self.theme = theme
    self.writesPDF = writesPDF
  }

  /// The look; the plain one where there is none of that name.
  var look: Theme { Theme.named.first { $0.name == theme } ?? .plain }

  /// The formats of the files.
  var formats: Set<FigureFormat> { FigureFormat.standard.union(writesPDF ? [.pdf] : []) }

  /// What differs from the usual, for the manifest.
  var json: [JSON.Member] {
    let usual = FigureSettings()
    var members: [JSON.Member] = []
    if theme != usual.theme { members.append(.init("theme", .string(theme))) }
    if writesPDF { members.append(.init("pdf", .bool(true))) }
    return members
  }
}
