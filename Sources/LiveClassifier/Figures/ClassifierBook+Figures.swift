package import Charts
package import Figures

extension ClassifierBook {
  /// The figures of the classifier, each with its twin on a dark background.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The drawing, what the network sees, and what it reads.
  package func figures(theme: FigureTheme) -> [NamedFigure] {
    NamedFigure.withTwins(in: theme) { look in
      [
        NamedFigure(
          "classifier",
          ClassifierFigure(
            pixels: drawing.pixels, centered: centering.applied(to: drawing.pixels),
            reading: reading,
            layers: LayerSheets(network: network, reading: reading).layers, theme: look.theme))
      ]
    }
  }
}
