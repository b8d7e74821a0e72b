import Charts
package import Figures
import Publishing
package import WorkedExample

/// One figure of the worked example or of its sweep, with a title and a size of one's own.
package struct SingleFigure: Sendable {
  /// The name of the figure, such as `sweep` or `loss-by-rate`.
  package var name: String
  /// The title to draw; nil for the figure's own.
  package var title: String?
  /// The size in pixels; nil for the figure's own.
  package var size: (width: Int, height: Int)?

  /// A figure by its name.
  package init(_ name: String, title: String? = nil, size: (width: Int, height: Int)? = nil) {
    self.name = name
    self.title = title
    self.size = size
  }

  /// Reads a size such as `1200x600`.
  ///
  /// - Parameter text: Width and height in pixels.
  /// - Returns: The size; nil for anything else.
  package static func size(_ text: String) -> (width: Int, height: Int)? {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]),
      sides.contains(width), sides.contains(height)
    else { return nil }
    return (width, height)
  }

  /// The widths and heights that are drawn, in pixels.
  package static let sides = 200...8_192

  /// Draws the figure.
  ///
  /// - Parameters:
  ///   - settings: What to compute, and the theme.
  ///   - format: The format of the file.
  /// - Returns: The bytes of the file.
  /// - Throws: `ReportError` of category `usage` for a name that no figure has, and for a size where
  ///   it follows from what is drawn; the errors of the modules below.
  package func render(
    _ settings: WorkedExampleSettings, format: FigureFormat
  ) throws -> [UInt8] {
    var settings = settings
    var known: [NamedFigure] = []
    // The example's tables have limits that a sweep has not.
    if settings.learningRates.count <= WorkedExampleSettings.rateLimit {
      try settings.check()
      known = try WorkedExample(settings).figures
    } else {
      settings.learningRates = Array(Set(settings.learningRates)).sorted()
    }
    if !known.contains(where: { $0.name == name }) {
      known += try Sweep(
        Sweep.Settings(
          learningRates: settings.learningRates, epochs: settings.epochs,
          network: settings.network, gradients: settings.gradients)
      ).figures(theme: settings.theme)
    }
    guard let found = known.first(where: { $0.name == name }) else {
      throw ReportError(
        .usage,
        "There is no figure '\(name)'; with these settings there are "
          + "\(AltText.list(known.map(\.name))).")
    }
    let figure = NamedFigure(name, try changed(found.figure))
    let files = try FigureRendering.render(
      [figure], formats: [format], created: SourceDate.current())
    guard let bytes = files.first?.files.first?.bytes else {
      throw ReportError(.failed, "The figure '\(name)' has no file of this format.")
    }
    return bytes
  }

  private func changed(_ figure: any Figure) throws(ReportError) -> any Figure {
    switch figure {
    case var chart as Chart:
      if let title { (chart.title, chart.name) = (title, title) }
      if let size { chart.size = Chart.Size(width: size.width, height: size.height) }
      return chart
    case var map as HeatMap:
      if let title { map.title = title }
      if let size { map.size = Chart.Size(width: size.width, height: size.height) }
      return map
    case var diagram as NetworkDiagram:
      guard size == nil else {
        throw ReportError(
          .usage,
          "--size does not fit '\(name)', whose size follows from its neurons; leave it out, and "
            + "scale the SVG or PDF file.")
      }
      if let title { (diagram.title, diagram.heading) = (title, title) }
      return diagram
    default: return figure
    }
  }
}
