import Backprop
import Charts
import Workbook
import WorkedExample

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
    sheet.set("F1", .link(.back), style: ExampleStyles.link)
    sheet.set("A2", .text(subtitle), style: ExampleStyles.subtitle)
    var row = 3
    var blocks: [Range<Int>] = []
    for erratum in errata {
      let start = row
      add(erratum, row: &row, to: &sheet)
      blocks.append(start..<row)
    }
    sheet.widths = [
      0: .characters(4), 1: .characters(62), 2: .characters(22), 3: .characters(22),
      4: .characters(16), 5: .characters(19),
    ]
    sheet.heights[0] = 26
    sheet.frozen = "A3"
    sheet.tab = Color(0xC00000)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true, fitsOnePageWide: false, repeatedRows: 0...0)
    sheet.print.scale = PageBreaks.scale(forWidth: 145)
    sheet.print.rowBreaks = PageBreaks.rows(between: blocks, of: sheet, scale: sheet.print.scale)
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
          style: ExampleStyles.smallHead.with { $0.horizontal = column == 1 ? .left : .right })
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
      _ column: Int, _ content: CellContent, _ value: Double, _ style: CellStyle, _ note: Note?
    ) {
      let isShort = column == 2 || value == value.rounded()
      sheet[row: row, column: column] = Cell(
        content,
        style: style.with {
          $0.horizontal = .right
          $0.numberFormat = isShort ? .general : .fixed(decimals: 9)
        }, note: note)
    }
    func put(_ column: Int, _ number: Erratum.Computed?, _ style: CellStyle) {
      guard let number else { return }
      put(
        column, content(number), number.value, style,
        number.text.map { Note("= \($0)", width: 360, height: 60) })
    }
    let differs = evidence.asStated.map { $0 != evidence.correct } ?? true
    if let printed = evidence.printed { put(2, .number(printed), printed, CellStyle(), nil) }
    put(3, evidence.statement, differs ? ExampleStyles.bad : CellStyle())
    put(4, evidence.derivation, ExampleStyles.good)
    put(5, evidence.difference, CellStyle())
  }

  /// A number as a formula over the first row of the first table, where the tables hold the
  /// article's example; else as it is.
  private func content(_ number: Erratum.Computed) -> CellContent {
    guard isLive || number.expression.symbols().isEmpty, number.text != nil else {
      return .number(number.value)
    }
    let article = TableDescription.article()
    // With the published gradients the tables hold other ones than those that are right.
    let expression =
      example.settings.gradients == .derived
      ? number.expression
      : number.expression.substituting { symbol, _ in
        article[symbol].flatMap { $0.role == .gradient ? $0.recurrence : nil }
      }
    let notation = SpreadsheetNotation { symbol, row in
      if row == .setting { return ExampleLayout.checkStepName }
      return ExampleLayout.place(
        column: example.description.index(of: symbol) ?? 0, epoch: 1,
        learningRate: example.tables[0].learningRate)
    }
    return .formula(Formula(expression.text(notation), number: number.value))
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
