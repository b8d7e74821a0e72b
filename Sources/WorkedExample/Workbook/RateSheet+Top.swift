import Numerals
import Backprop
import Workbook

/// What stands above the table: the learning rate, the last loss, how well the gradients agree with
/// their checks, and links.
extension RateSheet {
  /// The cell with the largest disagreement of a gradient with its check; nil without checks.
  var disagreementCell: CellRange? {
    guard checkCount > 0 else { return nil }
    var line = TopLine(row: 2, widths: example.columns.map(Self.width(of:)))
    for width in [24.0, 13, 46] { _ = line.next(width) }
    return CellRange(sheet: name, line.next(Self.disagreementWidth).first)
  }

  /// Writes the first three rows.
  func addTop(to sheet: inout Sheet) {
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
