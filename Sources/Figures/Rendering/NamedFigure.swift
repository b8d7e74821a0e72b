package import Charts

/// A figure and the name of its files.
package struct NamedFigure: Sendable {
  /// The name of the files without their ending, such as `loss-lr-0.1`.
  package let name: String
  /// What is drawn.
  package let figure: any Figure
  /// The same on a dark background; `nil` where there is no twin.
  package let dark: (any Figure)?

  /// A figure with a name.
  ///
  /// - Parameters:
  ///   - name: The name of the files without their ending.
  ///   - figure: What is drawn.
  ///   - dark: The same on a dark background.
  package init(_ name: String, _ figure: any Figure, dark: (any Figure)? = nil) {
    self.name = name
    self.figure = figure
    self.dark = dark
  }

  /// Figures in a theme, each with its twin on a dark background.
  ///
  /// - Parameters:
  ///   - theme: The theme of the figures.
  ///   - figures: Makes the figures in a theme, the same ones in each.
  /// - Returns: The figures; without twins where the theme is the dark one.
  package static func withTwins(
    in theme: FigureTheme, _ figures: (FigureTheme) -> [NamedFigure]
  ) -> [NamedFigure] {
    guard theme != .dark else { return figures(theme) }
    return zip(figures(theme), figures(.dark)).map {
      NamedFigure($0.name, $0.figure, dark: $1.figure)
    }
  }
}
