import Charts

/// The entries of a legend and the room that they take.
struct LegendLayout {
  /// The series that are named, and where each entry begins.
  private(set) var entries: [(index: Int, origin: Point)] = []
  /// The width and height of the whole.
  private(set) var size = (width: 0.0, height: 0.0)
  /// How many series are left out because there is no room.
  private(set) var omitted = 0

  static let sampleWidth = 34.0
  private static let gap = 7.0

  init(_ chart: Chart, _ drawing: Drawing) {
    guard chart.legend != .none else { return }
    let style = chart.theme.text
    let rowHeight = style.size * 1.55
    let named = chart.series.indices.filter {
      !chart.series[$0].name.isEmpty && chart.series[$0].isInLegend
    }
    let widths = named.map {
      Self.sampleWidth + Self.gap + drawing.width(of: chart.series[$0].name, style)
    }
    if chart.legend == .bottom {
      let room = Double(chart.size.width) - 40
      var place = Point(0, 0)
      for (index, width) in zip(named, widths) {
        if place.x > 0, place.x + width > room { place = Point(0, place.y + rowHeight) }
        entries.append((index, place))
        size.width = max(size.width, place.x + width)
        place.x += width + 18
      }
      size.height = entries.isEmpty ? 0 : place.y + rowHeight
      return
    }
    let rows = max(Int((Double(chart.size.height) - 110) / rowHeight), 1)
    let shown = named.count > rows ? max(rows - 1, 1) : named.count
    omitted = named.count - shown
    for row in 0..<shown { entries.append((named[row], Point(0, Double(row) * rowHeight))) }
    size.width = widths.prefix(shown).max() ?? 0
    size.height = Double(shown + (omitted > 0 ? 1 : 0)) * rowHeight
  }

  /// Draws the legend with its upper left corner at a point.
  func draw(_ chart: Chart, at corner: Point, on drawing: inout Drawing) {
    let style = chart.theme.text
    let rowHeight = style.size * 1.55
    for (index, origin) in entries {
      let middle = corner.y + origin.y + rowHeight / 2
      let start = corner.x + origin.x
      let look = chart.style(at: index)
      if look.lineWidth > 0 {
        drawing.stroke(
          .segments([Point(start, middle), Point(start + Self.sampleWidth, middle)]),
          Stroke(look.color, width: min(look.lineWidth, 4), dash: look.dash))
      }
      MarkerShape.draw(
        look.marker, at: Point(start + Self.sampleWidth / 2, middle), size: look.markerSize,
        color: look.color, on: &drawing)
      drawing.write(
        chart.series[index].name, at: Point(start + Self.sampleWidth + Self.gap, middle), style,
        isCentered: true)
    }
    if omitted > 0 {
      drawing.write(
        "… and \(omitted) more",
        at: Point(corner.x, corner.y + Double(entries.count) * rowHeight + rowHeight / 2), style,
        isCentered: true)
    }
  }
}

/// The symbols at points.
enum MarkerShape {
  /// The width of the mark of a zero.
  static let zeroWidth = 11.0

  /// A hollow triangle whose tip points down to where a zero stands; filled for a marked point.
  static func drawZero(
    at tip: Point, color: Color, fill: Color, on drawing: inout Drawing
  ) {
    let half = zeroWidth / 2
    let shape = Shape.polyline(
      [tip, Point(tip.x - half, tip.y - 10), Point(tip.x + half, tip.y - 10)], closed: true)
    drawing.fill(shape, fill)
    drawing.stroke(shape, Stroke(color, width: 1.6))
  }

  static func draw(
    _ marker: Marker, at point: Point, size: Double, color: Color, on drawing: inout Drawing
  ) {
    let half = size / 2
    let box = Rect(x: point.x - half, y: point.y - half, width: size, height: size)
    let line = Stroke(color, width: max(size / 4, 1.2))
    switch marker {
    case .none: break
    case .circle: drawing.fill(.ellipse(box), color)
    case .ring: drawing.stroke(.ellipse(box), line)
    case .square: drawing.fill(.rectangle(box.inset(half * 0.1, half * 0.1)), color)
    case .diamond:
      drawing.fill(
        .polyline(
          [
            Point(point.x, point.y - half * 1.2), Point(point.x + half * 1.2, point.y),
            Point(point.x, point.y + half * 1.2), Point(point.x - half * 1.2, point.y),
          ], closed: true), color)
    case .triangle:
      drawing.fill(
        .polyline(
          [
            Point(point.x, point.y - half * 1.1), Point(point.x + half * 1.1, point.y + half),
            Point(point.x - half * 1.1, point.y + half),
          ], closed: true), color)
    case .cross:
      drawing.stroke(
        .segments([
          Point(box.x, box.y), Point(box.maxX, box.maxY), Point(box.x, box.maxY),
          Point(box.maxX, box.y),
        ]), line)
    case .plus:
      drawing.stroke(
        .segments([
          Point(box.x, point.y), Point(box.maxX, point.y), Point(point.x, box.y),
          Point(point.x, box.maxY),
        ]), line)
    }
  }
}
