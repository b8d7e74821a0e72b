import Backprop
import Charts
import Workbook

/// A comparison as a workbook: the runs by live formulas over their curves, and charts.
struct ComparisonBook {
  let comparison: Comparison
  /// Seconds since 1970 for the document's creation date.
  let created: Int

  private static let runSheet = "Runs"
  private static let firstRow = 1
  private static let head = CellStyle(
    bold: true, color: Color(0xFFFFFF), fill: Color(0x44546A), horizontal: .centre,
    vertical: .centre, wraps: true)
  private static let number = CellStyle(numberFormat: .fixed(decimals: 4))

  private var epochs: Int { comparison.epochCount }

  var book: Book {
    Book(
      sheets: [runs] + Comparison.Measure.allCases.map(curves),
      properties: Book.Properties(
        title: "Training runs compared", author: Program.name, comments: comparison.sentence,
        created: created))
  }

  /// A measure's values, a column a run, then their averages by formula.
  private func curves(_ measure: Comparison.Measure) -> Sheet {
    var sheet = Sheet(measure.title)
    sheet.set("A1", .text("epoch"), style: Self.head)
    for epoch in 0..<epochs {
      sheet[row: epoch + Self.firstRow, column: 0] = Cell(.number(Double(epoch + 1)))
    }
    let count = comparison.runs.count
    for (index, run) in comparison.runs.enumerated() {
      let values = run.history.map(measure.value)
      let smooth = Comparison.smoothed(values)
      sheet[row: 0, column: 1 + index] = Cell(.text(run.name), style: Self.head)
      sheet[row: 0, column: 1 + count + index] = Cell(
        .text("\(run.name), smoothed"), style: Self.head)
      for epoch in values.indices {
        let raw = CellAddress(row: epoch + Self.firstRow, column: 1 + index)
        sheet.set(raw, .number(values[epoch]), style: Self.number)
        let place = CellAddress(row: epoch + Self.firstRow, column: 1 + count + index)
        let isLive = values[...epoch].allSatisfy(\.isFinite)
        let factor = NumberText.shortest(Comparison.smoothing)
        let text =
          epoch == 0 ? raw.a1 : "\(factor)*\(place.moved(rows: -1).a1)+(1-\(factor))*\(raw.a1)"
        sheet.set(
          place,
          isLive ? .formula(Formula(text, number: smooth[epoch])) : .number(smooth[epoch]),
          style: Self.number)
      }
      sheet.widths[1 + index] = .characters(14)
      sheet.widths[1 + count + index] = .characters(14)
    }
    sheet.heights[0] = 46
    sheet.frozen = "B2"
    sheet.print = PrintSetup(landscape: true, repeatedRows: 0...0)
    sheet.charts = charts(measure, right: 2 + 2 * count)
    return sheet
  }

  private func charts(_ measure: Comparison.Measure, right column: Int) -> [NativeChart] {
    let shown = comparison.runs.enumerated().filter { $0.element.history.count > 1 }
    guard !shown.isEmpty else { return [] }
    let sheet = measure.title
    let isLoss = measure == .trainLoss || measure == .testLoss
    let series = shown.map { _, run in
      Series(
        name: run.name, values: run.history.map(measure.value),
        style: SeriesStyle(marker: Marker.none))
    }
    let isPositive = series.allSatisfy { $0.y.allSatisfy { $0.isFinite && $0 > 0 } }
    let chart = Chart(
      title: measure.title.prefix(1).uppercased() + measure.title.dropFirst(),
      x: Axis(title: "epoch", range: 1...Double(max(2, epochs))),
      y: Axis(
        title: measure.title, unit: isLoss ? nil : "%",
        kind: isLoss && isPositive ? .logarithmic : .linear),
      series: series, legend: .right, size: Chart.Size(width: 780, height: 420), theme: .plain)
    let sources = shown.map { index, run in
      let rows = Self.firstRow..<(Self.firstRow + run.history.count)
      return NativeChart.Source(
        name: CellRange(sheet: sheet, CellAddress(row: 0, column: 1 + index)),
        x: CellRange(sheet: sheet, column: 0, rows: rows),
        y: CellRange(sheet: sheet, column: 1 + index, rows: rows))
    }
    return [
      NativeChart(
        chart, sources: sources, at: CellAddress(row: 1, column: column), altText: chart.altText)
    ]
  }

  // MARK: Runs

  private var runs: Sheet {
    var sheet = Sheet(Self.runSheet)
    sheet.set("A1", .text("Training runs compared"), style: CellStyle(size: 16, bold: true))
    sheet.set("A2", .text(comparison.sentence))
    let differences = comparison.differences
    let headings =
      ["run"] + differences.map(\.name)
      + [
        "finished epochs", "best accuracy", "in epoch", "last accuracy", "last test loss", "status",
      ]
    sheet.setRow("A4", headings.map { .text($0) }, style: Self.head)
    for (index, run) in comparison.runs.enumerated() {
      let row = 4 + index
      var contents: [(CellContent, CellStyle)] = [(.text(run.name), CellStyle(bold: true))]
      contents += differences.map { difference in
        let value = difference.values[index]
        return (Double(value).map { .number($0) } ?? .text(value), CellStyle(horizontal: .right))
      }
      contents += results(run, index)
      contents.append((.text(run.problem ?? run.status), CellStyle()))
      for (column, content) in contents.enumerated() {
        sheet.set(CellAddress(row: row, column: column), content.0, style: content.1)
      }
    }
    for column in headings.indices { sheet.widths[column] = .fitted(minimum: 11, maximum: 60) }
    let longest = comparison.runs.map(\.name.count).max() ?? 0
    sheet.widths[0] = .characters(Double(min(60, max(14, longest + 2))))
    sheet.heights[3] = 32
    sheet.frozen = "B5"
    sheet.print = PrintSetup(landscape: true, repeatedRows: 3...3)
    return sheet
  }

  /// Epochs, best accuracy, its epoch, last accuracy and last loss, by formulas over the curves.
  private func results(_ run: ComparedRun, _ index: Int) -> [(CellContent, CellStyle)] {
    let right = CellStyle(horizontal: .right)
    let decimals = Self.number
    guard let last = run.history.last, let best = run.record?.best else {
      return [(.number(0), right)] + Array(repeating: (.text("–"), right), count: 4)
    }
    let rows = Self.firstRow..<(Self.firstRow + run.history.count)
    let accuracy = CellRange(
      sheet: Comparison.Measure.testAccuracy.title, column: 1 + index, rows: rows)
    let losses = CellRange(sheet: Comparison.Measure.testLoss.title, column: 1 + index, rows: rows)
    let end = { (range: CellRange) in CellRange(sheet: range.sheet, range.last).absolute }
    let lastLoss: CellContent =
      last.testLoss.isFinite
      ? .formula(Formula(end(losses), number: last.testLoss)) : .number(last.testLoss)
    return [
      (
        .formula(Formula("COUNT(\(accuracy.absolute))", number: Double(run.history.count))), right
      ),
      (.formula(Formula("MAX(\(accuracy.absolute))", number: best.testAccuracy)), decimals),
      (
        .formula(
          Formula(
            "MATCH(MAX(\(accuracy.absolute)),\(accuracy.absolute),0)", number: Double(best.epoch))),
        right
      ),
      (.formula(Formula(end(accuracy), number: last.testAccuracy)), decimals),
      (lastLoss, decimals),
    ]
  }
}
