/// A field of values over two axes, shown as colors.
public struct HeatMap: Sendable, Equatable {
  /// The title above the field.
  public var title: String
  /// The horizontal axis, of ``xValues``.
  public var x: Axis
  /// The vertical axis, of ``yValues``.
  public var y: Axis
  /// The positions of the columns, ascending.
  public var xValues: [Double]
  /// The positions of the rows, ascending (the first one at the bottom).
  public var yValues: [Double]
  /// The values, row after row.
  ///
  /// The value of a column in a row is `values[row * xValues.count + column]`. NaN is drawn as
  /// missing.
  public var values: [Double]
  /// What the colors mean: title, linear or logarithmic, and the range.
  public var valueAxis: Axis
  /// The colors from the lowest to the highest value.
  public var colors: ColorMap
  /// Lines across the field.
  public var referenceLines: [ReferenceLine]
  /// Curves over the field, with a legend below it where one of them has a name.
  public var paths: [Series] = []
  /// What the values mean where they are numbers of kinds, counted from 0, and no amounts; empty for
  /// amounts.
  public var categories: [Category] = []
  /// A remark below the field; empty for none.
  public var note: String
  /// The size of the figure.
  public var size: Chart.Size
  /// The look.
  public var theme: Theme

  /// A kind of value with a color of its own.
  public struct Category: Sendable, Equatable {
    /// What it is, in a few words.
    public var name: String
    /// Its color.
    public var color: Color

    /// Names a kind.
    public init(_ name: String, _ color: Color) {
      self.name = name
      self.color = color
    }
  }

  /// A field of values.
  ///
  /// - Precondition: There is one value for each pair of a row and a column.
  public init(
    title: String, x: Axis, y: Axis, xValues: [Double], yValues: [Double], values: [Double],
    valueAxis: Axis, colors: ColorMap = .viridis, referenceLines: [ReferenceLine] = [],
    note: String = "", size: Chart.Size = .article, theme: Theme = .plain
  ) {
    precondition(
      values.count == xValues.count * yValues.count,
      "\(values.count) values for \(xValues.count) columns and \(yValues.count) rows")
    self.title = title
    self.x = x
    self.y = y
    self.xValues = xValues
    self.yValues = yValues
    self.values = values
    self.valueAxis = valueAxis
    self.colors = colors
    self.referenceLines = referenceLines
    self.note = note
    self.size = size
    self.theme = theme
  }

  /// The axis of the colors with range, ticks and labels settled.
  package var resolvedValues: ResolvedAxis { ResolvedAxis(valueAxis, values: [values]) }
}
