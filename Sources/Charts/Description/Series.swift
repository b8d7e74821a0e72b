/// One curve or set of points of a chart.
public struct Series: Sendable, Equatable {
  /// The name in the legend.
  public var name: String
  /// The positions on the x axis; on a category axis the numbers of the categories.
  public var x: [Double]
  /// The values on the y axis.
  ///
  /// A value that is not finite leaves a gap. On a logarithmic axis a value of exactly zero is
  /// drawn as a mark at the plot's foot; one below zero leaves a gap.
  public var y: [Double]
  /// How the curve looks; what is `nil` in it comes from the theme.
  public var style: SeriesStyle
  /// Lines from each point down to the x axis, or `nil` for none.
  public var dropLines: DropLines?
  /// Whether the legend names the series; one without a name never stands there.
  public var isInLegend = true
  /// Whether the words of the chart describe the series; not where it repeats another one, as a
  /// smoothed curve does.
  public var isDescribed = true
  /// Whether a × at its last point says that the series broke off there.
  public var breaksOff = false

  /// A series of points.
  ///
  /// - Parameters:
  ///   - name: The name in the legend.
  ///   - x: One position for each value.
  ///   - y: The values.
  ///   - style: How the curve looks.
  ///   - dropLines: Lines from each point to the x axis.
  /// - Precondition: `x` and `y` are of the same length.
  public init(
    name: String, x: [Double], y: [Double], style: SeriesStyle = SeriesStyle(),
    dropLines: DropLines? = nil
  ) {
    precondition(x.count == y.count, "series \(name) has \(x.count) positions, \(y.count) values")
    self.name = name
    self.x = x
    self.y = y
    self.style = style
    self.dropLines = dropLines
  }

  /// A series over the positions 1, 2, 3 ….
  public init(
    name: String, values: [Double], style: SeriesStyle = SeriesStyle(), dropLines: DropLines? = nil
  ) {
    self.init(
      name: name, x: (0..<values.count).map { Double($0 + 1) }, y: values, style: style,
      dropLines: dropLines)
  }
}
