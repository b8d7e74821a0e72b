import Charts

/// Draws zones, lines and marked points of a chart.
struct MarksPainter {
  let chart: Chart
  let layout: ChartLayout

  private var theme: Theme { chart.theme }
  private var plot: Rect { layout.plot }

  func drawBands(on drawing: inout Drawing) {
    for band in chart.bands {
      guard band.color.alpha > 0, let rect = rect(of: band) else { continue }
      drawing.fill(.rectangle(rect), band.color)
    }
    for band in chart.bands where band.direction == .y && !band.label.isEmpty {
      guard let rect = rect(of: band) else { continue }
      var style = theme.text
      style.color = band.color.alpha < 255 ? theme.text.color : band.color.readableText
      drawing.write(
        band.label, at: Point(rect.maxX - 8, rect.midY), style, anchor: .end, isCentered: true)
    }
    layout.zoneNames.draw(above: plot.y, theme, on: &drawing)
  }

  func drawReferenceLines(on drawing: inout Drawing) {
    for line in chart.referenceLines {
      let color = line.color ?? theme.axisColor
      let stroke = Stroke(color, width: line.width, dash: line.dash)
      switch line.direction {
      case .x:
        guard let place = layout.xScale.position(line.value), place >= plot.x - 1,
          place <= plot.maxX + 1
        else { continue }
        drawing.stroke(.segments([Point(place, plot.y), Point(place, plot.maxY)]), stroke)
      case .y:
        guard let place = layout.yScale.position(line.value), place >= plot.y - 1,
          place <= plot.maxY + 1
        else { continue }
        drawing.stroke(.segments([Point(plot.x, place), Point(plot.maxX, place)]), stroke)
      }
    }
  }

  /// Writes the words of reference lines, beside the line where they cover the least of curves.
  func drawReferenceLabels(on drawing: inout Drawing) {
    let curves = chart.series.flatMap { CurvePoints.runs($0, layout) }
    for line in chart.referenceLines where !line.label.isEmpty {
      var style = theme.text
      style.color = line.color ?? theme.axisColor
      let width = drawing.width(of: line.label, style)
      let corners = corners(of: line, width: width, height: style.size)
      func crowd(_ corner: Point) -> Int {
        let box = Rect(x: corner.x - 4, y: corner.y - 4, width: width + 8, height: style.size + 8)
        return curves.reduce(0) { count, run in
          guard run.count > 1 else { return count + run.count { box.contains($0) } }
          return count + zip(run, run.dropFirst()).count { box.meets($0, $1) }
        }
      }
      guard let corner = corners.min(by: { crowd($0) < crowd($1) }) else { continue }
      drawing.fill(
        .rectangle(
          Rect(x: corner.x - 2, y: corner.y - 2, width: width + 4, height: style.size + 4),
          cornerRadius: 2), theme.plotBackground.withOpacity(0.75))
      drawing.write(line.label, at: Point(corner.x, corner.y + style.size * 0.85), style)
    }
  }

  /// Where the words of a line may stand, the best places first.
  private func corners(of line: ReferenceLine, width: Double, height: Double) -> [Point] {
    switch line.direction {
    case .x:
      guard let place = layout.xScale.position(line.value), place >= plot.x - 1,
        place <= plot.maxX + 1
      else { return [] }
      let right = place + width + 10 > plot.maxX ? [] : [place + 6]
      let left = place - width - 10 < plot.x && !right.isEmpty ? [] : [place - width - 6]
      let heights = [0.95, 0.85, 0.7, 0.5, 0.3, 0.1, 0.78, 0.6, 0.4, 0.2, 0.05]
      return (right + left).flatMap { start in
        heights.map { Point(start, max(plot.y + $0 * plot.height - height, plot.y + 4)) }
      }
    case .y:
      guard let place = layout.yScale.position(line.value), place >= plot.y - 1,
        place <= plot.maxY + 1
      else { return [] }
      let top = place - height - 6 < plot.y ? place + 6 : place - height - 6
      return [0.99, 0.8, 0.6, 0.4, 0.25].map {
        Point(max(plot.x + $0 * plot.width - width, plot.x + 4), top)
      }
    }
  }

  func drawAnnotations(on drawing: inout Drawing) {
    for note in chart.annotations {
      guard let x = layout.xScale.position(note.x), let y = layout.yPlace(note.y),
        plot.inset(-2, -2).contains(Point(x, y))
      else { continue }
      let color = note.color ?? theme.text.color
      if y == layout.zeroPlace {
        MarkerShape.drawZero(at: Point(x, y), color: color, fill: color, on: &drawing)
      } else {
        MarkerShape.draw(note.marker, at: Point(x, y), size: 10, color: color, on: &drawing)
      }
      var style = theme.text
      style.color = color
      style.isBold = true
      let width = drawing.width(of: note.text, style)
      let isLeft = x + width + 14 > plot.maxX
      let isBelow = y - style.size - 10 < plot.y
      drawing.write(
        note.text,
        at: Point(isLeft ? x - 10 : x + 10, isBelow ? y + style.size + 8 : y - 8), style,
        anchor: isLeft ? .end : .start)
    }
  }

  private func rect(of band: Band) -> Rect? {
    switch band.direction {
    case .x:
      ZoneNames.span(of: band, layout.xScale, within: plot.x...plot.maxX).map {
        Rect(
          x: $0.lowerBound, y: plot.y, width: $0.upperBound - $0.lowerBound, height: plot.height)
      }
    case .y:
      ZoneNames.span(of: band, layout.yScale, within: plot.y...plot.maxY).map {
        Rect(
          x: plot.x, y: $0.lowerBound, width: plot.width, height: $0.upperBound - $0.lowerBound)
      }
    }
  }
}
