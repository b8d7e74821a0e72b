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

  /// The style of a series among so many.
  ///
  /// - Parameters:
  ///   - index: The place of the series, from 0.
  ///   - count: The number of series.
  /// - Returns: The style of the palette; beyond its end, colors of ``ramp`` with the dashes and
  ///   markers of the palette in turn, so that neighbors are told apart without color.
  package func style(at index: Int, of count: Int) -> SeriesStyle {
    guard !palette.isEmpty else { return SeriesStyle() }
    var style = palette[index % palette.count]
    if count > palette.count, let ramp {
      style.color = ramp.color(at: Double(index) / Double(max(count - 1, 1)) * 0.92)
    }
    return style
  }
}
