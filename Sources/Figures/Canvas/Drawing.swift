public import Charts

/// A record of drawing commands: what a figure draws, before it becomes PNG, SVG or PDF.
///
/// A figure is laid out and drawn once; every format and size replays the record. Tests look at
/// the record itself.
public struct Drawing: Canvas, Sendable {
  /// One thing that was drawn.
  public enum Command: Sendable, Equatable {
    case fill(Shape, Paint)
    case stroke(Shape, Stroke)
    case text(TextRun)
    case image(Raster, Rect)
    case beginClip(Rect)
    case endClip
  }

  /// No figure is wider or higher than this, in pixels.
  public static let largestSide = 16_384

  /// The size in pixels.
  public let size: Chart.Size
  /// A short name, for titles of documents.
  public let title: String
  /// The figure in words.
  public let altText: String
  /// The color behind everything.
  public let background: Color
  /// What was drawn, in order.
  public private(set) var commands: [Command] = []
  /// The fonts that texts are measured with.
  public let fonts: Typography

  /// The place that commands count from; moved by ``within(_:_:)``.
  private var origin = Point(0, 0)

  /// An empty record.
  ///
  /// - Parameters:
  ///   - size: The size in pixels.
  ///   - title: A short name.
  ///   - altText: The figure in words.
  ///   - background: The color behind everything.
  ///   - fonts: The fonts that texts are measured with.
  public init(
    size: Chart.Size, title: String, altText: String, background: Color, fonts: Typography
  ) {
    self.size = size
    self.title = title
    self.altText = altText
    self.background = background
    self.fonts = fonts
  }

  /// Draws everything again on another canvas.
  package func replay(on canvas: inout some Canvas & ~Copyable) {
    for command in commands {
      switch command {
      case .fill(let shape, let paint): canvas.fill(shape, paint)
      case .stroke(let shape, let stroke): canvas.stroke(shape, stroke)
      case .text(let run): canvas.text(run)
      case .image(let raster, let rect): canvas.image(raster, in: rect)
      case .beginClip(let rect): canvas.beginClip(rect)
      case .endClip: canvas.endClip()
      }
    }
  }

  // MARK: - Canvas

  /// Records a filled shape.
  public mutating func fill(_ shape: Shape, _ paint: Paint) {
    commands.append(.fill(moved(shape), paint))
  }

  /// Records an outline.
  public mutating func stroke(_ shape: Shape, _ stroke: Stroke) {
    commands.append(.stroke(moved(shape), stroke))
  }

  /// Records a line of text.
  public mutating func text(_ run: TextRun) {
    var run = run
    run.position = moved(run.position)
    commands.append(.text(run))
  }

  /// Records an image.
  public mutating func image(_ raster: Raster, in rect: Rect) {
    commands.append(.image(raster, moved(rect)))
  }

  /// Records a restriction.
  public mutating func beginClip(_ rect: Rect) { commands.append(.beginClip(moved(rect))) }

  /// Records the end of a restriction.
  public mutating func endClip() { commands.append(.endClip) }

  // MARK: - Convenience

  /// Fills a shape with one color.
  public mutating func fill(_ shape: Shape, _ color: Color) { fill(shape, .color(color)) }

  /// The width of a text in pixels, as it is written: with minus signs.
  public func width(of text: String, _ style: Theme.TextStyle) -> Double {
    fonts.width(of: Self.withMinusSigns(text), style)
  }

  /// Writes a line of text.
  ///
  /// - Parameters:
  ///   - text: The words; nothing is drawn for an empty text.
  ///   - position: The place of the anchor.
  ///   - style: Size, weight and color.
  ///   - anchor: Which part of the text stands at the place.
  ///   - isCentered: Whether `position` is at half the height of the capitals instead of on the
  ///     base line.
  ///   - isVertical: Whether the text runs upwards.
  public mutating func write(
    _ text: String, at position: Point, _ style: Theme.TextStyle, anchor: TextRun.Anchor = .start,
    isCentered: Bool = false, isVertical: Bool = false
  ) {
    guard !text.isEmpty else { return }
    let text = Self.withMinusSigns(text)
    var position = position
    if isCentered {
      let shift = style.size * Typography.capHeight / 2
      if isVertical { position.x += shift } else { position.y += shift }
    }
    self.text(
      TextRun(
        text: text, position: position, style: style, anchor: anchor, isVertical: isVertical,
        width: width(of: text, style)))
  }

  /// A text with the sign − instead of the hyphen before a negative number and a negative exponent,
  /// as printed numbers have it; hyphens inside of words and between numbers stay.
  static func withMinusSigns(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "-")) else { return text }
    var result = ""
    var before: Character = " "
    /// Whether the characters before are a digit and an e.
    var isExponent = false
    var rest = text[...]
    while let character = rest.popFirst() {
      let isSign =
        character == "-" && (before == " " || before == "(" || isExponent)
        && rest.first.map { $0.isNumber || $0 == "∞" || $0 == "." } == true
      result.append(isSign ? "−" : character)
      isExponent = character == "e" && before.isNumber
      before = character
    }
    return result
  }

  /// Draws with the places counted from a point of this drawing.
  public mutating func within(_ point: Point, _ body: (inout Drawing) -> Void) {
    let before = origin
    origin = moved(point)
    body(&self)
    origin = before
  }

  private func moved(_ point: Point) -> Point { Point(point.x + origin.x, point.y + origin.y) }

  private func moved(_ rect: Rect) -> Rect {
    Rect(x: rect.x + origin.x, y: rect.y + origin.y, width: rect.width, height: rect.height)
  }

  private func moved(_ shape: Shape) -> Shape {
    guard origin != Point(0, 0) else { return shape }
    switch shape {
    case .rectangle(let rect, let radius): return .rectangle(moved(rect), cornerRadius: radius)
    case .ellipse(let rect): return .ellipse(moved(rect))
    case .polyline(let points, let closed): return .polyline(points.map(moved), closed: closed)
    case .segments(let points): return .segments(points.map(moved))
    case .curve(let from, let first, let second, let to):
      return .curve(from: moved(from), moved(first), moved(second), to: moved(to))
    }
  }
}
