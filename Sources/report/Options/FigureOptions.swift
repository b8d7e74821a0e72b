import ContentPublishing
import WorkedExample
import ArgumentParser
import Reporting

/// The look and the files of figures.
struct FigureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The look of the figures: article, or plain for papers and documents."
        + " (default: article for the worked example, plain elsewhere)"),
    completion: .themes)
  var theme: String?

  @Flag(help: "Also write each figure as PDF, to embed in papers.")
  var pdf = false

  func validate() throws {
    guard let theme, !WorkedExampleSettings.themes.contains(theme) else { return }
    let known = WorkedExampleSettings.themes.joined(separator: " or ")
    throw ValidationError("--theme is '\(theme)'; \(known) was expected.")
  }

  /// The settings, with the plain look where none is named.
  var settings: FigureSettings { FigureSettings(theme: theme ?? "plain", writesPDF: pdf) }
}
