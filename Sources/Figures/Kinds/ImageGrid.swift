public import Charts

/// Images in rows and columns, each under its caption, as the notebook shows samples.
public struct ImageGrid: Figure, Equatable {
  /// An image with what stands above it.
  public struct Cell: Sendable, Equatable {
    /// The image.
    public var image: Raster
    /// The lines above it.
    public var caption: [String]

    /// An image with its caption.
    public init(_ image: Raster, caption: [String]) {
      self.image = image
      self.caption = caption
    }
  }

  /// The short name of the figure, drawn above the grid if ``showsTitle``.
  public var title: String
  /// The figure in words.
  public var altText: String
  /// The images, row after row.
  public var cells: [Cell]
  /// The number of columns.
  public var columns: Int
  /// The width and height of an image on paper, in pixels.
  public var side: Double
  /// The room between columns, in pixels.
  public var gap: Double
  /// Whether the title is drawn.
  public var showsTitle: Bool
  /// A line below the title, such as a key to the captions; empty for none.
  public var note = ""
  /// The look.
  public var theme: Theme

  /// Images in rows and columns; the sizes that are assumed are the notebook's.
  public init(
    title: String, altText: String, cells: [Cell], columns: Int = 4, side: Double = 111,
    gap: Double = 49.4, showsTitle: Bool = false, theme: Theme = .notebook
  ) {
    self.title = title
    self.altText = altText
    self.cells = cells
    self.columns = max(columns, 1)
    self.side = side
    self.gap = gap
    self.showsTitle = showsTitle
    self.theme = theme
  }

  private var rows: Int { (cells.count + columns - 1) / columns }
  private var captionLines: Int { cells.map(\.caption.count).max() ?? 0 }
  private var captionHeight: Double {
    captionLines == 0 ? 10 : 32 + Double(captionLines - 1) * theme.text.size * 1.3
  }
  private var rowGap: Double { captionHeight + 4.3 }
  private var top: Double {
    captionHeight + (showsTitle ? theme.title.size * 1.4 + 8 : 0)
      + (note.isEmpty ? 0 : theme.text.size * 1.5)
  }

  /// The size that the images need.
  public var size: Chart.Size {
    let shown = Double(min(max(cells.count, 1), columns))
    return Chart.Size(
      width: Int((10 + shown * (side + gap) - gap + 8).rounded()),
      height: Int((top + Double(max(rows, 1)) * (side + rowGap) - rowGap + 8).rounded()))
  }

  /// Draws the grid.
  public func draw(on drawing: inout Drawing) {
    if showsTitle {
      writeLine(title, at: theme.title.size + 10, theme.title, on: &drawing)
    }
    writeLine(
      note, at: (showsTitle ? theme.title.size + 10 : 0) + theme.text.size * 1.5, theme.text,
      on: &drawing)
    for (index, cell) in cells.enumerated() {
      let x = (10 + Double(index % columns) * (side + gap)).rounded()
      let y = (top + Double(index / columns) * (side + rowGap)).rounded()
      let frame = Rect(x: x, y: y, width: side, height: side)
      drawing.image(cell.image, in: frame)
      drawing.stroke(.rectangle(frame.inset(0.5, 0.5)), Stroke(theme.axisColor, width: 1))
      draw(cell.caption, over: frame, on: &drawing)
    }
  }

  /// Writes a line in the middle, smaller where the image is too narrow for it.
  private func writeLine(
    _ text: String, at baseline: Double, _ style: Theme.TextStyle, on drawing: inout Drawing
  ) {
    var style = style
    let room = Double(size.width) - 12
    let width = drawing.width(of: text, style)
    if width > room { style.size *= room / width }
    drawing.write(
      text, at: Point(Double(size.width) / 2, baseline), style, anchor: .middle)
  }

  private func draw(_ caption: [String], over frame: Rect, on drawing: inout Drawing) {
    var baseline = frame.y - 8
    for (row, line) in caption.enumerated().reversed() {
      var style = row == 0 ? theme.title : theme.text
      if captionLines > 1 { style.size = min(style.size, theme.text.size + (row == 0 ? 1 : 0)) }
      let width = drawing.width(of: line, style)
      let room = side + gap - 4
      if width > room { style.size *= room / width }
      drawing.write(line, at: Point(frame.midX, baseline), style, anchor: .middle)
      baseline -= theme.text.size * 1.3
    }
  }
}
