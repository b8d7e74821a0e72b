/// The description of a chart, from which every form of it is made: a figure and a spreadsheet's
/// own chart.
public struct Chart: Sendable, Equatable {
  /// The width and height of the figure in pixels (1/96 inch).
  public struct Size: Sendable, Hashable {
    /// The width in pixels.
    public var width: Int
    /// The height in pixels.
    public var height: Int

    /// A size in pixels.
    public init(width: Int, height: Int) {
      self.width = width
      self.height = height
    }

    /// The size of the article's loss plots.
    public static let article = Size(width: 774, height: 416)
  }

  /// Distances from the four edges of the figure, in pixels.
  public struct Margins: Sendable, Hashable {
    /// The distance from the upper edge.
    public var top: Double
    /// The distance from the right edge.
    public var right: Double
    /// The distance from the lower edge.
    public var bottom: Double
    /// The distance from the left edge.
    public var left: Double

    /// Distances from the four edges.
    public init(top: Double, right: Double, bottom: Double, left: Double) {
      self.top = top
      self.right = right
      self.bottom = bottom
      self.left = left
    }
  }

  /// The title above the plot; empty for none.
  public var title: String
  /// What the figure is called where ``title`` would not tell it from others; empty for the title.
  public var name = ""
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// The curves, drawn in this order.
  public var series: [Series]
  /// Shaded zones behind the curves.
  public var bands: [Band]
  /// Lines across the plot.
  public var referenceLines: [ReferenceLine]
  /// Marked points with words.
  public var annotations: [Annotation]
  /// Where the legend stands.
  public var legend: Legend
  /// A remark below the plot, such as how values were treated; empty for none.
  public var note: String
  /// The chart in words, or `nil` to make the words from the series.
  public var words: String?
  /// The size of the figure.
  public var size: Size
  /// The room between the edges of the figure and the plot, or `nil` to leave what is needed.
  public var margins: Margins?
  /// The look.
  public var theme: Theme

  /// A chart of some series.
  public init(
    title: String, x: Axis, y: Axis, series: [Series], bands: [Band] = [],
    referenceLines: [ReferenceLine] = [], annotations: [Annotation] = [], legend: Legend = .none,
    note: String = "", words: String? = nil, size: Size = .article, margins: Margins? = nil,
    theme: Theme = .plain
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
    self.bands = bands
    self.referenceLines = referenceLines
    self.annotations = annotations
    self.legend = legend
    self.note = note
    self.words = words
    self.size = size
    self.margins = margins
    self.theme = theme
  }

  /// The x axis with range, ticks and labels settled.
  package var resolvedX: ResolvedAxis {
    ResolvedAxis(x, values: series.map(\.x), spread: true)
  }

  /// The y axis with range, ticks and labels settled.
  package var resolvedY: ResolvedAxis {
    ResolvedAxis(y, values: series.map(\.y), spread: false)
  }

  /// The style of a series with everything settled that its own style leaves open.
  ///
  /// - Parameter index: The place of the series in ``series``.
  /// - Returns: A style in which no member is `nil`.
  package func style(at index: Int) -> ResolvedStyle {
    ResolvedStyle(series[index].style, fallback: theme.style(at: index, of: series.count))
  }
}

/// The style of a series in which nothing is open any more.
package struct ResolvedStyle: Sendable, Equatable {
  /// The color of line and marker.
  package let color: Color
  /// The width of the line in pixels.
  package let lineWidth: Double
  /// The pattern of the line.
  package let dash: Dash
  /// The symbol at the points.
  package let marker: Marker
  /// The diameter of the symbol in pixels.
  package let markerSize: Double
  /// A symbol stands at each n-th point; 0 means that the renderer chooses.
  package let markerEvery: Int

  /// The given style, with a second one for what it leaves open.
  package init(_ style: SeriesStyle, fallback: SeriesStyle) {
    color = style.color ?? fallback.color ?? .black
    lineWidth = style.lineWidth ?? fallback.lineWidth ?? 2
    dash = style.dash ?? fallback.dash ?? .solid
    marker = style.marker ?? fallback.marker ?? .none
    markerSize = style.markerSize
    markerEvery = style.markerEvery
  }
}
