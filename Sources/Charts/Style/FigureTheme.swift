/// The themes that figures are offered in, by the names of the command line.
package enum FigureTheme: String, Sendable, Hashable, CaseIterable {
  /// The article's look: white on blue.
  case article
  /// Dark on white, for papers and documentation.
  case plain
  /// Light on a dark background, for dark pages and slides.
  case dark

  /// The colors and type.
  package var theme: Theme {
    switch self {
    case .article: .article
    case .plain: .plain
    case .dark: .dark
    }
  }
}
