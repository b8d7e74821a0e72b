import Backprop
import Charts
import Workbook

/// The sheet of one learning rate: a live table, check columns, a chart.
struct RateSheet {
  let example: WorkedExample
  let table: Table

  private var description: TableDescription { example.description }
  private var name: String { ExampleLayout.sheetName(learningRate: table.learningRate) }
  private var lastRow: Int { ExampleLayout.firstRow + table.epochs - 1 }
  private var checkCount: Int { example.columns.count - description.columns.count }

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(name)
    addTop(to: &sheet)
    addHeader(to: &sheet)
    addTable(to: &sheet)
    addChart(to: &sheet)
    layOut(&sheet)
    return sheet
  }

  /// The names that this sheet alone knows.
  var names: [DefinedName] {
    [
      DefinedName(
        ExampleLayout.learningRateName,
        for: CellRange(sheet: name, ExampleLayout.learningRateCell), scope: name)
    ]
  }

  /// The cell with the largest disagreement of a gradient with its check; nil without checks.
  var disagreementCell: CellRange? {
    guard checkCount > 0 else { return nil }
    var line = TopLine(row: 2, widths: example.columns.map(Self.width(of:)))
    for width in [24.0, 13, 46] { _ = line.next(width) }
    return CellRange(sheet: name, line.next(Self.disagreementWidth).first)
  }

  // MARK: - Parts

  private func addTop(to sheet: inout Sheet) {
    let rate = NumberText.shortest(table.learningRate)
    sheet.set("A1", .text("η"), style: ExampleStyles.label.with { $0.horizontal = .centre })
    sheet.set(
      ExampleLayout.learningRateCell, .number(table.learningRate), style: ExampleStyles.editable)
    sheet.set(
      "B1",
      ExampleLayout.joined(
        "Learning rate ", ExampleLayout.learningRateName, table.learningRate),
      style: ExampleStyles.title)
    sheet.set(
      "B2",
      .text(
        "Each row is one epoch, every number a formula. Change η (gold frame) here, or inputs, targets "
          + "and initial weights on the sheet Inputs: the table, the chart and the sweep follow."),
      style: ExampleStyles.subtitle)
    var line = TopLine(row: 2, widths: example.columns.map(Self.width(of:)))
    sheet.setMerged(
      line.next(24), .text("Loss in the last epoch"), style: ExampleStyles.label)
    if let loss = description.index(of: .totalError) {
      let cell = CellAddress(row: lastRow, column: ExampleLayout.column(of: loss))
      let range = line.next(13)
      sheet.setMerged(
        range, .formula(Formula(cell.a1, number: table[table.epochs - 1, loss])),
        style: CellStyle(bold: true, numberFormat: ExampleStyles.loss, horizontal: .left))
      sheet.conditionalFormats += ExampleStyles.fitting(in: range)
    }
    if checkCount > 0 {
      sheet.setMerged(
        line.next(46), .text("Largest disagreement of a gradient with its check"),
        style: ExampleStyles.label)
      let range = line.next(Self.disagreementWidth)
      let formula = "IFERROR(\(disagreement),\"\(Self.unchecked)\")"
      sheet.setMerged(
        range,
        .formula(
          example.isCheckedThroughout(table)
            ? Formula(formula, number: example.largestDisagreement(in: table))
            : Formula(formula, text: Self.unchecked)),
        style: CellStyle(bold: true, numberFormat: .scientific(decimals: 2), horizontal: .left))
      sheet.conditionalFormats += [
        ConditionalFormat(range, .above(Self.tolerance, ExampleStyles.bad)),
        ConditionalFormat(range, .atMost(Self.tolerance, ExampleStyles.good)),
      ]
    }
    if checkCount == 0 {
      sheet.setMerged(
        line.next(46), .text("No check columns: the table is too large for them"),
        style: ExampleStyles.subtitle)
    }
    if hasChart {
      sheet.setMerged(
        line.next(13),
        .link(
          Link(to: CellRange(sheet: name, chartAnchor), text: "Loss chart →", tip: "To the chart")),
        style: ExampleStyles.link)
    }
    sheet.setMerged(
      line.next(13),
      .link(ExampleLayout.backLink),
      style: ExampleStyles.link)
    sheet.validations = [
      Validation(
        CellRange(ExampleLayout.learningRateCell), .numberAbove(0), title: "Learning rate",
        hint: "How far each epoch moves the weights against their gradients. The book was made "
          + "with \(rate).",
        complaint: "A learning rate is a number above zero.")
    ]
  }

  /// The room for the largest disagreement, in characters.
  private static let disagreementWidth = 16.0

  /// What stands for the largest disagreement where a weight is too large for a check.
  private static let unchecked = "not everywhere"

  /// Above this, a gradient and its check differ by more than rounding and the step explain.
  static let tolerance = 1e-8

  /// The largest difference, run by run of gradients that have check columns.
  private var disagreement: String {
    var parts: [String] = []
    for check in description.columns.count..<example.columns.count {
      let parameter = description.parameters.first {
        $0.differenceQuotient == example.columns[check].symbol
      }
      guard let gradient = parameter.flatMap({ description.index(of: $0.gradient) }) else {
        continue
      }
      parts.append("SUMPRODUCT(MAX(ABS(\(cells(gradient))-\(cells(check)))))")
    }
    return "MAX(\(parts.joined(separator: ",")))"
  }

  private func cells(_ index: Int) -> String {
    CellRange(
      column: ExampleLayout.column(of: index), rows: ExampleLayout.firstRow..<lastRow + 1
    ).a1
  }

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
        .numbers((1...table.epochs).map(Double.init)),
        style: CellStyle(bold: true, fill: Color(0xF3F4F6), horizontal: .centre)))
    for (index, column) in example.columns.enumerated() {
      let values = Array(table.column(at: index))
      let place = ExampleLayout.column(of: index)
      let style = ExampleStyles.body(column.role)
      guard column.initialValue != nil else {
        sheet.blocks.append(
          ColumnBlock(
            column: place, firstRow: first,
            .formulas(template(column, row: first), results: values), style: style))
        continue
      }
      sheet.set(
        CellAddress(row: first, column: place),
        .formula(Formula(ExampleLayout.definedName(column.symbol), number: values[0])),
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
    let notation = SpreadsheetNotation { symbol, place in
      switch place {
      case .setting:
        return symbol == .checkStep
          ? ExampleLayout.checkStepName : ExampleLayout.learningRateName
      case .same, .before:
        let column = ExampleLayout.column(of: description.index(of: symbol) ?? 0)
        return CellAddress(row: place == .before ? row - 1 : row, column: column).a1
      }
    }
    let text = column.next.text(notation)
    let parameter = description.parameters.first { $0.differenceQuotient == column.symbol }
    guard column.role == .check, let parameter else {
      return FormulaTemplate(text, writtenForRow: row)
    }
    let weight = Expression.current(parameter).text(notation)
    return FormulaTemplate(
      "IF(ABS(\(weight))>\(Int(WorkedExample.checkedMagnitude)),\"NaN\",\(text))",
      writtenForRow: row)
  }

  private var hasChart: Bool { table.epochs <= NativeChart.pointLimit }

  private var chartAnchor: CellAddress {
    CellAddress(
      row: ExampleLayout.firstRow, column: ExampleLayout.column(of: example.columns.count) + 1)
  }

  private func addChart(to sheet: inout Sheet) {
    guard hasChart, let loss = description.index(of: .totalError) else { return }
    let chart = example.lossChart(table, theme: .article)
    let rows = ExampleLayout.firstRow..<lastRow + 1
    sheet.charts = [
      NativeChart(
        chart,
        sources: [
          .init(
            x: CellRange(sheet: name, column: ExampleLayout.epochColumn, rows: rows),
            y: CellRange(sheet: name, column: ExampleLayout.column(of: loss), rows: rows))
        ], at: chartAnchor, offsetY: 4, followsData: true, altText: chart.altText)
    ]
  }

  private func layOut(_ sheet: inout Sheet) {
    let last = ExampleLayout.column(of: example.columns.count - 1)
    let lastWritten = ExampleLayout.column(of: description.columns.count - 1)
    sheet.widths[ExampleLayout.epochColumn] = .characters(9)
    for (index, column) in example.columns.enumerated() {
      sheet.widths[ExampleLayout.column(of: index)] = .characters(Self.width(of: column))
    }
    if checkCount > 0 {
      sheet.columnGroups = [OutlineGroup(lastWritten + 1...last, collapsed: true)]
    }
    if let given = example.description.columns.firstIndex(where: { $0.role == .weight }) {
      sheet.conditionalFormats += ExampleStyles.fitting(
        in: CellRange(
          CellAddress(row: ExampleLayout.firstRow, column: ExampleLayout.column(of: given)),
          CellAddress(row: lastRow, column: last)))
    }
    sheet.heights = [0: 26, ExampleLayout.headerRow: 22]
    sheet.frozen = CellAddress(row: ExampleLayout.firstRow, column: 1)
    sheet.tab = Color(0x4472C4)
    sheet.print = PrintSetup(
      landscape: true, repeatedRows: ExampleLayout.headerRow - 1...ExampleLayout.headerRow,
      repeatedColumns: 0...0,
      area: CellRange("A1", CellAddress(row: lastRow, column: lastWritten)))
  }

  private static func width(of column: Column) -> Double {
    column.role == .target || column.role == .input ? 7 : 12.5
  }
}

/// Gives out pieces of a row, each of as many columns as its text needs.
private struct TopLine {
  private let row: Int
  private let widths: [Double]
  private var column = 0

  init(row: Int, widths: [Double]) {
    self.row = row
    self.widths = widths
  }

  /// The next piece, at least so many characters wide; columns beyond the table count as narrow.
  mutating func next(_ characters: Double) -> CellRange {
    let first = column
    var width = 0.0
    repeat {
      width += column < widths.count ? widths[column] : 8
      column += 1
    } while width < characters
    return CellRange(
      CellAddress(row: row, column: ExampleLayout.column(of: first)),
      CellAddress(row: row, column: ExampleLayout.column(of: column - 1)))
  }
}
