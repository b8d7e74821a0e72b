import CXlsxWriter

extension SheetEmitter {
  /// Sets what must be known before the first row: columns, panes, paper.
  func emitLayout() throws(BookError) {
    try setColumns()
    if let frozen = sheet.frozen {
      worksheet_freeze_panes(pointer, lxw_row_t(frozen.row), lxw_col_t(frozen.column))
    }
    if let tab = sheet.tab { worksheet_set_tab_color(pointer, tab.code) }
    worksheet_set_zoom(pointer, UInt16(sheet.zoom))
    if !sheet.showsGridlines {
      worksheet_gridlines(pointer, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    }
    if let filter = sheet.filter {
      try worksheet_autofilter(
        pointer, lxw_row_t(filter.first.row), lxw_col_t(filter.first.column),
        lxw_row_t(filter.last.row), lxw_col_t(filter.last.column)
      ).check("worksheet_autofilter for \(filter) of \(sheet.name)")
    }
    try setPaper()
  }

  private func setColumns() throws(BookError) {
    var levels: [Int: UInt8] = [:]
    var collapsed: Set<Int> = []
    var hidden = sheet.hiddenColumns
    for group in sheet.columnGroups {
      for column in group.members {
        levels[column, default: 0] += 1
        if group.isCollapsed { hidden.insert(column) }
      }
      if group.isCollapsed { collapsed.insert(group.members.upperBound + 1) }
    }
    let columns = Set(sheet.widths.keys).union(levels.keys).union(collapsed).union(hidden)
    let fitted = FittedWidths(sheet)
    for column in columns.sorted() {
      var options = lxw_row_col_options(
        hidden: hidden.contains(column) ? 1 : 0, level: levels[column] ?? 0,
        collapsed: collapsed.contains(column) ? 1 : 0)
      try worksheet_set_column_opt(
        pointer, lxw_col_t(column), lxw_col_t(column), fitted.width(of: column), nil, &options
      ).check("worksheet_set_column_opt for column \(column + 1) of \(sheet.name)")
    }
  }

  private func setPaper() throws(BookError) {
    let setup = sheet.print
    worksheet_set_paper(pointer, setup.paper.code)
    worksheet_set_margins(
      pointer, setup.margins.left, setup.margins.right, setup.margins.top, setup.margins.bottom)
    if setup.isLandscape { worksheet_set_landscape(pointer) }
    if setup.fitsOnePageWide {
      worksheet_fit_to_pages(pointer, 1, setup.fitsOnePageHigh ? 1 : 0)
    } else {
      worksheet_set_print_scale(pointer, UInt16(clamping: setup.scale))
    }
    // A list of breaks ends with 0.
    if !setup.rowBreaks.isEmpty {
      var breaks = setup.rowBreaks.map { lxw_row_t($0) } + [0]
      try worksheet_set_h_pagebreaks(pointer, &breaks)
        .check("worksheet_set_h_pagebreaks of \(sheet.name)")
    }
    if !setup.columnBreaks.isEmpty {
      var breaks = setup.columnBreaks.map { lxw_col_t($0) } + [0]
      try worksheet_set_v_pagebreaks(pointer, &breaks)
        .check("worksheet_set_v_pagebreaks of \(sheet.name)")
    }
    if let rows = setup.repeatedRows {
      try worksheet_repeat_rows(pointer, lxw_row_t(rows.lowerBound), lxw_row_t(rows.upperBound))
        .check("worksheet_repeat_rows of \(sheet.name)")
    }
    if let columns = setup.repeatedColumns {
      try worksheet_repeat_columns(
        pointer, lxw_col_t(columns.lowerBound), lxw_col_t(columns.upperBound)
      ).check("worksheet_repeat_columns of \(sheet.name)")
    }
    if let area = setup.area {
      try worksheet_print_area(
        pointer, lxw_row_t(area.first.row), lxw_col_t(area.first.column),
        lxw_row_t(area.last.row), lxw_col_t(area.last.column)
      ).check("worksheet_print_area of \(sheet.name)")
    }
    if !setup.header.isEmpty {
      try worksheet_set_header(pointer, setup.header).check("worksheet_set_header")
    }
    if !setup.footer.isEmpty {
      try worksheet_set_footer(pointer, setup.footer).check("worksheet_set_footer")
    }
  }
}

extension PrintSetup.Paper {
  /// The paper's number in the file, as ECMA-376, part 1, lists them at 18.3.1.63.
  fileprivate var code: UInt8 {
    switch self {
    case .letter: 1
    case .a3: 8
    case .a4: 9
    }
  }
}
