import Charts

/// Where the parts of a chart stand: first what surrounds the plot is measured, then the plot
/// takes the room that is left.
struct ChartLayout {
  let x: ResolvedAxis
  let y: ResolvedAxis
  /// The rectangle between the axes.
  let plot: Rect
  let xScale: Scale
  let yScale: Scale
  /// Where zeros stand that a logarithmic y axis has no place for: on the plot's foot, a strip
  /// below the lowest decade; `nil` where there are none.
  let zeroPlace: Double?
  /// The base line of the title.
  let titleBaseline: Double
  /// The base line of the labels of the x axis.
  let xLabelBaseline: Double
  /// The right end of the labels of the y axis.
  let yLabelEnd: Double
  /// Every n-th label of the x axis is written, so that they do not touch.
  let xLabelStep: Int
  /// The remark below the plot, cut to lines.
  let noteLines: [String]
  /// The names of the zones, above the plot.
  let zoneNames: ZoneNames

  init(_ chart: Chart, _ drawing: Drawing) {
    let theme = chart.theme
    x = chart.resolvedX
    y = chart.resolvedY
    let width = Double(chart.size.width)
    let height = Double(chart.size.height)
    let yLabelWidth = y.labels.map { drawing.width(of: $0, theme.yLabel) }.max() ?? 0
    noteLines = Self.wrapped(chart.note, width: width - 32, theme.text, drawing)

    let gap = theme.frame == .baseline ? 17.0 : 5
    var margins =
      chart.margins
      ?? Self.margins(chart, yLabelWidth: yLabelWidth, noteLines: noteLines.count, drawing)
    let right = margins.left + max(width - margins.left - margins.right, 1)
    xScale = x.scale(from: margins.left, to: right)
    zoneNames = ZoneNames(chart, xScale, plot: margins.left...right, drawing)
    if chart.margins == nil { margins.top += zoneNames.height }
    plot = Rect(
      x: margins.left, y: margins.top, width: right - margins.left,
      height: max(height - margins.top - margins.bottom, 1))
    let hasZero =
      y.axis.kind == .logarithmic && !y.axis.isReversed
      && chart.series.contains { $0.y.contains(0) }
    zeroPlace = hasZero ? plot.maxY : nil
    yScale = y.scale(from: plot.maxY - (hasZero ? Self.zeroStrip : 0), to: plot.y)

    titleBaseline =
      theme.frame == .baseline
      ? 40 : chart.margins == nil ? theme.title.size + 12 : max(plot.y - 8, theme.title.size)
    let below = theme.frame == .baseline ? 14.0 : theme.tickLength + 5
    xLabelBaseline = plot.maxY + below + theme.xLabel.size * Typography.capHeight
    yLabelEnd = plot.x - theme.tickLength - gap
    xLabelStep = Self.labelStep(x, xScale, theme.xLabel, drawing)
  }

  /// The height of the strip between the lowest decade and the zeros.
  static let zeroStrip = 26.0

  /// The height of a value; `nil` where it has no place.
  func yPlace(_ value: Double) -> Double? {
    if value == 0, let zeroPlace { return zeroPlace }
    return yScale.position(value)
  }

  // MARK: - Measuring

  private static func margins(
    _ chart: Chart, yLabelWidth: Double, noteLines: Int, _ drawing: Drawing
  ) -> Chart.Margins {
    let theme = chart.theme
    let legend = LegendLayout(chart, drawing)
    let noteHeight = noteLines == 0 ? 0 : Double(noteLines) * theme.text.size * 1.35 + 6
    let bottomLegend = chart.legend == .bottom ? legend.size.height + 8 : 0
    let rightLegend = chart.legend == .right ? legend.size.width + 16 : 0
    if theme.frame == .baseline {
      // The proportions of the article's figure: the plot keeps its width, whatever the labels.
      let left = yLabelWidth + 22
      let titles = theme.showsAxisTitles && !chart.x.caption.isEmpty ? 20.0 : 0
      return Chart.Margins(
        top: chart.title.isEmpty ? 24 : 76, right: max(95 - left, 20) + rightLegend,
        bottom: 31 + titles + noteHeight + bottomLegend, left: left)
    }
    let titleRoom = theme.axisTitle.size * 1.3 + 6
    let xTitle = theme.showsAxisTitles && !chart.x.caption.isEmpty ? titleRoom : 0
    let yTitle = theme.showsAxisTitles && !chart.y.caption.isEmpty ? titleRoom : 0
    return Chart.Margins(
      top: chart.title.isEmpty ? 16 : theme.title.size + 24,
      right: 18 + rightLegend,
      bottom: theme.tickLength + 5 + theme.xLabel.size + xTitle + noteHeight + bottomLegend + 8,
      left: 10 + yTitle + yLabelWidth + theme.tickLength + 5)
  }

  private static func labelStep(
    _ axis: ResolvedAxis, _ scale: Scale, _ style: Theme.TextStyle, _ drawing: Drawing
  ) -> Int {
    let places = axis.ticks.map { scale.position($0) ?? 0 }
    let widths = axis.labels.map { drawing.width(of: $0, style) }
    guard places.count > 1 else { return 1 }
    for step in 1..<places.count {
      var free = -Double.infinity
      var fits = true
      let marked = stride(from: 0, to: places.count, by: step)
      let ordered = places[0] <= places[places.count - 1] ? Array(marked) : marked.reversed()
      for index in ordered {
        if places[index] - widths[index] / 2 < free {
          fits = false
          break
        }
        free = places[index] + widths[index] / 2 + 5
      }
      if fits { return step }
    }
    return places.count
  }

  /// A text in lines that are no wider than `width`.
  static func wrapped(
    _ text: String, width: Double, _ style: Theme.TextStyle, _ drawing: Drawing
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if !line.isEmpty, drawing.width(of: longer, style) > width {
        lines.append(line)
        line = String(word)
      } else {
        line = longer
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
