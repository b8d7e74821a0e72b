public import Charts

extension Chart: Figure {
  /// The name, or the title where there is none.
  public var accessibleTitle: String { name.isEmpty ? title : name }

  /// Draws the chart.
  public func draw(on drawing: inout Drawing) {
    ChartPainter(chart: self, layout: ChartLayout(self, drawing)).draw(on: &drawing)
  }
}

/// Draws the parts of a chart, from the back to the front.
struct ChartPainter {
  let chart: Chart
  let layout: ChartLayout

  var theme: Theme { chart.theme }
  var plot: Rect { layout.plot }

  func draw(on drawing: inout Drawing) {
    if theme.plotBackground != theme.background {
      drawing.fill(.rectangle(plot), theme.plotBackground)
    }
    MarksPainter(chart: chart, layout: layout).drawBands(on: &drawing)
    drawGrid(on: &drawing)
    drawDropLines(on: &drawing)
    MarksPainter(chart: chart, layout: layout).drawReferenceLines(on: &drawing)
    drawCurves(on: &drawing)
    drawFrame(on: &drawing)
    drawLabels(on: &drawing)
    drawTitles(on: &drawing)
    MarksPainter(chart: chart, layout: layout).drawReferenceLabels(on: &drawing)
    MarksPainter(chart: chart, layout: layout).drawAnnotations(on: &drawing)
    drawLegend(on: &drawing)
  }

  // MARK: - Axes

  private func drawGrid(on drawing: inout Drawing) {
    guard let color = theme.gridColor else { return }
    var lines: [Point] = []
    for tick in layout.y.ticks {
      guard let place = layout.yScale.position(tick) else { continue }
      lines += [Point(plot.x, sharp(place)), Point(plot.maxX, sharp(place))]
    }
    if layout.x.axis.kind != .category {
      for tick in layout.x.ticks {
        guard let place = layout.xScale.position(tick) else { continue }
        lines += [Point(sharp(place), plot.y), Point(sharp(place), plot.maxY)]
      }
    }
    drawing.stroke(.segments(lines), Stroke(color, width: 1))
  }

  private func drawFrame(on drawing: inout Drawing) {
    let color = theme.axisColor
    switch theme.frame {
    case .baseline:
      // On whole pixels, so that the line is as sharp as the article's.
      drawing.fill(
        .rectangle(
          Rect(
            x: plot.x.rounded(), y: (plot.maxY - theme.axisWidth / 2).rounded(),
            width: plot.width.rounded(), height: theme.axisWidth)), color)
    case .corner:
      drawing.stroke(
        .polyline([
          Point(sharp(plot.x), plot.y), Point(sharp(plot.x), sharp(plot.maxY)),
          Point(plot.maxX, sharp(plot.maxY)),
        ]), Stroke(color, width: theme.axisWidth))
    case .box:
      drawing.stroke(
        .rectangle(
          Rect(
            x: sharp(plot.x), y: sharp(plot.y), width: plot.width.rounded(),
            height: plot.height.rounded())), Stroke(color, width: theme.axisWidth))
    }
    drawZeroBreak(on: &drawing)
    drawTicks(layout.x.ticks, layout.y.ticks, length: theme.tickLength, on: &drawing)
    drawTicks(layout.x.minorTicks, layout.y.minorTicks, length: theme.tickLength / 2, on: &drawing)
  }

  /// Breaks the y axis between the lowest decade and the zeros.
  private func drawZeroBreak(on drawing: inout Drawing) {
    guard layout.zeroPlace != nil, theme.frame != .baseline else { return }
    let middle = plot.maxY - ChartLayout.zeroStrip / 2
    drawing.fill(
      .rectangle(Rect(x: plot.x - 2, y: middle - 2.5, width: 5, height: 5)), theme.background)
    let (left, right) = (plot.x - 5, plot.x + 6)
    drawing.stroke(
      .segments([
        Point(left, middle), Point(right, middle - 5), Point(left, middle + 5),
        Point(right, middle),
      ]), Stroke(theme.axisColor, width: theme.axisWidth))
  }

  private func drawTicks(
    _ x: [Double], _ y: [Double], length: Double, on drawing: inout Drawing
  ) {
    guard length > 0 else { return }
    var lines: [Point] = []
    for tick in x {
      guard let place = layout.xScale.position(tick) else { continue }
      lines += [Point(sharp(place), plot.maxY), Point(sharp(place), plot.maxY + length)]
    }
    for tick in y {
      guard let place = layout.yScale.position(tick) else { continue }
      lines += [Point(plot.x - length, sharp(place)), Point(plot.x, sharp(place))]
    }
    guard !lines.isEmpty else { return }
    drawing.stroke(.segments(lines), Stroke(theme.axisColor, width: theme.axisWidth))
  }

  private func drawLabels(on drawing: inout Drawing) {
    for index in stride(from: 0, to: layout.x.ticks.count, by: layout.xLabelStep) {
      guard let place = layout.xScale.position(layout.x.ticks[index]) else { continue }
      drawing.write(
        layout.x.labels[index], at: Point(place, layout.xLabelBaseline), theme.xLabel,
        anchor: .middle)
    }
    if let zero = layout.zeroPlace {
      drawing.write(
        "0", at: Point(layout.yLabelEnd, zero), theme.yLabel, anchor: .end, isCentered: true)
    }
    for (tick, label) in zip(layout.y.ticks, layout.y.labels) {
      guard let place = layout.yScale.position(tick) else { continue }
      drawing.write(
        label, at: Point(layout.yLabelEnd, place), theme.yLabel, anchor: .end, isCentered: true)
    }
  }

  private func drawTitles(on drawing: inout Drawing) {
    let center = theme.frame == .baseline ? Double(chart.size.width) / 2 : plot.midX
    drawing.write(
      chart.title, at: Point(center, layout.titleBaseline), theme.title, anchor: .middle)
    let noteSize = theme.text.size * 1.35
    let noteTop = Double(chart.size.height) - Double(layout.noteLines.count) * noteSize - 4
    for (row, line) in layout.noteLines.enumerated() {
      drawing.write(
        line, at: Point(16, noteTop + Double(row) * noteSize + theme.text.size), theme.text)
    }
    guard theme.showsAxisTitles else { return }
    drawing.write(
      chart.x.caption,
      at: Point(plot.midX, layout.xLabelBaseline + theme.axisTitle.size * 1.3 + 5),
      theme.axisTitle, anchor: .middle)
    let labelWidth = layout.y.labels.map { drawing.width(of: $0, theme.yLabel) }.max() ?? 0
    drawing.write(
      chart.y.caption, at: Point(layout.yLabelEnd - labelWidth - 9, plot.midY), theme.axisTitle,
      anchor: .middle, isVertical: true)
  }

  /// The middle of the pixel that a place lies in, so that a thin line is sharp.
  private func sharp(_ place: Double) -> Double { place.rounded(.down) + 0.5 }
}
