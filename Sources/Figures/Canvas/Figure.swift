public import Charts

/// A figure: values that know how to draw themselves.
public protocol Figure: Sendable {
  /// The size of the figure in pixels (1/96 inch).
  var size: Chart.Size { get }
  /// A short name, for titles of documents.
  var title: String { get }
  /// What the figure is called in its files, for readers who cannot see it.
  var accessibleTitle: String { get }
  /// The figure in words, from its data.
  var altText: String { get }
  /// The look.
  var theme: Theme { get }
  /// Draws the figure in its whole size, on a background that is already there.
  func draw(on drawing: inout Drawing)
}

extension Figure {
  /// The short name.
  public var accessibleTitle: String { title }

  /// The figure as a record of drawing commands, from which each format is made.
  ///
  /// - Parameter fonts: The fonts, from ``Typography/system()``.
  /// - Returns: The record.
  public func drawn(with fonts: Typography) -> Drawing {
    var drawing = Drawing(
      size: size, title: Drawing.withMinusSigns(accessibleTitle),
      altText: Drawing.withMinusSigns(altText), background: theme.background,
      fonts: fonts)
    draw(on: &drawing)
    return drawing
  }
}
