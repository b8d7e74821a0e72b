package import Charts
package import Figures

extension ClassifierBook {
  /// The figures of the classifier, each with its twin on a dark background.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The drawing with what the network sees and reads, and what each patch counts for.
  package func figures(theme: FigureTheme) -> [NamedFigure] {
    let centered = centering.applied(to: drawing.pixels)
    return NamedFigure.withTwins(in: theme) { look in
      [
        NamedFigure(
          "classifier",
          ClassifierFigure(
            pixels: drawing.pixels, centered: centered, reading: reading, labels: labels,
            layers: LayerSheets(network: network, reading: reading).layers, theme: look.theme)),
        NamedFigure(
          "classifier-patches",
          PatchFigure(
            centered: centered, prediction: labels.number(reading.prediction), changes: changes,
            theme: look.theme)),
      ]
    }
  }
}
