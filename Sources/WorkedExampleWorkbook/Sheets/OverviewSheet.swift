import Backprop
import Charts
import Figures
import NetworkFiles
import Numerals
import Publishing
import SettingsFiles
import Workbook
import WorkedExample

/// The first sheet: what the book is, where everything stands, and what came out.
struct OverviewSheet {
  let example: WorkedExample
  let layout: ExampleLayout
  let figures: [RenderedFigure]
  /// The sheet that checks gradients without a check column; nil where there is none.
  let gradientCheck: GradientCheckSheet?

  typealias Place = ExampleLayout.OverviewColumn

  /// The sheet.
  ///
  /// - Throws: `BookError` when a figure is no PNG file.
  func sheet() throws(BookError) -> Sheet {
    var sheet = Sheet(ExampleLayout.overview)
    addText(to: &sheet)
    addResults(to: &sheet)
    let row = addMaking(to: &sheet, row: layout.resultEnd + 3)
    try addFigures(to: &sheet, row: row + 1)
    // Programs do not agree on how high a row is that says nothing of its height, and a figure is
    // held by the rows below it.
    for row in row..<row + 40 where sheet.heights[row] == nil { sheet.heights[row] = 15.75 }
    sheet.widths = [
      0: .characters(16), 1: .characters(14), 2: .characters(14), 3: .characters(14),
      4: .characters(14), 5: .characters(20), 6: .characters(ExampleStyles.reasonWidth),
    ]
    sheet.heights[0] = 32
    sheet.heights[ExampleLayout.firstResultRow - 1] = 22
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
      ?? (settings.isArticleNetwork
        ? "the article's worked example" : "the article's, trained in another way")
    sheet.setMerged(
      CellRange("A2", CellAddress(row: 1, column: Place.reason)),
      .text(
        "A \(settings.network.summary) network (\(source)), trained for "
          + "\(FixedText.counted(settings.epochs, "epoch")). Forward pass, "
          + "gradients and updates are formulas. Losses and epochs below follow what you change; verdicts "
          + "and reasons then give way to a dash, and figures stay those of the book as it was made."
      ),
      style: ExampleStyles.subtitle.with {
        $0.wraps = true
        $0.vertical = .top
      })
    sheet.heights[1] = 2 * Self.lineHeight
    sheet.set("A4", .text("Sheets"), style: ExampleStyles.label)
    let samples =
      layout.samples.isEmpty ? [] : [(ExampleLayout.samples, "what the network learns")]
    let sheets =
      [(ExampleLayout.inputs, "values that may be changed")] + samples + [
        (ExampleLayout.derivation, "the six steps"), (ExampleLayout.sweep, "rates compared"),
        (ExampleLayout.stability, "how large a step may be"),
      ]
      + (RegionsSheet(example: example, layout: layout).map { _ in
        [(RegionsSheet.name, "what the network makes of the plane")]
      } ?? [])
      + (FitSheet(example: example, layout: layout).map { _ in
        [(FitSheet.name, "what the network makes of other inputs")]
      } ?? [])
      + (gradientCheck.map { _ in
        [(GradientCheckSheet.name, "gradients found without the chain rule")]
      } ?? [])
      + (settings.isArticleNetwork
        ? [(ExampleLayout.errata, "the article's contradictions")] : [])
    for (index, entry) in sheets.enumerated() {
      sheet.set(
        CellAddress(row: 3, column: index + 1),
        .link(
          Link(to: CellRange(sheet: entry.0, "A1"), text: entry.0, tip: entry.1)),
        style: ExampleStyles.link)
    }
  }

  private func addResults(to sheet: inout Sheet) {
    let metrics =
      Array(layout.metrics.prefix(2)) + SweepMetric.reached.map(\.metric)
    sheet.setRow(
      CellAddress(row: ExampleLayout.firstResultRow - 1, column: 0),
      (["sheet"] + metrics.map(\.title) + ["verdict when made", "why"]).map { .text($0) },
      style: ExampleStyles.tableHead)
    sheet[row: ExampleLayout.firstResultRow - 1, column: Place.reason] = Cell(
      .text("why"), style: ExampleStyles.tableHead.with { $0.horizontal = .left })
    for index in example.diagnoses.indices { addResult(rate: index, to: &sheet) }
    sheet.conditionalFormats += ExampleStyles.fitting(
      in: CellRange(
        layout.overviewLosses(rate: 0).first,
        layout.overviewLosses(rate: example.tables.count - 1).last))
    let row = layout.conclusionCell.first.row
    sheet.setMerged(
      CellRange(layout.conclusionCell.first, CellAddress(row: row, column: Place.reason)),
      conclusion,
      style: ExampleStyles.label.with {
        $0.wraps = true
        $0.vertical = .top
      })
    let lines = (Double(Self.conclusion(of: example).count) / Self.lineLength).rounded(.up)
    sheet.heights[row] = Self.lineHeight * max(1, lines)
  }

  /// How many bold characters a line across the table has, with some room.
  private static let lineLength = 140.0
  /// The height of a line of text, in points.
  private static let lineHeight = 15.75

  /// Says how the book was made; returns the row below.
  private func addMaking(to sheet: inout Sheet, row: Int) -> Int {
    let settings = example.settings
    let gradients =
      settings.gradients == .derived
      ? "derived: the chain rule" : "published: with the article's slip in ∂E/∂w3 and ∂E/∂w4"
    var lines = [
      ("made by", "\(Program.signature), report backprop"),
      ("gradients", gradients),
      (
        "rates",
        settings.learningRates.map { NumberText.shortest($0) }.joined(separator: ", ")
      ),
    ]
    if let file = settings.networkFile {
      lines.append(("network", "\(file.name), SHA-256 \(file.file.sha256)"))
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
    let own = example.tables.indices.compactMap { layout.disagreementCell(rate: $0)?.a1 }
    let cells = own + (gradientCheck.map { _ in [GradientCheckSheet.largest.a1] } ?? [])
    guard !cells.isEmpty else { return 0 }
    let list = cells.joined(separator: ",")
    let checked = own.isEmpty ? [] : example.tables.filter(example.isCheckedThroughout)
    let distances =
      checked.map(example.largestDisagreement(in:))
      + (gradientCheck.map { [$0.largestDistance] } ?? [])
    let formula = "IF(COUNT(\(list))=0,\(Formula.literal(Self.dash)),MAX(\(list)))"
    sheet.set(CellAddress(row: row, column: 0), .text("checked"), style: ExampleStyles.label)
    sheet.set(
      CellAddress(row: row, column: 1),
      .formula(
        distances.isEmpty
          ? Formula(formula, text: Self.dash)
          : Formula(formula, number: distances.reduce(0, max))),
      style: ExampleStyles.plain.with {
        $0.numberFormat = .scientific(decimals: 2)
        $0.horizontal = .left
      })
    let words =
      "the largest disagreement of a gradient with its central difference, both in formulas"
    let unchecked = cells.count - distances.count
    let count = "\(cells.count)-COUNT(\(list))"
    let more = "; not everywhere on this many sheets: "
    sheet.set(
      CellAddress(row: row, column: 2),
      .formula(
        Formula(
          "\(Formula.literal(words))&IF(\(count)>0,\(Formula.literal(more))&(\(count)),\"\")",
          text: words + (unchecked > 0 ? "\(more)\(unchecked)" : ""))),
      style: ExampleStyles.plain)
    return 1
  }

  /// Places the figures side by side, as wide as the sheet's table together.
  private func addFigures(to sheet: inout Sheet, row: Int) throws(BookError) {
    var left = 4
    for figure in figures {
      var figure = try SheetImage(
        png: figure.png2x, at: CellAddress(row: row, column: 0), density: 2,
        offsetX: left, altText: figure.altText)
      let scale = min(1, Self.figureWidth / figure.width)
      figure.width *= scale
      figure.height *= scale
      sheet.images.append(figure)
      left += Int(figure.width.rounded(.up)) + 16
    }
  }

  /// The largest width of a figure, in pixels.
  private static let figureWidth = 560.0
}
