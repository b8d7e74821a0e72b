import Charts

extension ChartPainter {
  func drawDropLines(on drawing: inout Drawing) {
    for series in chart.series {
      guard let look = series.dropLines else { continue }
      let paint = Paint.vertical([
        look.color.withOpacity(look.opacity), look.color.withOpacity(look.fadedOpacity),
      ])
      for run in CurvePoints.runs(series, layout) {
        // Lines that touch one another would be a pattern of their own.
        let span = (run.last?.x ?? 0) - (run.first?.x ?? 0)
        let distance = span / Double(max(run.count - 1, 1))
        let every = distance > 0 && distance < 4 ? Int((4 / distance).rounded(.up)) : 1
        for place in stride(from: 0, to: run.count, by: every) {
          let point = run[place]
          guard point.x >= plot.x, point.x <= plot.maxX else { continue }
          let top = max(point.y, plot.y)
          guard top < plot.maxY else { continue }
          let left = (point.x - look.width / 2).rounded()
          drawing.fill(
            .rectangle(Rect(x: left, y: top, width: look.width, height: plot.maxY - top)), paint)
        }
      }
    }
  }

  func drawCurves(on drawing: inout Drawing) {
    guard !chart.series.isEmpty else { return }
    // The clip leaves room for the width of lines at the edges of the plot.
    drawing.beginClip(plot.inset(-6, -6))
    var feet: [Double] = []
    for (index, series) in chart.series.enumerated() {
      let look = chart.style(at: index)
      defer { drawEnds(series, look, &feet, on: &drawing) }
      let runs = CurvePoints.runs(series, layout)
      let stroke = Stroke(
        look.color, width: look.lineWidth, dash: look.dash, isRound: look.dash == .solid)
      for run in runs where look.lineWidth > 0 {
        if run.count > 1 {
          drawing.stroke(.polyline(run), stroke)
        } else if let point = run.first, look.marker == .none || look.markerEvery != 1 {
          let size = look.lineWidth * 2 + 2
          MarkerShape.draw(.circle, at: point, size: size, color: look.color, on: &drawing)
        }
      }
      guard look.marker != .none else { continue }
      let points = runs.joined().filter { $0.y != layout.zeroPlace }
      let every = look.markerEvery > 0 ? look.markerEvery : max(points.count / 12, 1)
      // Each curve starts at another point, so that symbols of close curves do not coincide.
      let first = every > 1 ? (index * every / max(chart.series.count, 1)) % every : 0
      for place in stride(from: first, to: points.count, by: every) {
        MarkerShape.draw(
          look.marker, at: points[place], size: look.markerSize, color: look.color, on: &drawing)
      }
    }
    drawing.endClip()
  }

  /// The marks of zeros on a logarithmic axis, and the × of a series that broke off.
  ///
  /// Where two series are zero, the mark of the earlier one stands for both, so that its color does
  /// not depend on which of them was drawn last.
  private func drawEnds(
    _ series: Series, _ look: ResolvedStyle, _ feet: inout [Double], on drawing: inout Drawing
  ) {
    let background = theme.plotBackground.alpha == 0 ? theme.background : theme.plotBackground
    let taken = feet
    for tip in CurvePoints.zeroMarks(series, layout, all: look.markerEvery == 1) {
      guard !taken.contains(where: { abs($0 - tip.x) < MarkerShape.zeroWidth - 1 }) else {
        continue
      }
      feet.append(tip.x)
      MarkerShape.drawZero(at: tip, color: look.color, fill: background, on: &drawing)
    }
    if series.breaksOff, let end = CurvePoints.runs(series, layout).last?.last {
      MarkerShape.draw(.cross, at: end, size: 10, color: look.color, on: &drawing)
    }
  }

  func drawLegend(on drawing: inout Drawing) {
    guard chart.legend != .none else { return }
    let legend = LegendLayout(chart, drawing)
    guard !legend.entries.isEmpty else { return }
    let (width, height) = legend.size
    let corner: Point
    switch chart.legend {
    case .none: return
    case .right: corner = Point(plot.maxX + 16, plot.y)
    case .bottom:
      let note = Double(layout.noteLines.count) * theme.text.size * 1.35
      corner = Point(
        (Double(chart.size.width) - width) / 2, Double(chart.size.height) - height - note - 8)
    case .insideTopLeft: corner = Point(plot.x + 16, plot.y + 12)
    case .insideTopRight: corner = Point(plot.maxX - width - 16, plot.y + 12)
    case .insideBottomRight: corner = Point(plot.maxX - width - 16, plot.maxY - height - 12)
    case .insideBottomLeft: corner = Point(plot.x + 16, plot.maxY - height - 12)
    }
    if chart.legend != .right, chart.legend != .bottom {
      let box = Rect(x: corner.x - 8, y: corner.y - 4, width: width + 16, height: height + 8)
      drawing.fill(.rectangle(box, cornerRadius: 3), theme.plotBackground.withOpacity(0.88))
      drawing.stroke(
        .rectangle(box, cornerRadius: 3),
        Stroke(theme.gridColor ?? theme.axisColor.withOpacity(0.4), width: 1))
    }
    legend.draw(chart, at: corner, on: &drawing)
  }
}
