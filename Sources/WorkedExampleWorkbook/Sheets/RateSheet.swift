import Backprop
import Charts
import Workbook
import WorkedExample

/// The sheet of one learning rate: a live table, check columns, a chart.
struct RateSheet {
  let example: WorkedExample
  let table: Table
  let layout: ExampleLayout
  /// Whether another sheet checks the gradients of this table that have no check column.
  let hasGradientCheck: Bool

  var description: TableDescription { example.description }
  var name: String { ExampleLayout.sheetName(learningRate: table.learningRate) }

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(name)
    addTop(to: &sheet)
    addHeader(to: &sheet)
    addTable(to: &sheet)
    addDifferences(to: &sheet)
    addChart(to: &sheet)
    layOut(&sheet)
    return sheet
  }

  // MARK: - Parts

  private func addHeader(to sheet: inout Sheet) {
    let row = ExampleLayout.headerRow
    sheet.set(
      CellAddress(row: row, column: ExampleLayout.epochColumn), .text("epoch"),
      style: ExampleStyles.tableHead)
    sheet.set(
      CellAddress(row: row - 1, column: ExampleLayout.epochColumn), .blank,
      style: ExampleStyles.tableHead)
    for (index, column) in example.columns.enumerated() {
      let address = CellAddress(row: row, column: ExampleLayout.column(of: index))
      sheet.set(
        address, .text(column.symbol.name), style: ExampleStyles.head(column.role),
        note: HeaderNote(example: example, table: table).note(column))
    }
    var start = 0
    while start < example.columns.count {
      let role = example.columns[start].role
      let end = example.columns[start...].firstIndex { $0.role != role } ?? example.columns.count
      sheet.setMerged(
        CellRange(
          CellAddress(row: row - 1, column: ExampleLayout.column(of: start)),
          CellAddress(row: row - 1, column: ExampleLayout.column(of: end - 1))),
        .text(ExampleStyles.name(role)), style: ExampleStyles.band(role))
      start = end
    }
  }

  private func addTable(to sheet: inout Sheet) {
    let first = ExampleLayout.firstRow
    sheet.blocks.append(
      ColumnBlock(
        column: ExampleLayout.epochColumn, firstRow: first,
        .numbers((0..<table.rows).map { Double($0 / table.stepsPerEpoch + 1) }),
        style: ExampleStyles.epoch))
    for (index, column) in example.columns.enumerated() {
      let values = Array(table.column(at: index))
      let place = ExampleLayout.column(of: index)
      let style = ExampleStyles.body(column.role)
      guard column.initial != column.recurrence else {
        sheet.blocks.append(
          ColumnBlock(
            column: place, firstRow: first,
            .formulas(template(column, row: first), results: values), style: style))
        continue
      }
      let initial =
        column.initialValue == nil
        ? column.initial.text(notation(row: first)) : layout.reference(to: column.symbol)
      sheet.set(
        CellAddress(row: first, column: place), .formula(Formula(initial, number: values[0])),
        style: style)
      guard values.count > 1 else { continue }
      sheet.blocks.append(
        ColumnBlock(
          column: place, firstRow: first + 1,
          .formulas(template(column, row: first + 1), results: Array(values.dropFirst())),
          style: style))
    }
  }

  /// A column's formula as it stands in one row, ready to be filled downwards.
  private func template(_ column: Column, row: Int) -> FormulaTemplate {
    let notation = notation(row: row)
    let text = column.recurrence.text(notation)
    let parameter = description.parameters.first { $0.differenceQuotient == column.symbol }
    guard column.role == .check, let parameter else {
      return FormulaTemplate(text, writtenForRow: row)
    }
    let weight = ScalarExpression.current(parameter).text(notation)
    return FormulaTemplate(
      "IF(ABS(\(weight))>\(Int(WorkedExample.checkedMagnitude)),\"NaN\",\(text))",
      writtenForRow: row)
  }

  /// How a row's formulas refer to quantities and settings.
  private func notation(row: Int) -> SpreadsheetNotation {
    SpreadsheetNotation(guardsUnderflow: description.network.canUnderflow) { symbol, place in
      switch place {
      case .setting:
        if symbol == .checkStep { return ExampleLayout.checkStepName }
        return symbol == .learningRate || symbol == .initialLearningRate
          ? CellRange(ExampleLayout.learningRateCell).absolute : ExampleLayout.settingName(symbol)
      case .same, .before:
        let column = ExampleLayout.column(of: description.index(of: symbol) ?? 0)
        return CellAddress(row: place == .before ? row - 1 : row, column: column).a1
      }
    }
  }

  var hasChart: Bool { table.epochs <= NativeChart.pointLimit }

  var chartAnchor: CellAddress {
    CellAddress(
      row: ExampleLayout.firstRow, column: ExampleLayout.column(of: example.columns.count) + 1)
  }

  private func addChart(to sheet: inout Sheet) {
    guard hasChart, let loss = description.index(of: .totalError) else { return }
    let chart = example.lossChart(table, theme: .article)
    let rows = layout.tableRows
    let index = layout.learningRates.firstIndex(of: table.learningRate) ?? 0
    let source: NativeChart.Source =
      table.stepsPerEpoch == 1
      ? .init(
        x: CellRange(sheet: name, column: ExampleLayout.epochColumn, rows: rows),
        y: CellRange(sheet: name, column: ExampleLayout.column(of: loss), rows: rows))
      : .init(
        x: CellRange(sheet: ExampleLayout.sweep, column: 0, rows: layout.sweepRows),
        y: layout.sweepLosses(rate: index))
    sheet.charts = [
      NativeChart(
        chart, sources: [source], at: chartAnchor, offsetY: 4, followsData: true,
        altText: chart.altText)
    ]
  }

  private func layOut(_ sheet: inout Sheet) {
    let last = ExampleLayout.column(of: example.columns.count - 1)
    let lastWritten = ExampleLayout.column(of: description.columns.count - 1)
    sheet.widths[ExampleLayout.epochColumn] = .characters(9)
    for (index, column) in example.columns.enumerated() {
      sheet.widths[ExampleLayout.column(of: index)] = .characters(ExampleLayout.width(of: column))
    }
    sheet.columnGroups = layout.sampleGroups
    if !layout.checkIndices.isEmpty {
      sheet.columnGroups.append(OutlineGroup(lastWritten + 1...last, collapsed: true))
    }
    if let given = example.description.columns.firstIndex(where: { $0.role == .weight }) {
      sheet.conditionalFormats += ExampleStyles.fitting(
        in: CellRange(
          CellAddress(row: ExampleLayout.firstRow, column: ExampleLayout.column(of: given)),
          CellAddress(row: layout.lastRow, column: last)))
    }
    sheet.heights = [0: 26, ExampleLayout.headerRow: 22]
    sheet.frozen = CellAddress(row: ExampleLayout.firstRow, column: 1)
    sheet.tab = Color(0x4472C4)
    sheet.print = PrintSetup(
      landscape: true, fitsOnePageWide: false,
      repeatedRows: ExampleLayout.headerRow - 1...ExampleLayout.headerRow,
      repeatedColumns: 0...0,
      area: CellRange("A1", CellAddress(row: layout.lastRow, column: lastPrinted)))
    let pages = layout.pages
    sheet.print.scale = PageBreaks.scale(forWidth: pages.map(\.width).max() ?? 1)
    sheet.print.columnBreaks =
      pages.dropFirst().map(\.first) + (hasChart ? [chartAnchor.column] : [])
  }

  /// The last column that is printed: the chart's, about as wide as it is.
  private var lastPrinted: Int {
    hasChart ? chartAnchor.column + 9 : ExampleLayout.column(of: description.columns.count - 1)
  }
}
