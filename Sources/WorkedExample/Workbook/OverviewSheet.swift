import Numerals
import Figures
import Publishing
import TextFormats
import Backprop
import Charts
import Workbook

/// The first sheet: what the book is, where everything stands, and what came out.
struct OverviewSheet {
  let example: WorkedExample
  let figures: [RenderedFigure]

  private static let tableRow = 7

  /// The cells with the first and the last loss of a rate.
  static func lossCells(rate index: Int) -> CellRange {
    CellRange(
      sheet: ExampleLayout.overview, CellAddress(row: tableRow + index, column: 1),
      CellAddress(row: tableRow + index, column: 2))
  }

  /// The sheet.
  ///
  /// - Throws: `BookError` when a picture is no PNG file.
  func sheet() throws(BookError) -> Sheet {
    var sheet = Sheet(ExampleLayout.overview)
    addText(to: &sheet)
    addResults(to: &sheet)
    let row = addMaking(to: &sheet, row: Self.tableRow + example.tables.count + 3)
    try addPictures(to: &sheet, row: row + 1)
    // Programs do not agree on how high a row is that says nothing of its height, and a picture is
    // held by the rows below it.
    for row in row..<row + 40 where sheet.heights[row] == nil { sheet.heights[row] = 15.75 }
    sheet.widths = [
      0: .characters(16), 1: .characters(14), 2: .characters(14), 3: .characters(14),
      4: .characters(14), 5: .characters(20), 6: .characters(ExampleStyles.reasonWidth),
    ]
    sheet.heights[0] = 32
    sheet.heights[Self.tableRow - 1] = 22
    sheet.tab = Color(0x1F3864)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true)
    return sheet
  }

  private func addText(to sheet: inout Sheet) {
    let settings = example.settings
    sheet.set(
      "A1", .text("Backpropagation, live"), style: ExampleStyles.title.with { $0.size = 22 })
    let source =
      settings.networkFile.map { "described in \($0.name)" }
      ?? "the article's worked example"
    sheet.set(
      "A2",
      .text(
        "A \(settings.network.summary) network (\(source)), trained for "
          + "\(FixedText.counted(settings.epochs, "epoch")). Forward pass, "
          + "gradients and updates are formulas. Losses and epochs below follow what you change; "
          + "verdicts, reasons and pictures are those of the book as it was made."),
      style: ExampleStyles.subtitle)
    sheet.set("A4", .text("Sheets"), style: ExampleStyles.label)
    let sheets = [
      (ExampleLayout.inputs, "values that may be changed"),
      (ExampleLayout.derivation, "the six steps"), (ExampleLayout.sweep, "rates compared"),
      (ExampleLayout.errata, "the article's contradictions"),
    ]
    for (index, entry) in sheets.enumerated() {
      sheet.set(
        CellAddress(row: 3, column: index + 1),
        .link(
          Link(to: CellRange(sheet: entry.0, "A1"), text: entry.0, tip: entry.1)),
        style: ExampleStyles.link)
    }
  }

  private func addResults(to sheet: inout Sheet) {
    sheet.setRow(
      CellAddress(row: Self.tableRow - 1, column: 0),
      [
        "sheet", "first loss", "last loss", "epochs to 10 %", "epochs to 1 %",
        "verdict when made", "why",
      ].map { .text($0) },
      style: ExampleStyles.tableHead)
    sheet[row: Self.tableRow - 1, column: 6] = Cell(
      .text("why"), style: ExampleStyles.tableHead.with { $0.horizontal = .left })
    guard let loss = example.description.index(of: .totalError) else { return }
    for (index, diagnosis) in example.diagnoses.enumerated() {
      let summary = diagnosis.summary
      let row = Self.tableRow + index
      let name = ExampleLayout.sheetName(learningRate: summary.learningRate)
      let style = CellStyle(
        horizontal: .centre, vertical: .centre, borders: ExampleStyles.cellBorder)
      func place(_ epoch: Int) -> String {
        ExampleLayout.place(column: loss, epoch: epoch, learningRate: summary.learningRate)
      }
      sheet.set(
        CellAddress(row: row, column: 0),
        .link(Link(to: CellRange(sheet: name, "A1"), text: name, tip: "To the table")),
        style: ExampleStyles.link.with {
          $0.horizontal = .centre
          $0.vertical = .centre
          $0.borders = ExampleStyles.cellBorder
        })
      sheet.set(
        CellAddress(row: row, column: 1), .formula(Formula(place(1), number: summary.first)),
        style: style.with { $0.numberFormat = ExampleStyles.loss })
      sheet.set(
        CellAddress(row: row, column: 2),
        .formula(Formula(place(summary.epochs), number: summary.last)),
        style: style.with { $0.numberFormat = ExampleStyles.loss })
      for offset in 0..<2 {
        sheet.set(
          CellAddress(row: row, column: 3 + offset),
          SweepSheet(example: example).reach(rate: index, offset), style: style)
      }
      let isRecommended = example.recommendation?.learningRate == summary.learningRate
      sheet.set(
        CellAddress(row: row, column: 5), .text(diagnosis.outcome.rawValue),
        style: isRecommended
          ? ExampleStyles.good.with {
            $0.horizontal = .centre
            $0.vertical = .centre
            $0.borders = ExampleStyles.cellBorder
          } : style)
      sheet.set(
        CellAddress(row: row, column: 6), .text(diagnosis.reason),
        style: ExampleStyles.reason)
      sheet.heights[row] = ExampleStyles.reasonHeight(diagnosis.reason)
    }
    // The first and the last loss.
    sheet.conditionalFormats += ExampleStyles.fitting(
      in: CellRange(
        CellAddress(row: Self.tableRow, column: 1),
        CellAddress(row: Self.tableRow + example.tables.count - 1, column: 2)))
    sheet.set(
      CellAddress(row: Self.tableRow + example.tables.count + 1, column: 0),
      .text(ExampleLayout.conclusion(example)), style: ExampleStyles.label)
  }

  /// Says how the book was made; returns the row below.
  private func addMaking(to sheet: inout Sheet, row: Int) -> Int {
    let settings = example.settings
    let gradients =
      settings.gradients == .derived
      ? "derived: the chain rule" : "published: with the article's slip in ∂E/∂w3 and ∂E/∂w4"
    var lines = [
      ("made by", "\(Program.name) \(Program.version), report backprop"),
      ("gradients", gradients),
      (
        "rates",
        settings.learningRates.map { NumberText.shortest($0) }.joined(separator: ", ")
      ),
    ]
    if let file = settings.networkFile {
      lines.append(("network", "\(file.name), SHA-256 \(file.sha256)"))
    }
    for (index, line) in lines.enumerated() {
      sheet.set(
        CellAddress(row: row + index, column: 0), .text(line.0), style: ExampleStyles.label)
      sheet.set(
        CellAddress(row: row + index, column: 1), .text(line.1), style: ExampleStyles.plain)
    }
    return row + lines.count + addDisagreement(to: &sheet, row: row + lines.count)
  }

  /// Writes the largest disagreement of all sheets, by formula; returns the number of rows.
  private func addDisagreement(to sheet: inout Sheet, row: Int) -> Int {
    let cells = example.tables.compactMap {
      RateSheet(example: example, table: $0).disagreementCell?.a1
    }
    guard !cells.isEmpty, example.tables.contains(where: example.isCheckedThroughout) else {
      return 0
    }
    sheet.set(CellAddress(row: row, column: 0), .text("checked"), style: ExampleStyles.label)
    sheet.set(
      CellAddress(row: row, column: 1),
      .formula(
        Formula(
          "MAX(\(cells.joined(separator: ",")))",
          number: example.tables.filter(example.isCheckedThroughout)
            .map(example.largestDisagreement(in:)).reduce(0, max))),
      style: ExampleStyles.plain.with {
        $0.numberFormat = .scientific(decimals: 2)
        $0.horizontal = .left
      })
    let words =
      "the largest disagreement of a gradient with its central difference, both in formulas"
    let unchecked = example.tables.count { !example.isCheckedThroughout($0) }
    let count = "\(cells.count)-COUNT(\(cells.joined(separator: ",")))"
    let more = "; not everywhere on this many sheets: "
    sheet.set(
      CellAddress(row: row, column: 2),
      .formula(
        Formula(
          "\"\(words)\"&IF(\(count)>0,\"\(more)\"&(\(count)),\"\")",
          text: words + (unchecked > 0 ? "\(more)\(unchecked)" : ""))),
      style: ExampleStyles.plain)
    return 1
  }

  /// Places the figures side by side, as wide as the sheet's table together.
  private func addPictures(to sheet: inout Sheet, row: Int) throws(BookError) {
    var left = 4
    for figure in figures {
      var picture = try Picture(
        png: figure.png2x, at: CellAddress(row: row, column: 0), density: 2,
        offsetX: left, altText: figure.altText)
      let scale = min(1, Self.pictureWidth / picture.width)
      picture.width *= scale
      picture.height *= scale
      sheet.pictures.append(picture)
      left += Int(picture.width.rounded(.up)) + 16
    }
  }

  /// The largest width of a picture, in pixels.
  private static let pictureWidth = 560.0
}
