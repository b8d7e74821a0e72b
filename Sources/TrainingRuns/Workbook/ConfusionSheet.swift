import RunRecords
import Workbook

/// Which digit was taken for which, with precision and recall by formula.
struct ConfusionSheet {
  /// How often each digit (row) was taken for each digit (column).
  let counts: [[Int]]
  /// The images.
  let dataset: DatasetRecord

  /// The row and column of the first count, counted from 0.
  private static let first = 4
  private static let left = 1

  private var size: Int { counts.count }

  var sheet: Sheet {
    var sheet = Sheet(TrainingBook.confusion)
    sheet.set("A1", .text("Confusion"), style: TrainingStyles.title)
    sheet.set(
      "A2",
      .text(
        "Rows: the \(dataset.classNoun) that a test image shows. Columns: the "
          + "\(dataset.classNoun) that the network saw. "
          + "The mistakes are colored by their number."), style: TrainingStyles.subtitle)
    guard size > 0 else { return sheet }
    addHeads(to: &sheet)
    addCounts(to: &sheet)
    addRecall(to: &sheet)
    addPrecision(to: &sheet)
    addOverall(to: &sheet)
    sheet.widths[0] = .characters(12)
    for column in 1...(size + 3) { sheet.widths[column] = .characters(column > size ? 11 : 8) }
    sheet.heights[Self.first - 1] = 24
    sheet.showsGridlines = false
    sheet.frozen = CellAddress(row: Self.first, column: Self.left)
    sheet.print = PrintSetup(landscape: true)
    return sheet
  }

  private func addHeads(to sheet: inout Sheet) {
    sheet.set(
      CellAddress(row: Self.first - 1, column: 0), .text("shown \\ seen"),
      style: TrainingStyles.head)
    for digit in 0..<size {
      for place in [
        CellAddress(row: Self.first - 1, column: Self.left + digit),
        CellAddress(row: Self.first + digit, column: 0),
      ] {
        sheet.set(place, .number(Double(digit + dataset.firstLabel)), style: TrainingStyles.head)
      }
    }
    for (index, head) in ["all", "recall", "F1"].enumerated() {
      sheet.set(
        CellAddress(row: Self.first - 1, column: Self.left + size + index), .text(head),
        style: TrainingStyles.head)
    }
    for (index, head) in ["all", "precision"].enumerated() {
      sheet.set(
        CellAddress(row: Self.first + size + index, column: 0), .text(head),
        style: TrainingStyles.head)
    }
  }

  private func addCounts(to sheet: inout Sheet) {
    let other = CellStyle(numberFormat: .custom("#,##0;;\"·\""), horizontal: .center)
    for (row, line) in counts.enumerated() {
      for (column, count) in line.enumerated() {
        sheet.set(
          cell(row, column), .number(Double(count)),
          style: row == column ? TrainingStyles.right : other)
      }
      // Two stretches a row, so that the right answers do not drown the mistakes.
      for range in [0..<row, (row + 1)..<size] where !range.isEmpty {
        sheet.conditionalFormats.append(
          ConditionalFormat(
            CellRange(cell(row, range.lowerBound), cell(row, range.upperBound - 1)),
            .above(0, TrainingStyles.wrong)))
      }
    }
  }

  // MARK: - Formulas

  private func addRecall(to sheet: inout Sheet) {
    for row in 0..<size {
      let all = counts[row].reduce(0, +)
      let line = CellRange(cell(row, 0), cell(row, size - 1)).a1
      let (sum, recall) = (cell(row, size), cell(row, size + 1))
      set(&sheet, sum, "SUM(\(line))", Double(all), .grouped)
      set(
        &sheet, recall, share(cell(row, row), of: sum), ratio(counts[row][row], all),
        .percent(decimals: 2))
      let precision = cell(size + 1, row)
      let seen = counts.reduce(0) { $0 + $1[row] }
      // 2·right / (shown + seen), which is the harmonic mean of precision and recall.
      set(
        &sheet, cell(row, size + 2),
        "IF(\(recall.a1)+\(precision.a1)=0,0,2*\(recall.a1)*\(precision.a1)/"
          + "(\(recall.a1)+\(precision.a1)))",
        harmonic(ratio(counts[row][row], all), ratio(counts[row][row], seen)),
        .percent(decimals: 2))
    }
  }

  private func addPrecision(to sheet: inout Sheet) {
    for column in 0..<size {
      let all = counts.reduce(0) { $0 + $1[column] }
      let line = CellRange(cell(0, column), cell(size - 1, column)).a1
      set(&sheet, cell(size, column), "SUM(\(line))", Double(all), .grouped)
      set(
        &sheet, cell(size + 1, column), share(cell(column, column), of: cell(size, column)),
        ratio(counts[column][column], all), .percent(decimals: 2))
    }
  }

  private func addOverall(to sheet: inout Sheet) {
    let all = counts.reduce(0) { $0 + $1.reduce(0, +) }
    let right = (0..<size).reduce(0) { $0 + counts[$1][$1] }
    let corner = cell(size, size)
    set(
      &sheet, corner, "SUM(\(CellRange(cell(0, 0), cell(size - 1, size - 1)).a1))", Double(all),
      .grouped)
    let row = Self.first + size + 3
    sheet.set(CellAddress(row: row, column: 0), .text("right"), style: TrainingStyles.label)
    sheet.set(CellAddress(row: row + 1, column: 0), .text("accuracy"), style: TrainingStyles.label)
    let diagonal = (0..<size).map { cell($0, $0).a1 }.joined(separator: "+")
    let sum = CellAddress(row: row, column: 1)
    set(&sheet, sum, diagonal, Double(right), .grouped)
    set(
      &sheet, sum.moved(rows: 1), share(sum, of: corner), ratio(right, all), .percent(decimals: 2))
  }

  /// The cell of a count; below and right of them stand the sums.
  private func cell(_ row: Int, _ column: Int) -> CellAddress {
    CellAddress(row: Self.first + row, column: Self.left + column)
  }

  private func set(
    _ sheet: inout Sheet, _ place: CellAddress, _ formula: String, _ value: Double,
    _ format: CellFormat
  ) {
    sheet.set(
      place, .formula(Formula(formula, number: value)),
      style: TrainingStyles.derived(format).with { $0.horizontal = .center })
  }

  private func share(_ part: CellAddress, of whole: CellAddress) -> String {
    "IF(\(whole.a1)=0,0,\(part.a1)/\(whole.a1))"
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }

  private func harmonic(_ first: Double, _ second: Double) -> Double {
    first + second == 0 ? 0 : 2 * first * second / (first + second)
  }
}
