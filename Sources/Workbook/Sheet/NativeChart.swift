public import Charts

/// A chart that the reader's program draws from cells of the book.
///
/// The description is the one that figures are drawn from; what it says in numbers is stored beside
/// the ranges, so that programs that do not calculate draw the right curve.
///
/// Of the description, these have no counterpart here and are left out: bands, reference lines,
/// annotations, the note, the fading of drop lines, and the room between letters.
public struct NativeChart: Equatable, Sendable {
  /// The cells of one series.
  public struct Source: Hashable, Sendable {
    /// The cell of the name; nil to write the name into the chart.
    public var name: CellRange?
    /// The cells of the positions along x.
    public var x: CellRange
    /// The cells of the values, as many as of the positions.
    public var y: CellRange

    /// The cells of one series; the ranges must name their sheets.
    public init(name: CellRange? = nil, x: CellRange, y: CellRange) {
      self.name = name
      self.x = x
      self.y = y
    }
  }

  /// The largest number of series of a chart; Excel calls a file with more damaged.
  public static let seriesLimit = 255

  /// The largest number of points of a series that Excel draws.
  public static let pointLimit = 32_000

  /// What is drawn.
  ///
  /// A category axis along x makes a line chart, every other axis a scatter chart.
  public var chart: Chart
  /// The cells of each series, in the order of the description.
  public var sources: [Source]
  /// The cell whose upper left corner the chart is measured from.
  public var anchor: CellAddress
  /// How far right of the corner it stands, in pixels (96 an inch).
  public var offsetX: Int
  /// How far below the corner it stands, in pixels (96 an inch).
  public var offsetY: Int
  /// The width and height on the sheet, in pixels (96 an inch).
  public var size: Chart.Size
  /// Whether the end of the y axis and its ticks follow the cells, instead of the description; on a
  /// logarithmic axis the beginning, too.
  ///
  /// For charts of cells that a reader changes.
  public var followsData: Bool
  /// What the chart shows, for those who cannot see it.
  public var altText: String

  /// A chart on a sheet; without a size, that of the description.
  public init(
    _ chart: Chart, sources: [Source], at anchor: CellAddress, offsetX: Int = 0, offsetY: Int = 0,
    size: Chart.Size? = nil, followsData: Bool = false, altText: String
  ) {
    self.chart = chart
    self.sources = sources
    self.anchor = anchor
    self.offsetX = offsetX
    self.offsetY = offsetY
    self.size = size ?? chart.size
    self.followsData = followsData
    self.altText = altText
  }
}
