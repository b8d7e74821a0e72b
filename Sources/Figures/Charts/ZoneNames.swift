import Charts

/// The names of the zones across a chart's x axis, which stand above the plot, where no data are.
///
/// A name that fits its zone stands in its middle, right above the plot. One that is wider stands in
/// a row above those, beside a line that leads down to the zone.
struct ZoneNames {
  /// A name and its place.
  struct Name {
    /// The words.
    var text: String
    /// The middle of the zone.
    var middle: Double
    /// Where the words begin and end.
    var extent: ClosedRange<Double>
    /// The row, counted upwards; 0 for a name in the middle of its zone.
    var row: Int
  }

  /// The names that have a place; zones without one are told apart by their colors and the words of
  /// the chart.
  private(set) var names: [Name] = []
  /// The height of a row.
  let rowHeight: Double

  /// How many rows there are at most above the first.
  private static let mostRows = 4
  /// The room between two names of a row.
  private static let gap = 8.0
  /// The room between a line and the words beside it.
  private static let lineGap = 4.0

  /// The height of all rows.
  var height: Double { Double(names.map { $0.row + 1 }.max() ?? 0) * rowHeight }

  /// Finds the places.
  ///
  /// - Parameters:
  ///   - chart: The chart.
  ///   - xScale: Where the values of the x axis stand.
  ///   - plot: The left and the right edge of the plot.
  ///   - drawing: Measures the words.
  init(_ chart: Chart, _ xScale: Scale, plot: ClosedRange<Double>, _ drawing: Drawing) {
    rowHeight = chart.theme.text.size + 6
    var wide: [(text: String, width: Double, middle: Double)] = []
    for band in chart.bands where band.direction == .x && !band.label.isEmpty {
      guard let span = Self.span(of: band, xScale, within: plot) else { continue }
      let width = drawing.width(of: band.label, chart.theme.text)
      let middle = (span.lowerBound + span.upperBound) / 2
      if width + Self.gap <= span.upperBound - span.lowerBound {
        names.append(
          Name(
            text: band.label, middle: middle, extent: middle - width / 2...middle + width / 2,
            row: 0))
      } else {
        wide.append((band.label, width, middle))
      }
    }
    // Stairs that rise to the left or to the right: each line passes the words of those placed before.
    wide.sort { $0.middle > $1.middle }
    let toTheLeft = placed(wide, anchors: [.start, .end], within: plot)
    let toTheRight = placed(wide.reversed(), anchors: [.end, .start], within: plot)
    names += toTheRight.count > toTheLeft.count ? toTheRight : toTheLeft
  }

  /// The places of names that are wider than their zones, as far as there are any.
  private func placed(
    _ wide: [(text: String, width: Double, middle: Double)], anchors: [TextRun.Anchor],
    within plot: ClosedRange<Double>
  ) -> [Name] {
    var placed: [Name] = []
    for zone in wide {
      let places = anchors.flatMap { anchor in (1...Self.mostRows).map { (anchor, $0) } }
      for (anchor, row) in places {
        let start = zone.middle + (anchor == .start ? Self.lineGap : -Self.lineGap - zone.width)
        let name = Name(
          text: zone.text, middle: zone.middle, extent: start...start + zone.width, row: row)
        guard start >= plot.lowerBound, start + zone.width <= plot.upperBound,
          (names + placed).allSatisfy({ isClear(name, of: $0) })
        else { continue }
        placed.append(name)
        break
      }
    }
    return placed
  }

  /// Whether two names, and the lines that lead to them, keep apart.
  private func isClear(_ name: Name, of other: Name) -> Bool {
    if name.row == other.row {
      return name.extent.upperBound + Self.gap <= other.extent.lowerBound
        || other.extent.upperBound + Self.gap <= name.extent.lowerBound
    }
    let (low, high) = name.row < other.row ? (name, other) : (other, name)
    return !low.extent.contains(high.middle)
  }

  /// Where a zone lies on the x axis.
  ///
  /// - Parameters:
  ///   - band: The zone.
  ///   - scale: Where the values of the axis stand.
  ///   - plot: The edges of the plot, which no zone crosses.
  /// - Returns: Its left and right edge; nil for a zone without a width.
  static func span(
    of band: Band, _ scale: Scale, within plot: ClosedRange<Double>
  ) -> ClosedRange<Double>? {
    let ends = [band.range.lowerBound, band.range.upperBound].map { value -> Double in
      if let place = scale.position(value) {
        return min(max(place, plot.lowerBound), plot.upperBound)
      }
      let isAtEnd = (value > 0) == (scale.end > scale.start) && value != 0
      return isAtEnd ? plot.upperBound : plot.lowerBound
    }
    guard ends[0] != ends[1] else { return nil }
    return min(ends[0], ends[1])...max(ends[0], ends[1])
  }

  /// Writes the names above a plot.
  ///
  /// - Parameters:
  ///   - top: The upper edge of the plot.
  ///   - theme: The look.
  ///   - drawing: Takes them.
  func draw(above top: Double, _ theme: Theme, on drawing: inout Drawing) {
    for name in names {
      let baseline = top - 6 - Double(name.row) * rowHeight
      if name.row > 0 {
        drawing.stroke(
          .segments([
            Point(name.middle, top), Point(name.middle, baseline - theme.text.size * 0.7),
          ]), Stroke(theme.axisColor, width: 1))
      }
      drawing.write(name.text, at: Point(name.extent.lowerBound, baseline), theme.text)
    }
  }
}
