import CXlsxWriter
import Charts

/// Writes a chart description as a chart of the reader's own program.
struct ChartEmitter {
  let chart: NativeChart
  let workbook: UnsafeMutablePointer<lxw_workbook>

  private var description: Chart { chart.chart }
  private var theme: Theme { description.theme }
  private var isLineChart: Bool { description.x.kind == .category }

  /// Makes the chart and puts it on a sheet.
  func insert(on sheet: SheetPointer) throws(BookError) {
    let type = isLineChart ? LXW_CHART_LINE : LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS
    guard let pointer = workbook_add_chart(workbook, UInt8(type.rawValue)) else {
      throw .library(operation: "workbook_add_chart", reason: "there is not enough memory")
    }
    for index in description.series.indices { try addSeries(index, to: pointer) }
    setTitle(of: pointer)
    setAxis(pointer.pointee.x_axis, description.x, description.resolvedX, isX: true)
    setAxis(pointer.pointee.y_axis, description.y, description.resolvedY, isX: false)
    try setSurroundings(of: pointer)
    if let lines = description.series.compactMap(\.dropLines).first, isLineChart {
      var line = line(lines.color.withOpacity(lines.opacity * 0.6), width: lines.width)
      chart_set_drop_lines(pointer, &line)
    }
    chart_show_blanks_as(pointer, UInt8(LXW_CHART_BLANKS_AS_GAP.rawValue))
    // Cells of a folded group are drawn all the same.
    chart_show_hidden_data(pointer)

    var strings = CStrings()
    var options = lxw_chart_options()
    // The size of libxlsxwriter's charts at scale 1 is 480 × 288 pixels.
    options.x_scale = Double(chart.size.width) / 480
    options.y_scale = Double(chart.size.height) / 288
    options.x_offset = Int32(clamping: chart.offsetX)
    options.y_offset = Int32(clamping: chart.offsetY)
    options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
    options.description = strings.text(chart.altText)
    try worksheet_insert_chart_opt(
      sheet, lxw_row_t(chart.anchor.row), lxw_col_t(chart.anchor.column), pointer, &options
    ).check("worksheet_insert_chart_opt for \"\(description.title)\"")
  }

  // MARK: - Series

  private func addSeries(_ index: Int, to pointer: UnsafeMutablePointer<lxw_chart>)
    throws(BookError)
  {
    let series = description.series[index]
    let source = chart.sources[index]
    guard let target = chart_add_series(pointer, nil, nil) else {
      throw .library(operation: "chart_add_series", reason: "there is not enough memory")
    }
    chart_series_set_categories(
      target, source.x.sheet, lxw_row_t(source.x.first.row), lxw_col_t(source.x.first.column),
      lxw_row_t(source.x.last.row), lxw_col_t(source.x.last.column))
    chart_series_set_values(
      target, source.y.sheet, lxw_row_t(source.y.first.row), lxw_col_t(source.y.first.column),
      lxw_row_t(source.y.last.row), lxw_col_t(source.y.last.column))
    try ChartCache.fill(target.pointee.categories, with: series.x)
    try ChartCache.fill(target.pointee.values, with: series.y)
    if let name = source.name, let sheet = name.sheet {
      chart_series_set_name_range(
        target, sheet, lxw_row_t(name.first.row), lxw_col_t(name.first.column))
      try ChartCache.fill(target.pointee.title.range, with: series.name)
    } else if !series.name.isEmpty {
      chart_series_set_name(target, series.name)
    }
    setLook(of: target, description.style(at: index), points: series.y.count)
    chart_series_set_smooth(target, 0)
  }

  private func setLook(
    of target: UnsafeMutablePointer<lxw_chart_series>, _ style: ResolvedStyle, points: Int
  ) {
    var line = line(style.color, width: style.lineWidth, dash: style.dash)
    chart_series_set_line(target, &line)
    // A chart of Excel can only mark every point, which hides the line of a long series.
    let marks = style.lineWidth <= 0 || style.markerEvery == 1 || points <= 24
    guard marks, style.marker != .none else {
      chart_series_set_marker_type(target, UInt8(LXW_CHART_MARKER_NONE.rawValue))
      return
    }
    chart_series_set_marker_type(target, style.marker.code)
    chart_series_set_marker_size(
      target, UInt8(clamping: max(2, Int((style.markerSize * 0.75).rounded()))))
    var edge = self.line(style.color, width: 1)
    chart_series_set_marker_line(target, &edge)
    var fill = lxw_chart_fill(
      color: style.color.code, none: style.marker == .ring ? 1 : 0, transparency: 0)
    chart_series_set_marker_fill(target, &fill)
  }

  // MARK: - Axes

  private func setAxis(
    _ axis: UnsafeMutablePointer<lxw_chart_axis>, _ description: Axis, _ resolved: ResolvedAxis,
    isX: Bool
  ) {
    if theme.showsAxisTitles, !description.caption.isEmpty {
      chart_axis_set_name(axis, description.caption)
      withFont(theme.axisTitle) { chart_axis_set_name_font(axis, $0) }
    }
    withFont(isX ? theme.xLabel : theme.yLabel) { chart_axis_set_num_font(axis, $0) }
    switch description.kind {
    case .category:
      let step = UInt16(clamping: Int(resolved.majorUnit))
      chart_axis_set_interval_unit(axis, step)
      chart_axis_set_interval_tick(axis, step)
    case .linear where chart.followsData && !isX:
      chart_axis_set_min(axis, resolved.range.lowerBound)
    case .linear:
      setRange(axis, resolved)
      chart_axis_set_major_unit(axis, resolved.majorUnit)
    case .logarithmic:
      if isX || !chart.followsData { setRange(axis, resolved) }
      chart_axis_set_log_base(axis, 10)
    }
    if description.kind != .category {
      let code = description.numberFormat.spreadsheetCode(for: resolved.ticks)
      let isWide = description.kind == .logarithmic && code == "General"
      // With ticks of the program's choice a fixed number of decimals could cut them.
      let followsData = chart.followsData && !isX
      axis.pointee.source_linked = 0
      chart_axis_set_num_format(axis, isWide ? "0E+00" : followsData ? "General" : code)
    }
    chart_axis_set_crossing_min(axis)
    if description.isReversed { chart_axis_set_reverse(axis) }

    let showsLine = isX || theme.frame != .baseline
    var line =
      showsLine
      ? line(theme.axisColor, width: theme.axisWidth)
      : lxw_chart_line(color: 0, none: 1, width: 0, dash_type: 0, transparency: 0)
    chart_axis_set_line(axis, &line)
    let mark = theme.tickLength > 0 && showsLine
    chart_axis_set_major_tick_mark(
      axis,
      UInt8((mark ? LXW_CHART_AXIS_TICK_MARK_OUTSIDE : LXW_CHART_AXIS_TICK_MARK_NONE).rawValue))
    chart_axis_set_minor_tick_mark(axis, UInt8(LXW_CHART_AXIS_TICK_MARK_NONE.rawValue))
    let hasGrid = theme.gridColor != nil
    chart_axis_major_gridlines_set_visible(axis, hasGrid ? 1 : 0)
    if let color = theme.gridColor {
      var grid = self.line(color, width: 1)
      chart_axis_major_gridlines_set_line(axis, &grid)
    }
  }

  private func setRange(_ axis: UnsafeMutablePointer<lxw_chart_axis>, _ resolved: ResolvedAxis) {
    chart_axis_set_min(axis, resolved.range.lowerBound)
    chart_axis_set_max(axis, resolved.range.upperBound)
  }

  // MARK: - Surroundings

  private func setTitle(of pointer: UnsafeMutablePointer<lxw_chart>) {
    guard !description.title.isEmpty else { return chart_title_off(pointer) }
    chart_title_set_name(pointer, description.title)
    withFont(theme.title) { chart_title_set_name_font(pointer, $0) }
  }

  private func setSurroundings(of pointer: UnsafeMutablePointer<lxw_chart>) throws(BookError) {
    var none = lxw_chart_line(color: 0, none: 1, width: 0, dash_type: 0, transparency: 0)
    var background = lxw_chart_fill(color: theme.background.code, none: 0, transparency: 0)
    chart_chartarea_set_fill(pointer, &background)
    chart_chartarea_set_line(pointer, &none)
    var inside = lxw_chart_fill(
      color: (theme.plotBackground.alpha == 0 ? theme.background : theme.plotBackground).code,
      none: 0, transparency: 0)
    chart_plotarea_set_fill(pointer, &inside)
    if theme.frame == .box {
      var frame = line(theme.axisColor, width: theme.axisWidth)
      chart_plotarea_set_line(pointer, &frame)
    }
    let position =
      switch description.legend {
      case .none: LXW_CHART_LEGEND_NONE
      case .bottom: LXW_CHART_LEGEND_BOTTOM
      case .right, .insideTopLeft, .insideTopRight, .insideBottomRight, .insideBottomLeft:
        LXW_CHART_LEGEND_RIGHT
      }
    chart_legend_set_position(pointer, UInt8(position.rawValue))
    if description.legend != .none {
      withFont(theme.text) { chart_legend_set_font(pointer, $0) }
      // The list of what is left out ends with -1.
      var hidden = description.series.indices.filter { !description.series[$0].isInLegend }
        .map { Int16(clamping: $0) }
      if !hidden.isEmpty {
        hidden.append(-1)
        try chart_legend_delete_series(pointer, &hidden).check("chart_legend_delete_series")
      }
    }
  }

  // MARK: - Parts

  /// A line of a width in pixels; C's structure wants points.
  private func line(_ color: Color, width: Double, dash: Dash = .solid) -> lxw_chart_line {
    lxw_chart_line(
      color: color.code, none: width > 0 ? 0 : 1, width: Float(max(0.25, width * 0.75)),
      dash_type: dash.code, transparency: UInt8(((1 - color.opacity) * 100).rounded()))
  }

  private func withFont(
    _ text: Theme.TextStyle, _ body: (UnsafeMutablePointer<lxw_chart_font>) -> Void
  ) {
    var font = lxw_chart_font()
    font.size = (text.size * 0.75 * 2).rounded() / 2
    font.bold = text.isBold ? 1 : 0
    font.color = text.color.code
    body(&font)
  }
}

extension Dash {
  fileprivate var code: UInt8 {
    let type =
      switch self {
      case .solid: LXW_CHART_LINE_DASH_SOLID
      case .dashed: LXW_CHART_LINE_DASH_DASH
      case .dotted: LXW_CHART_LINE_DASH_ROUND_DOT
      case .dashDotted: LXW_CHART_LINE_DASH_DASH_DOT
      case .longDashed: LXW_CHART_LINE_DASH_LONG_DASH
      }
    return UInt8(type.rawValue)
  }
}

extension Marker {
  fileprivate var code: UInt8 {
    let type =
      switch self {
      case .none: LXW_CHART_MARKER_NONE
      case .circle, .ring: LXW_CHART_MARKER_CIRCLE
      case .square: LXW_CHART_MARKER_SQUARE
      case .diamond: LXW_CHART_MARKER_DIAMOND
      case .triangle: LXW_CHART_MARKER_TRIANGLE
      case .cross: LXW_CHART_MARKER_X
      case .plus: LXW_CHART_MARKER_PLUS
      }
    return UInt8(type.rawValue)
  }
}
