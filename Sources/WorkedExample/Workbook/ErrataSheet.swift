import Backprop
import Charts
import Workbook

/// The sheet with the article's contradictions and the numbers that settle them.
struct ErrataSheet {
  let example: WorkedExample
  let errata: [Erratum]

  private static let heads = [
    "", "quantity", "printed in the article", "with the slip", "derived", "numeric derivative",
  ]

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(ExampleLayout.errata)
    sheet.set("A1", .text("Where the article contradicts itself"), style: ExampleStyles.title)
    sheet.set("F1", .link(ExampleLayout.backLink), style: ExampleStyles.link)
    sheet.set("A2", .text(subtitle), style: ExampleStyles.subtitle)
    var row = 3
    for erratum in errata { add(erratum, row: &row, to: &sheet) }
    sheet.widths = [
      0: .characters(4), 1: .characters(62), 2: .characters(22), 3: .characters(22),
      4: .characters(16), 5: .characters(19),
    ]
    sheet.heights[0] = 26
    sheet.frozen = "A3"
    sheet.tab = Color(0xC00000)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true, repeatedRows: 0...0)
    return sheet
  }

  private var subtitle: String {
    let mode =
      example.settings.gradients == .derived
      ? "This book computes the gradients by the chain rule; made with --gradients published, it "
        + "would repeat the article's slip."
      : "This book was made with --gradients published and repeats the article's slip; without the "
        + "option it follows the chain rule."
    return mode
      + (isLive
        ? " Numbers of the first epoch are formulas: after a change on the sheet Inputs they are not "
          + "the printed ones any more." : "")
  }

  /// Whether the tables hold the article's example, so that the evidence can be read from them.
  private var isLive: Bool { example.settings.isArticleNetwork && !example.tables.isEmpty }

  private func add(_ erratum: Erratum, row: inout Int, to sheet: inout Sheet) {
    for column in 0..<Self.heads.count {
      sheet[row: row, column: column] = Cell(.blank, style: ExampleStyles.heading)
    }
    sheet[row: row, column: 0] = Cell(
      .text("\(erratum.number). \(erratum.title)"), style: ExampleStyles.heading)
    sheet[row: row + 1, column: 1] = Cell(.text(erratum.claim), style: ExampleStyles.plain)
    row += 2
    for line in wrapped(erratum.finding, at: 128) {
      sheet[row: row, column: 1] = Cell(
        .text(line), style: ExampleStyles.plain.with { $0.isBold = true })
      row += 1
    }
    if !erratum.evidence.isEmpty {
      let used = [
        true, true, erratum.evidence.contains { $0.printed != nil },
        erratum.evidence.contains { $0.asStated != nil }, true,
        erratum.evidence.contains { $0.numeric != nil },
      ]
      for (column, head) in Self.heads.enumerated().dropFirst() where used[column] {
        sheet[row: row, column: column] = Cell(
          .text(head),
          style: CellStyle(
            size: 9, italic: true, color: Color(0x6B7280),
            horizontal: column == 1 ? .left : .right))
      }
      row += 1
    }
    for evidence in erratum.evidence {
      add(evidence, row: row, to: &sheet)
      row += 1
    }
    row += 1
  }

  private func add(_ evidence: Erratum.Evidence, row: Int, to sheet: inout Sheet) {
    sheet[row: row, column: 1] = Cell(
      .text(evidence.quantity), style: ExampleStyles.label.with { $0.wraps = false })
    func put(
      _ column: Int, _ content: CellContent?, _ value: Double?, _ style: CellStyle = CellStyle()
    ) {
      guard let content, let value else { return }
      let isShort = column == 2 || value == value.rounded()
      sheet[row: row, column: column] = Cell(
        content,
        style: style.with {
          $0.horizontal = .right
          $0.numberFormat = isShort ? .general : .fixed(decimals: 9)
        })
    }
    let differs = evidence.asStated.map { $0 != evidence.correct } ?? true
    put(2, evidence.printed.map { .number($0) }, evidence.printed)
    put(
      3, evidence.asStated.map { asStated($0, evidence) }, evidence.asStated,
      differs ? ExampleStyles.bad : CellStyle())
    put(
      4, evidence.correct.map { correct($0, evidence) }, evidence.correct, ExampleStyles.good)
    put(5, evidence.numeric.map { numeric($0, evidence) }, evidence.numeric)
  }

  // MARK: - Live numbers

  /// The cell formula of an expression over the first row of the first table.
  private func formula(_ expression: ScalarExpression, number: Double) -> CellContent {
    let rate = example.tables[0].learningRate
    let notation = SpreadsheetNotation { symbol, row in
      if row == .setting { return ExampleLayout.checkStepName }
      return ExampleLayout.place(
        column: example.description.index(of: symbol) ?? 0, epoch: 1, learningRate: rate)
    }
    return .formula(Formula(expression.text(notation), number: number))
  }

  private func correct(_ value: Double, _ evidence: Erratum.Evidence) -> CellContent {
    guard isLive, let column = evidence.symbol.flatMap({ TableDescription.article()[$0] }) else {
      return .number(value)
    }
    let isWritten =
      example.settings.gradients == .derived || column.role != .gradient
    return formula(isWritten ? .current(column.symbol) : column.recurrence, number: value)
  }

  private func asStated(_ value: Double, _ evidence: Erratum.Evidence) -> CellContent {
    guard isLive, let symbol = evidence.symbol else { return .number(value) }
    switch symbol {
    case "a_o2": return formula(.current("o2"), number: value)
    case "E2":
      return formula(0.5 * (.current("t2") - .current("a_o1")).squared, number: value)
    case "h1": return formula(.current("w1") * 0.5 + .current("w2") * 0.05, number: value)
    default:
      guard let column = TableDescription.article(.published)[symbol] else {
        return .number(value)
      }
      return formula(column.recurrence, number: value)
    }
  }

  private func numeric(_ value: Double, _ evidence: Erratum.Evidence) -> CellContent {
    let parameter = example.description.parameters.first { $0.gradient == evidence.symbol }
    guard isLive, let parameter,
      let expression = example.description.centralDifference(
        of: parameter, step: .setting(.checkStep))
    else { return .number(value) }
    return formula(expression, number: value)
  }

  private func wrapped(_ text: String, at width: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines.count - 1
      if lines[last].count + word.count >= width {
        lines.append(String(word))
      } else {
        lines[last] += lines[last].isEmpty ? String(word) : " \(word)"
      }
    }
    return lines
  }
}
