public import Charts

extension HeatMap: Figure {
  /// Draws the field with its axes and the bar of its colors.
  public func draw(on drawing: inout Drawing) {
    let values = resolvedValues
    var labels: [Double] = []
    for label in values.labels where categories.isEmpty {
      labels.append(drawing.width(of: label, theme.yLabel))
    }
    for category in categories { labels.append(drawing.width(of: category.name, theme.yLabel)) }
    let bar = 16.0
    let caption = categories.isEmpty ? theme.axisTitle.size * 1.3 : 0
    let barRoom = bar + 24 + (labels.max() ?? 0) + caption + 18
    // The frame is that of a chart without curves, over the same axes.
    var frame = Chart(
      title: title, x: settled(x, xValues), y: settled(y, yValues),
      series: pathHalos + paths, referenceLines: halos + referenceLines,
      legend: paths.contains { !$0.name.isEmpty } ? .bottom : .none, note: note, size: size,
      theme: theme)
    frame.theme.gridColor = nil
    frame.theme.frame = .box
    frame.theme.showsAxisTitles = true
    if frame.theme.tickLength == 0 { frame.theme.tickLength = 5 }
    var layout = ChartLayout(frame, drawing)
    frame.margins = Chart.Margins(
      top: layout.plot.y, right: barRoom, bottom: Double(size.height) - layout.plot.maxY,
      left: layout.plot.x)
    layout = ChartLayout(frame, drawing)
    if !self.values.isEmpty { drawing.image(field(layout, values), in: layout.plot) }
    ChartPainter(chart: frame, layout: layout).draw(on: &drawing)
    if categories.isEmpty {
      drawBar(values, layout.plot, width: bar, labelWidth: labels.max() ?? 0, on: &drawing)
    } else {
      drawKey(layout.plot, width: bar, on: &drawing)
    }
  }

  /// Light curves under those that have a name, which have to be seen on dark and light colors; points
  /// without a line have none.
  private var pathHalos: [Series] {
    paths.enumerated().compactMap { index, path in
      guard !path.name.isEmpty, path.style.lineWidth != 0 else { return nil }
      var halo = path
      halo.name = ""
      halo.isInLegend = false
      halo.style = SeriesStyle(
        color: Color.white.withOpacity(0.75),
        lineWidth: (path.style.lineWidth ?? theme.style(at: index, of: paths.count).lineWidth ?? 2)
          + 2, dash: .solid, marker: Marker.none)
      return halo
    }
  }

  /// The kinds with their colors, one below the other.
  private func drawKey(_ plot: Rect, width: Double, on drawing: inout Drawing) {
    let step = max(width + 8, theme.yLabel.size * 1.6)
    for (place, category) in categories.enumerated() {
      let box = Rect(
        x: plot.maxX + 18, y: plot.y + Double(place) * step, width: width, height: width)
      drawing.fill(.rectangle(box), category.color)
      drawing.stroke(.rectangle(box), Stroke(theme.axisColor, width: 1))
      drawing.write(
        category.name, at: Point(box.maxX + 8, box.midY), theme.yLabel, isCentered: true)
    }
  }

  /// Light lines under the reference lines, which have to be seen on dark and light colors.
  private var halos: [ReferenceLine] {
    referenceLines.map {
      ReferenceLine(
        $0.direction, at: $0.value, color: Color.white.withOpacity(0.75), width: $0.width + 2,
        dash: .solid)
    }
  }

  /// The axis over the cells: half a cell more on either side than the outermost positions.
  private func settled(_ axis: Axis, _ positions: [Double]) -> Axis {
    guard axis.range == nil, let extent = AxisRange.extent(positions) else { return axis }
    var axis = axis
    if axis.kind == .category { axis.kind = .linear }
    let scale = Scale(extent, from: 0, to: 1, isLogarithmic: axis.kind == .logarithmic)
    let half = 0.5 / Double(max(positions.count - 1, 1))
    let (low, high) = (scale.value(at: -half), scale.value(at: 1 + half))
    if low < high { axis.range = low...high }
    return axis
  }

  /// The field as an image with one pixel for each pixel of the plot.
  private func field(_ layout: ChartLayout, _ values: ResolvedAxis) -> Raster {
    let width = max(Int(layout.plot.width.rounded()), 1)
    let height = max(Int(layout.plot.height.rounded()), 1)
    let columns = nearest(
      xValues, layout.xScale, (0..<width).map { layout.plot.x + Double($0) + 0.5 })
    let rows = nearest(
      yValues, layout.yScale, (0..<height).map { layout.plot.y + Double($0) + 0.5 })
    let scale = values.scale(from: 0, to: 1)
    let palette = (0...255).map { 0xFF00_0000 | colors.color(at: Double($0) / 255).rgb }
    let missing = 0xFF00_0000 | colors.missing.rgb
    let kinds = categories.map { 0xFF00_0000 | $0.color.rgb }
    let shades = self.values.map { value -> UInt32 in
      if !kinds.isEmpty {
        let kind = value.isFinite ? Int(value) : -1
        return kinds.indices.contains(kind) ? kinds[kind] : missing
      }
      guard let place = scale.position(value) else {
        // Zero, which no logarithm reaches, has a color of its own; infinity is above every value.
        if value == .infinity { return palette[255] }
        if value == 0, scale.isLogarithmic { return 0xFF00_0000 | colors.zero.rgb }
        return value <= 0 && scale.isLogarithmic ? palette[0] : missing
      }
      return palette[Int((min(max(place, 0), 1) * 255).rounded())]
    }
    var pixels: [UInt32] = []
    pixels.reserveCapacity(width * height)
    for row in rows {
      let start = row * xValues.count
      for column in columns { pixels.append(shades[start + column]) }
    }
    return Raster(width: width, height: height, opaque: pixels)
  }

  /// The number of the position that is nearest to each place.
  private func nearest(_ positions: [Double], _ scale: Scale, _ places: [Double]) -> [Int] {
    let marks = positions.map { scale.position($0) ?? -1e9 }
    return places.map { place in
      var best = 0
      var low = 0
      var high = marks.count - 1
      let isRising = (marks.last ?? 0) >= (marks.first ?? 0)
      while low <= high {
        let middle = (low + high) / 2
        if abs(marks[middle] - place) < abs(marks[best] - place) { best = middle }
        if (marks[middle] < place) == isRising { low = middle + 1 } else { high = middle - 1 }
      }
      return best
    }
  }

  private func drawBar(
    _ values: ResolvedAxis, _ plot: Rect, width: Double, labelWidth: Double,
    on drawing: inout Drawing
  ) {
    let hasZero = valueAxis.kind == .logarithmic && self.values.contains(0)
    let box = Rect(
      x: plot.maxX + 18, y: plot.y, width: width, height: plot.height - (hasZero ? 30 : 0))
    if hasZero {
      let key = Rect(x: box.x, y: plot.maxY - width, width: width, height: width)
      drawing.fill(.rectangle(key), colors.zero)
      drawing.stroke(.rectangle(key), Stroke(theme.axisColor, width: 1))
      drawing.write("0", at: Point(key.maxX + 8, key.midY), theme.yLabel, isCentered: true)
    }
    drawing.fill(.rectangle(box), .vertical(colors.stops.reversed()))
    drawing.stroke(.rectangle(box), Stroke(theme.axisColor, width: 1))
    let scale = values.scale(from: box.maxY, to: box.y)
    var ticks: [Point] = []
    for (tick, label) in zip(values.ticks, values.labels) {
      guard let y = scale.position(tick) else { continue }
      ticks += [Point(box.maxX, y), Point(box.maxX + 4, y)]
      drawing.write(label, at: Point(box.maxX + 8, y), theme.yLabel, isCentered: true)
    }
    drawing.stroke(.segments(ticks), Stroke(theme.axisColor, width: 1))
    drawing.write(
      valueAxis.caption, at: Point(box.maxX + 8 + labelWidth + theme.axisTitle.size + 4, box.midY),
      theme.axisTitle, anchor: .middle, isVertical: true)
  }
}
