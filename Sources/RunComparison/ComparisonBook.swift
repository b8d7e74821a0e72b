import ContentPublishing
import Numerals
import RunRecords
import Workbook

/// A comparison as a workbook: the runs by live formulas over their curves, and charts.
struct ComparisonBook {
  let comparison: Comparison
  /// Seconds since 1970 for the document's creation date.
  let created: Int

  static let runSheet = "Runs"
  static let firstRow = 1
  private static let head = BookTheme.tableHeadStyle
  private static let number = CellStyle(numberFormat: .fixed(decimals: 4))

  var epochs: Int { comparison.epochCount }

  var book: Book {
    Book(
      sheets: [runs] + Comparison.Measure.allCases.map(curves),
      properties: .ofProgram(
        title: "Training runs compared",
        // What must not be overlooked comes first, as a long text is cut.
        comments: (comparison.cautions + [comparison.sentence]).joined(separator: " "),
        created: created))
  }

  /// The runs of which averages are formed, by their places.
  private var smoothed: [Int] {
    comparison.runs.indices.filter {
      comparison.runs[$0].history.count >= Comparison.leastToSmooth
    }
  }

  /// The column of a run's averages; nil where it has too few epochs for one.
  func smoothedColumn(_ run: Int) -> Int? {
    smoothed.firstIndex(of: run).map { 1 + comparison.runs.count + $0 }
  }

  /// A measure's values, a column a run, then their averages by formula.
  private func curves(_ measure: Comparison.Measure) -> Sheet {
    var sheet = Sheet(comparison.title(measure))
    sheet.set("A1", .text("epoch"), style: Self.head)
    for epoch in 0..<epochs {
      sheet[row: epoch + Self.firstRow, column: 0] = Cell(.number(Double(epoch + 1)))
    }
    for (index, run) in comparison.runs.enumerated() {
      let values = run.history.map(measure.value)
      sheet[row: 0, column: 1 + index] = Cell(.text(run.name), style: Self.head)
      for epoch in values.indices {
        sheet.set(
          CellAddress(row: epoch + Self.firstRow, column: 1 + index), .number(values[epoch]),
          style: Self.number)
      }
      sheet.widths[1 + index] = .characters(14)
      if let column = smoothedColumn(index) {
        addAverages(of: values, in: 1 + index, called: run.name, at: column, to: &sheet)
      }
    }
    sheet.heights[0] = 46
    sheet.frozen = "B2"
    sheet.print = PrintSetup(landscape: true, repeatedRows: 0...0)
    return sheet
  }

  private func addAverages(
    of values: [Double], in source: Int, called name: String, at column: Int, to sheet: inout Sheet
  ) {
    sheet[row: 0, column: column] = Cell(.text("\(name), smoothed"), style: Self.head)
    let factor = NumberText.shortest(Comparison.smoothing)
    for (epoch, average) in Comparison.smoothed(values).enumerated() {
      let raw = CellAddress(row: epoch + Self.firstRow, column: source)
      let place = CellAddress(row: epoch + Self.firstRow, column: column)
      let isLive = values[...epoch].allSatisfy(\.isFinite)
      let text =
        epoch == 0 ? raw.a1 : "\(factor)*\(place.moved(rows: -1).a1)+(1-\(factor))*\(raw.a1)"
      sheet.set(
        place, isLive ? .formula(Formula(text, number: average)) : .number(average),
        style: Self.number)
    }
    sheet.widths[column] = .characters(14)
  }

  private var runs: Sheet {
    var sheet = Sheet(Self.runSheet)
    sheet.set("A1", .text("Training runs compared"), style: CellStyle(size: 16, bold: true))
    sheet.set("A2", .text(comparison.sentence))
    let cautions = comparison.cautions.joined(separator: " ")
    if !cautions.isEmpty { sheet.set("A3", .text(cautions)) }
    let differences = comparison.differences
    let headings = comparison.head
    sheet.setRow("A4", headings.map { .text($0) }, style: Self.head)
    for (index, run) in comparison.runs.enumerated() {
      let row = 4 + index
      var contents: [(CellContent, CellStyle)] = [(.text(run.name), CellStyle(bold: true))]
      contents += differences.map { difference in
        let value = difference.values[index]
        return (Double(value).map { .number($0) } ?? .text(value), CellStyle(horizontal: .right))
      }
      contents += results(run, index)
      if comparison.hasFinalTests {
        let test = run.record?.finalTest?.accuracy
        contents.append(
          (
            test.map { .number($0) } ?? .text("–"),
            test == nil ? CellStyle(horizontal: .right) : Self.number
          ))
      }
      contents.append(
        (.text(run.verdict?.word.rawValue ?? run.status), CellStyle(indent: 1)))
      contents.append(
        (.text(run.problem ?? run.verdict?.reason ?? "–"), CellStyle(indent: 1)))
      for (column, content) in contents.enumerated() {
        sheet.set(CellAddress(row: row, column: column), content.0, style: content.1)
      }
    }
    for column in headings.indices { sheet.widths[column] = .fitted(minimum: 15, maximum: 60) }
    let longest = comparison.runs.map(\.name.count).max() ?? 0
    sheet.widths[0] = .characters(Double(min(60, max(14, longest + 2))))
    sheet.heights[3] = 32
    sheet.frozen = "B5"
    sheet.print = PrintSetup(landscape: true, repeatedRows: 3...3)
    // A free row stands between the table and what follows it.
    let below = 5 + comparison.runs.count
    let note = withoutCurve
    if !note.isEmpty { sheet.set(CellAddress(row: below, column: 0), .text(note)) }
    sheet.charts = charts(from: note.isEmpty ? below : below + 2)
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
      sheet: comparison.title(.heldOutAccuracy), column: 1 + index, rows: rows)
    let losses = CellRange(sheet: comparison.title(.heldOutLoss), column: 1 + index, rows: rows)
    let end = { (range: CellRange) in CellRange(sheet: range.sheet, range.last).absolute }
    let lastLoss: CellContent =
      last.heldOut.loss.isFinite
      ? .formula(Formula(end(losses), number: last.heldOut.loss)) : .number(last.heldOut.loss)
    return [
      (
        .formula(Formula("COUNT(\(accuracy.absolute))", number: Double(run.history.count))), right
      ),
      (.formula(Formula("MAX(\(accuracy.absolute))", number: best.heldOut.accuracy)), decimals),
      (
        .formula(
          Formula(
            "MATCH(MAX(\(accuracy.absolute)),\(accuracy.absolute),0)", number: Double(best.epoch))),
        right
      ),
      (.formula(Formula(end(accuracy), number: last.heldOut.accuracy)), decimals),
      (lastLoss, decimals),
    ]
  }
}
