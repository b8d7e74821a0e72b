public import Charts

/// How a cell looks.
///
/// Equal styles become one format in the file, however many cells have them.
public struct CellStyle: Hashable, Sendable {
  /// Where the content stands across the cell.
  public enum Horizontal: Hashable, Sendable { case automatic, left, center, right }

  /// Where the content stands from top to bottom.
  public enum Vertical: Hashable, Sendable { case automatic, top, center, bottom }

  /// A line along an edge.
  public enum Line: Hashable, Sendable { case none, thin, medium, thick, dotted, hair, double }

  /// The lines along the four edges.
  public struct Borders: Hashable, Sendable {
    /// Along the top.
    public var top: Line
    /// Along the bottom.
    public var bottom: Line
    /// Along the left.
    public var left: Line
    /// Along the right.
    public var right: Line
    /// The color of all four; nil for black.
    public var color: Color?

    /// Lines along some edges.
    public init(
      top: Line = .none, bottom: Line = .none, left: Line = .none, right: Line = .none,
      color: Color? = nil
    ) {
      self.top = top
      self.bottom = bottom
      self.left = left
      self.right = right
      self.color = color
    }

    /// The same line along every edge.
    public static func all(_ line: Line, color: Color? = nil) -> Borders {
      Borders(top: line, bottom: line, left: line, right: line, color: color)
    }
  }

  /// The name of the font; nil for the book's own, Calibri.
  public var font: String?
  /// The size of the font in points; nil for the book's own, 11.
  public var size: Double?
  /// Whether the font is bold.
  public var isBold: Bool
  /// Whether the font is italic.
  public var isItalic: Bool
  /// Whether the text is underlined.
  public var isUnderlined: Bool
  /// The color of the text; nil for black.
  public var color: Color?
  /// The color behind the text; nil for none.
  public var fill: Color?
  /// How numbers are shown.
  public var numberFormat: CellFormat
  /// Where the content stands across the cell.
  public var horizontal: Horizontal
  /// Where the content stands from top to bottom.
  public var vertical: Vertical
  /// Whether long text goes on in the next line.
  public var wraps: Bool
  /// How far the text is moved in, in steps of about three characters.
  public var indent: Int
  /// By how many degrees the text is turned, -90 to 90.
  public var rotation: Int
  /// The lines along the edges.
  public var borders: Borders

  /// A look; without arguments the plain one.
  public init(
    font: String? = nil, size: Double? = nil, bold: Bool = false, italic: Bool = false,
    underlined: Bool = false, color: Color? = nil, fill: Color? = nil,
    numberFormat: CellFormat = .general, horizontal: Horizontal = .automatic,
    vertical: Vertical = .automatic, wraps: Bool = false, indent: Int = 0, rotation: Int = 0,
    borders: Borders = Borders()
  ) {
    self.font = font
    self.size = size
    self.isBold = bold
    self.isItalic = italic
    self.isUnderlined = underlined
    self.color = color
    self.fill = fill
    self.numberFormat = numberFormat
    self.horizontal = horizontal
    self.vertical = vertical
    self.wraps = wraps
    self.indent = indent
    self.rotation = rotation
    self.borders = borders
  }

  /// The look of a link: blue and underlined.
  public static let link = CellStyle(underlined: true, color: Color(0x0563C1))

  /// The same look with some of it changed.
  public func with(_ change: (inout CellStyle) -> Void) -> CellStyle {
    var copy = self
    change(&copy)
    return copy
  }
}
