/// How a curve is drawn; `nil` leaves the choice to the theme.
public struct SeriesStyle: Sendable, Equatable {
  /// The color of line and marker.
  public var color: Color?
  /// The width of the line in pixels (1/96 inch); 0 draws markers only.
  public var lineWidth: Double?
  /// The pattern of the line.
  public var dash: Dash?
  /// The symbol at the points.
  public var marker: Marker?
  /// The diameter of the symbol in pixels.
  public var markerSize: Double
  /// Draws a symbol at each n-th point only; 0 chooses so that about twelve are seen.
  public var markerEvery: Int

  /// A style; what is not given comes from the theme.
  public init(
    color: Color? = nil, lineWidth: Double? = nil, dash: Dash? = nil, marker: Marker? = nil,
    markerSize: Double = 7, markerEvery: Int = 0
  ) {
    self.color = color
    self.lineWidth = lineWidth
    self.dash = dash
    self.marker = marker
    self.markerSize = markerSize
    self.markerEvery = markerEvery
  }
}

/// The pattern of a line.
public enum Dash: String, Sendable, Hashable, CaseIterable {
  case solid, dashed, dotted, dashDotted, longDashed

  /// The lengths of strokes and gaps for a line of width 1; empty for a solid line.
  public var pattern: [Double] {
    switch self {
    case .solid: []
    case .dashed: [4, 2.5]
    case .dotted: [1, 2]
    case .dashDotted: [5, 2, 1, 2]
    case .longDashed: [8, 3]
    }
  }
}

/// The symbol at a point.
public enum Marker: String, Sendable, Hashable, CaseIterable {
  case none, circle, square, diamond, triangle, cross, plus
  /// A circle that is not filled.
  case ring
}

/// Lines from the points of a series to the x axis.
public struct DropLines: Sendable, Equatable {
  /// The color at the point.
  public var color: Color
  /// The opacity at the point, 0 … 1.
  public var opacity: Double
  /// The opacity at the axis, 0 … 1; lower than ``opacity`` for lines that fade.
  public var fadedOpacity: Double
  /// The width in pixels.
  public var width: Double

  /// Drop lines that fade from the point to the axis.
  public init(color: Color, opacity: Double = 1, fadedOpacity: Double = 0, width: Double = 1) {
    self.color = color
    self.opacity = opacity
    self.fadedOpacity = fadedOpacity
    self.width = width
  }
}
