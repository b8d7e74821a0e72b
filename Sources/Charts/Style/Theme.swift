/// The look of figures: colors, type and the palette of the series.
public struct Theme: Sendable, Equatable {
  /// What surrounds the plot.
  public enum Frame: Sendable, Hashable {
    /// A line below only.
    case baseline
    /// A line below and one at the left.
    case corner
    /// A box with marks outside.
    case box
  }

  /// A way of setting text.
  public struct TextStyle: Sendable, Equatable {
    /// The height of the type in pixels.
    public var size: Double
    /// Whether the type is bold.
    public var isBold: Bool
    /// The room added after each letter, in pixels.
    public var letterSpacing: Double
    /// The width of the letters as a part of their natural width.
    public var stretch: Double
    /// The color.
    public var color: Color

    /// A way of setting text.
    public init(
      size: Double, isBold: Bool = false, letterSpacing: Double = 0, stretch: Double = 1,
      color: Color = .black
    ) {
      self.size = size
      self.isBold = isBold
      self.letterSpacing = letterSpacing
      self.stretch = stretch
      self.color = color
    }
  }

  /// The color behind everything; opaque.
  public var background: Color
  /// The color inside the frame.
  public var plotBackground: Color
  /// What surrounds the plot.
  public var frame: Frame
  /// The color of frame and marks.
  public var axisColor: Color
  /// The width of frame and marks in pixels.
  public var axisWidth: Double
  /// The length of the marks in pixels; 0 for none.
  public var tickLength: Double
  /// The color of the grid, or `nil` for none.
  public var gridColor: Color?
  /// The title above the plot.
  public var title: TextStyle
  /// The names of the axes.
  public var axisTitle: TextStyle
  /// Whether the names of the axes are written.
  public var showsAxisTitles: Bool
  /// The labels of the x axis.
  public var xLabel: TextStyle
  /// The labels of the y axis.
  public var yLabel: TextStyle
  /// Legend, notes and annotations.
  public var text: TextStyle
  /// The styles of the series, in order; they repeat where there are more series.
  public var palette: [SeriesStyle]
  /// For an ordered family of many curves; `nil` uses ``palette`` alone.
  public var ramp: ColorMap?
  /// The colors of a network diagram.
  public var diagram: DiagramColors

  /// The style of a series among so many.
  ///
  /// - Parameters:
  ///   - index: The place of the series, from 0.
  ///   - count: The number of series.
  /// - Returns: The style of the palette. Where there are more series than styles, each has a color
  ///   of ``ramp``, or, without one, a color of the palette with the dash and the marker of a later
  ///   style on each further round, so that no two of 200 series look the same.
  package func style(at index: Int, of count: Int) -> SeriesStyle {
    guard !palette.isEmpty else { return SeriesStyle() }
    var style = palette[index % palette.count]
    guard count > palette.count else { return style }
    if let ramp {
      style.color = ramp.color(at: Double(index) / Double(max(count - 1, 1)))
      return style
    }
    let round = index / palette.count
    guard round > 0 else { return style }
    let dashes = Dash.allCases
    let markers = Marker.allCases.filter { $0 != .none }
    let dash = dashes.firstIndex(of: style.dash ?? .solid) ?? 0
    let marker = markers.firstIndex(of: style.marker ?? .none) ?? markers.count - 1
    style.dash = dashes[(dash + round) % dashes.count]
    style.marker = markers[(marker + round) % markers.count]
    return style
  }
}
