import ArgumentParser
import Charts
import ContentPublishing

/// The look and the files of figures.
struct FigureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The theme of the figures: article, plain for papers and documents, or dark."
        + " (default: article for the worked example and for training, plain elsewhere)"))
  var theme: FigureTheme?

  @Flag(help: "Also write each figure as PDF, to embed in papers.")
  var pdf = false

  /// The settings, with the plain look where none is named.
  var settings: FigureSettings { settings(usually: FigureSettings()) }

  /// The settings that were given.
  ///
  /// - Parameter usual: What holds where nothing is said.
  /// - Returns: The settings.
  func settings(usually usual: FigureSettings) -> FigureSettings {
    FigureSettings(theme: theme ?? usual.theme, writesPDF: pdf || usual.writesPDF)
  }
}
