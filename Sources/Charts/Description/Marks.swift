/// The two directions of a chart.
public enum Direction: Sendable, Hashable {
  /// Along the x axis.
  case x
  /// Along the y axis.
  case y
}

/// A shaded zone between two values of an axis.
public struct Band: Sendable, Equatable {
  /// The axis that the values belong to.
  public var direction: Direction
  /// The values between which the zone lies; infinite ends reach to the edge of the plot.
  public var range: ClosedRange<Double>
  /// The fill.
  public var color: Color
  /// The words at the edge of the zone; empty for none.
  public var label: String
  /// The zone in the words of the chart; empty to name its label and its ends.
  public var words: String

  /// A zone across the plot.
  public init(
    _ direction: Direction, _ range: ClosedRange<Double>, color: Color, label: String,
    words: String = ""
  ) {
    self.direction = direction
    self.range = range
    self.color = color
    self.label = label
    self.words = words
  }
}

/// A straight line across the plot at one value of an axis.
public struct ReferenceLine: Sendable, Equatable {
  /// The axis that the value belongs to.
  public var direction: Direction
  /// The value.
  public var value: Double
  /// The color, or `nil` for that of the axes.
  public var color: Color?
  /// The width in pixels.
  public var width: Double
  /// The pattern.
  public var dash: Dash
  /// The words beside the line; empty for none.
  public var label: String

  /// A line at one value.
  public init(
    _ direction: Direction, at value: Double, color: Color? = nil, width: Double = 1.5,
    dash: Dash = .dashed, label: String = ""
  ) {
    self.direction = direction
    self.value = value
    self.color = color
    self.width = width
    self.dash = dash
    self.label = label
  }
}

/// A marked point with words beside it.
public struct Annotation: Sendable, Equatable {
  /// The position on the x axis.
  public var x: Double
  /// The position on the y axis.
  public var y: Double
  /// The words; empty for a mark alone.
  public var text: String
  /// The symbol at the point.
  public var marker: Marker
  /// The color, or `nil` for that of the text.
  public var color: Color?

  /// A marked point.
  public init(
    x: Double, y: Double, text: String, marker: Marker = .circle, color: Color? = nil
  ) {
    self.x = x
    self.y = y
    self.text = text
    self.marker = marker
    self.color = color
  }
}

/// Where the legend stands.
public enum Legend: String, Sendable, Hashable {
  case none, right, bottom, insideTopLeft, insideTopRight, insideBottomRight, insideBottomLeft
}
