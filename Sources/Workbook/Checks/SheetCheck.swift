import Charts

/// Checks one sheet against the limits of Excel.
struct SheetCheck {
  let sheet: Sheet
  /// The names of all sheets.
  let known: Set<String>

  func run() throws(BookError) {
    try checkCells()
    try checkBlocks()
    try checkMerges()
    try checkLayout()
    try checkRules()
    try checkCounts()
    for image in sheet.images {
      try onSheet(image.anchor, "An image at \(image.anchor)")
      guard PNGHeader(image.png) != nil else { throw .notAnImage(image.altText) }
      guard image.width > 0, image.height > 0, image.width + image.height < 1e5 else {
        throw .setting(
          "an image of \(image.width) × \(image.height) pixels", sheet: sheet.name)
      }
      try TextCheck.check(image.altText, "The text of an image", limit: 4_096)
    }
    for chart in sheet.charts { try check(chart) }
  }

  /// Limits of Excel's published list that count things of a sheet.
  private func checkCounts() throws(BookError) {
    let links = sheet.cells.values.count { if case .link = $0.content { true } else { false } }
    guard links <= Self.linkLimit else {
      throw .tooMany("links on sheet \"\(sheet.name)\"", links, Self.linkLimit)
    }
    for groups in [sheet.columnGroups, sheet.rowGroups] {
      var changes: [Int: Int] = [:]
      for group in groups {
        changes[group.members.lowerBound, default: 0] += 1
        changes[group.members.upperBound + 1, default: 0] -= 1
      }
      var level = 0
      for place in changes.keys.sorted() {
        level += changes[place] ?? 0
        guard level <= Self.outlineLimit else {
          throw .tooMany("levels of groups on sheet \"\(sheet.name)\"", level, Self.outlineLimit)
        }
      }
    }
  }

  /// The most links of a sheet.
  private static let linkLimit = 65_530
  /// The most levels of groups inside each other.
  private static let outlineLimit = 7
  /// The most line feeds of a cell's text.
  private static let lineFeedLimit = 253

  private func checkLines(_ text: String, _ what: @autoclosure () -> String) throws(BookError) {
    guard text.utf8.count > Self.lineFeedLimit else { return }
    let lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
    guard lines <= Self.lineFeedLimit else {
      throw .tooMany("line feeds in \(what())", lines, Self.lineFeedLimit)
    }
  }

  private func checkCells() throws(BookError) {
    for (address, cell) in sheet.cells {
      try onSheet(address, "Cell \(address)")
      let what = "Cell \(address) of sheet \"\(sheet.name)\""
      switch cell.content {
      case .text(let text):
        try TextCheck.check(text, what, limit: TextCheck.cellLimit, controls: true)
        try checkLines(text, what)
      case .formula(let formula):
        try check(formula.text, what)
        if formula.isArray, case .text = formula.result.storable {
          throw .setting(
            "an array formula whose result is not a number: \(what)", sheet: sheet.name)
        }
        if formula.isArray, sheet.merged.contains(where: { $0.contains(address) }) {
          throw .setting("an array formula in joined cells: \(what)", sheet: sheet.name)
        }
        if case .text(let text) = formula.result {
          try TextCheck.check(text, what, limit: TextCheck.cellLimit)
        }
      case .link(let link):
        try TextCheck.check(link.text, what, limit: TextCheck.cellLimit, controls: true)
        if let tip = link.tip { try TextCheck.check(tip, "The tip of \(what)", limit: 255) }
        try check(link.target, what)
      case .blank, .number, .boolean: break
      }
      if let note = cell.note {
        try TextCheck.check(note.text, "The note on \(what)", limit: TextCheck.cellLimit)
      }
    }
  }

  private func check(_ target: Link.Target, _ what: String) throws(BookError) {
    switch target {
    case .web(let address): try TextCheck.check(address, "The link of \(what)", limit: 2_079)
    case .cells(let range):
      guard let name = range.sheet, known.contains(name) else {
        throw .unknownSheet(range.sheet ?? "", in: what)
      }
    }
  }

  private func check(_ formula: String, _ what: String) throws(BookError) {
    guard !formula.isEmpty else { throw .setting("an empty formula: \(what)", sheet: sheet.name) }
    try TextCheck.check(formula, "The formula of \(what)", limit: TextCheck.formulaLimit)
    let shape = FormulaShape(formula)
    guard shape.depth <= FormulaShape.depthLimit else {
      throw .tooMany("levels of parentheses in \(what)", shape.depth, FormulaShape.depthLimit)
    }
    guard shape.arguments <= FormulaShape.argumentLimit else {
      throw .tooMany(
        "arguments of a function in \(what)", shape.arguments, FormulaShape.argumentLimit)
    }
  }

  private func checkBlocks() throws(BookError) {
    var byColumn: [Int: [Range<Int>]] = [:]
    for block in sheet.blocks where block.content.count > 0 {
      let first = CellAddress(row: block.firstRow, column: block.column)
      try onSheet(first, "The column from \(first)")
      try onSheet(
        first.moved(rows: block.content.count - 1),
        "The column of \(block.content.count) cells from \(first)")
      switch block.content {
      case .numbers: break
      case .formulas(let template, _):
        guard template.staysOnSheet(rows: block.rows) else {
          throw .offSheet("A reference of the formulas from \(first)", sheet: sheet.name)
        }
        try check(template.text(row: block.rows.upperBound - 1), "the column from \(first)")
      case .texts(let texts):
        for text in texts {
          try TextCheck.check(
            text, "A cell below \(first)", limit: TextCheck.cellLimit, controls: true)
          try checkLines(text, "a cell below \(first)")
        }
      }
      if let other = byColumn[block.column]?.first(where: { $0.overlaps(block.rows) }) {
        let row = max(other.lowerBound, block.firstRow)
        throw .doubleCell(CellAddress(row: row, column: block.column), sheet: sheet.name)
      }
      byColumn[block.column, default: []].append(block.rows)
    }
    for address in sheet.cells.keys
    where byColumn[address.column]?.contains(where: { $0.contains(address.row) }) ?? false {
      throw .doubleCell(address, sheet: sheet.name)
    }
  }

  private func checkMerges() throws(BookError) {
    for (index, range) in sheet.merged.enumerated() {
      try onSheet(range.last, "The merged range \(range)")
      guard !range.isOneCell else {
        throw .setting("\(range) merged; a range of one cell cannot be", sheet: sheet.name)
      }
      if sheet.merged[..<index].contains(where: { $0.overlaps(range) }) {
        throw .overlappingMerge(range.a1, sheet: sheet.name)
      }
      for block in sheet.blocks {
        if let cells = block.range, cells.overlaps(range) {
          throw .overlappingMerge(range.a1, sheet: sheet.name)
        }
      }
      for address in sheet.cells.keys where range.contains(address) && address != range.first {
        if sheet.cells[address]?.content != .blank {
          throw .doubleCell(address, sheet: sheet.name)
        }
      }
    }
  }

  private func checkLayout() throws(BookError) {
    guard (10...400).contains(sheet.zoom) else {
      throw .setting("a zoom of \(sheet.zoom) per cent; allowed are 10 to 400", sheet: sheet.name)
    }
    for (row, height) in sheet.heights {
      try onSheet(CellAddress(row: row, column: 0), "Row \(row + 1)")
      guard (0...409).contains(height) else {
        throw .setting("a row \(height) points high; allowed are 0 to 409", sheet: sheet.name)
      }
    }
    for (column, width) in sheet.widths {
      try onSheet(CellAddress(row: 0, column: column), "Column \(column + 1)")
      if case .characters(let characters) = width, !(0...255).contains(characters) {
        throw .setting("a column \(characters) wide; allowed are 0 to 255", sheet: sheet.name)
      }
    }
    for group in sheet.columnGroups {
      try onSheet(CellAddress(row: 0, column: group.members.upperBound + 1), "A group of columns")
    }
    for group in sheet.rowGroups {
      try onSheet(CellAddress(row: group.members.upperBound + 1, column: 0), "A group of rows")
    }
    guard (10...400).contains(sheet.print.scale) else {
      throw .setting(
        "a print scale of \(sheet.print.scale) per cent; allowed are 10 to 400", sheet: sheet.name)
    }
    let margins = sheet.print.margins
    for margin in [margins.left, margins.right, margins.top, margins.bottom] {
      guard (0..<5).contains(margin) else {
        throw .setting(
          "a margin of \(margin) inches; allowed are 0 to less than 5", sheet: sheet.name)
      }
    }
    // Excel takes 1,023 breaks; those of the first row or column would begin no page.
    for (breaks, limit) in [
      (sheet.print.rowBreaks, CellAddress.rowLimit),
      (sheet.print.columnBreaks, CellAddress.columnLimit),
    ] {
      guard breaks.count <= 1_023, breaks.allSatisfy({ (1..<limit).contains($0) }) else {
        throw .setting("page breaks beyond Excel's 1,023, or off the sheet", sheet: sheet.name)
      }
    }
    try TextCheck.check(sheet.print.header, "The header of \"\(sheet.name)\"", limit: 255)
    try TextCheck.check(sheet.print.footer, "The footer of \"\(sheet.name)\"", limit: 255)
  }

  private func checkRules() throws(BookError) {
    for rule in sheet.validations {
      let what = "The rule for \(rule.range) of sheet \"\(sheet.name)\""
      try onSheet(rule.range.last, what)
      try TextCheck.check(rule.title, "The heading of \(what)", limit: 32)
      try TextCheck.check(rule.hint, "The hint of \(what)", limit: 255)
      try TextCheck.check(rule.complaint, "The complaint of \(what)", limit: 255)
      switch rule.rule {
      case .oneOf(let choices):
        guard !choices.isEmpty else {
          throw .setting("an empty list of choices", sheet: sheet.name)
        }
        try TextCheck.check(choices.joined(separator: ","), "The choice of \(what)", limit: 255)
      case .formula(let formula): try TextCheck.check(formula, what, limit: 255)
      case .number, .numberAbove, .wholeNumber: break
      }
    }
    for format in sheet.conditionalFormats {
      try onSheet(format.range.last, "The rule for \(format.range)")
    }
  }

  private func check(_ chart: NativeChart) throws(BookError) {
    let title = chart.chart.title
    try onSheet(chart.anchor, "A chart at \(chart.anchor)")
    try TextCheck.check(chart.altText, "The text of the chart \"\(title)\"", limit: 4_096)
    guard chart.sources.count == chart.chart.series.count, !chart.sources.isEmpty else {
      throw .chart(
        title,
        fault: "it has \(chart.chart.series.count) series and cells for \(chart.sources.count)"
      )
    }
    guard chart.sources.count <= NativeChart.seriesLimit else {
      throw .tooMany(
        "series of the chart \"\(title)\"", chart.sources.count, NativeChart.seriesLimit)
    }
    for (series, source) in zip(chart.chart.series, chart.sources) {
      for range in [source.x, source.y] {
        guard let name = range.sheet, known.contains(name) else {
          throw .unknownSheet(range.sheet ?? "", in: "The chart \"\(title)\"")
        }
        try onSheet(range.last, "The range \(range) of the chart \"\(title)\"")
        let count = range.rowCount * range.columnCount
        guard count == series.y.count, count <= NativeChart.pointLimit else {
          throw .chart(
            title,
            fault: "series \"\(series.name)\" has \(series.y.count) points, \(range) has "
              + "\(count) cells, and Excel draws at most "
              + "\(NativeChart.pointLimit)")
        }
      }
    }
  }

  private func onSheet(_ address: CellAddress, _ what: @autoclosure () -> String)
    throws(BookError)
  {
    guard address.isOnSheet else { throw .offSheet(what(), sheet: sheet.name) }
  }
}
