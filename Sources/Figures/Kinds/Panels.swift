public import Charts

/// Several figures side by side and below one another.
public struct Panels: Figure {
  /// The short name of the figure, drawn above if ``showsTitle``.
  public var title: String
  /// The figures, row after row.
  public var figures: [any Figure]
  /// The number of columns.
  public var columns: Int
  /// Whether the title is drawn.
  public var showsTitle: Bool
  /// The look of background and title.
  public var theme: Theme

  /// Figures in rows and columns.
  public init(
    title: String, figures: [any Figure], columns: Int, showsTitle: Bool = false,
    theme: Theme = .plain
  ) {
    self.title = title
    self.figures = figures
    self.columns = max(columns, 1)
    self.showsTitle = showsTitle
    self.theme = theme
  }

  /// The words of the figures, one after another.
  public var altText: String {
    let words = figures.map(\.altText).joined(separator: " ")
    return words.isEmpty ? title : "\(title). \(words)"
  }

  private var heading: Int { showsTitle ? Int(theme.title.size * 1.5) + 12 : 0 }

  /// The widths of the columns and the heights of the rows: those of their largest figures.
  private var tracks: (widths: [Int], heights: [Int]) {
    let rows = (figures.count + columns - 1) / columns
    var widths = [Int](repeating: 0, count: min(columns, max(figures.count, 1)))
    var heights = [Int](repeating: 0, count: rows)
    for (index, figure) in figures.enumerated() {
      let size = figure.size
      widths[index % columns] = max(widths[index % columns], size.width)
      heights[index / columns] = max(heights[index / columns], size.height)
    }
    return (widths, heights)
  }

  /// The size that the figures need together.
  public var size: Chart.Size {
    let (widths, heights) = tracks
    return Chart.Size(
      width: max(widths.reduce(0, +), 1), height: max(heights.reduce(heading, +), 1))
  }

  /// Draws the figures, each in its place.
  public func draw(on drawing: inout Drawing) {
    let (widths, heights) = tracks
    if showsTitle {
      drawing.write(
        title, at: Point(Double(size.width) / 2, theme.title.size + 10), theme.title,
        anchor: .middle)
    }
    for (index, figure) in figures.enumerated() {
      let x = widths.prefix(index % columns).reduce(0, +)
      let y = heights.prefix(index / columns).reduce(heading, +)
      drawing.within(Point(Double(x), Double(y))) { figure.draw(on: &$0) }
    }
  }
}
