import Backprop
import Numerals
import Workbook
import WorkedExample

/// What stands above the table: the learning rate, the last loss, how well the gradients agree with
/// their checks, and links.
extension RateSheet {
  /// Writes the first three rows.
  func addTop(to sheet: inout Sheet) {
    let rate = NumberText.shortest(table.learningRate)
    sheet.set("A1", .text("η"), style: ExampleStyles.label.with { $0.horizontal = .center })
    sheet.set(
      ExampleLayout.learningRateCell, .number(table.learningRate), style: ExampleStyles.editable)
    sheet.set(
      "B1",
      CellContent.joined(
        "Learning rate ", CellRange(ExampleLayout.learningRateCell).absolute, table.learningRate),
      style: ExampleStyles.title)
    sheet.set(
      "B2",
      .text(
        "Each row is one \(rowWord), every number a formula. Change η (gold frame) \(elsewhere)"),
      style: ExampleStyles.subtitle)
    let line = layout.topLine(hasChart: hasChart)
    sheet.setMerged(
      line.lossLabel, .text("Loss in the last \(rowWord)"), style: ExampleStyles.label)
    if let loss = description.index(of: .totalError) {
      let cell = CellAddress(row: layout.lastRow, column: ExampleLayout.column(of: loss))
      sheet.setMerged(
        line.loss, .formula(Formula(cell.a1, number: table[table.rows - 1, loss])),
        style: CellStyle(bold: true, numberFormat: ExampleStyles.loss, horizontal: .left))
      sheet.conditionalFormats += ExampleStyles.fitting(in: line.loss)
    }
    addCheckResult(line, to: &sheet)
    if hasChart {
      sheet.setMerged(
        line.chartLink,
        .link(
          Link(to: CellRange(sheet: name, chartAnchor), text: "Loss chart →", tip: "To the chart")),
        style: ExampleStyles.link)
    }
    sheet.setMerged(line.backLink, .link(.back), style: ExampleStyles.link)
    sheet.validations = [
      Validation(
        CellRange(ExampleLayout.learningRateCell), .numberAbove(0), title: "Learning rate",
        hint: "How far each epoch moves the weights against their gradients. The book was made "
          + "with \(rate).",
        complaint: "A learning rate is a number above zero.")
    ]
  }

  /// What a row is.
  private var rowWord: String { table.stepsPerEpoch == 1 ? "epoch" : "step" }

  /// What may be changed on other sheets, and what follows; no longer than a printed page is wide.
  private var elsewhere: String {
    layout.samples.isEmpty
      ? "here, or inputs, targets and initial weights on the sheet Inputs: the table, the chart and the "
        + "sweep follow."
      : "here, weights on Inputs or samples on Samples, and everything follows."
  }

  /// Above this, a gradient and its check differ by more than rounding and the step explain.
  static let tolerance = 1e-8

  /// What stands for the largest disagreement where a weight is too large for a check.
  private static let unchecked = "not everywhere"

  /// Says how well the gradients agree with their checks, or that there are none.
  private func addCheckResult(_ line: ExampleLayout.TopLine, to sheet: inout Sheet) {
    guard let range = line.disagreement, let cells = layout.differenceCells else {
      sheet.setMerged(
        line.checkLabel,
        .text(
          hasGradientCheck
            ? "The sheet \(GradientCheckSheet.name) checks the gradients"
            : "No check columns: the table is too large for them"),
        style: ExampleStyles.subtitle)
      return
    }
    sheet.setMerged(
      line.checkLabel,
      .text(
        hasGradientCheck
          ? "Largest disagreement; see also \(GradientCheckSheet.name)"
          : "Largest disagreement of a gradient with its check"),
      style: ExampleStyles.label)
    let formula =
      "IF(MIN(\(cells.a1))<0,\(Formula.literal(Self.unchecked)),MAX(\(cells.a1)))"
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

  /// Writes the largest difference of each check column below it, or -1 where one has no value.
  ///
  /// One-cell array formulas, because spreadsheet programs do not agree on what becomes of an array
  /// within another formula.
  func addDifferences(to sheet: inout Sheet) {
    guard let cells = layout.differenceCells else { return }
    for (index, gradient) in example.checks {
      let difference = example.largestDifference(ofCheck: index, from: gradient, in: table)
      sheet.set(
        CellAddress(row: layout.differenceRow, column: ExampleLayout.column(of: index)),
        .formula(
          .array(
            "IFERROR(MAX(ABS(\(column(gradient))-\(column(index)))),-1)",
            number: difference ?? -1)),
        style: ExampleStyles.helper.with {
          $0.numberFormat = .custom("0.00E+00;\"\(Self.unchecked)\"")
        })
    }
    sheet.set(
      cells.first.moved(columns: -1), .text("largest difference"),
      style: ExampleStyles.helper.with { $0.horizontal = .right })
  }

  private func column(_ index: Int) -> String {
    CellRange(column: ExampleLayout.column(of: index), rows: layout.tableRows).a1
  }
}
