import Backprop
import LearningRateAnalysis
import Numerals
import Workbook
import WorkedExample

extension OverviewSheet {
  /// A row of the results: the losses from the rate's sheet, the epochs from the sheet Sweep.
  func addResult(rate index: Int, to sheet: inout Sheet) {
    guard let loss = example.description.index(of: .totalError) else { return }
    let diagnosis = example.diagnoses[index]
    let summary = diagnosis.summary
    let row = ExampleLayout.firstResultRow + index
    let name = layout.sheetName(rate: index)
    sheet.set(
      CellAddress(row: row, column: Place.sheet),
      .link(Link(to: CellRange(sheet: name, "A1"), text: name, tip: "To the table")),
      style: ExampleStyles.link.with {
        $0.horizontal = .center
        $0.vertical = .center
        $0.borders = ExampleStyles.cellBorder
      })
    let losses = layout.overviewLosses(rate: index)
    for (cell, epoch, value) in [
      (losses.first, 1, summary.first), (losses.last, summary.epochs, summary.last),
    ] {
      let place =
        layout.stepsPerEpoch == 1
        ? ExampleLayout.place(column: loss, epoch: epoch, learningRate: summary.learningRate)
        : layout.sweepLoss(rate: index, epoch: epoch).a1
      sheet.set(
        cell, .formula(Formula(place, number: value)),
        style: ExampleStyles.result.with { $0.numberFormat = ExampleStyles.loss })
    }
    for (offset, reached) in SweepMetric.reached.enumerated() {
      guard let cell = layout.summaryCell(reached.metric.quantity, rate: index)?.a1 else {
        continue
      }
      let content =
        !reached.metric.isFinite(summary)
        ? Formula(cell, text: SweepMetric.notFinite)
        : reached.metric.value(summary).map { Formula(cell, number: $0) }
          ?? Formula(cell, text: SweepMetric.notReached)
      sheet.set(
        layout.overviewReached(offset, rate: index).first, .formula(content),
        style: ExampleStyles.result)
    }
    let verdict = layout.verdictCell(rate: index).first
    sheet.set(
      verdict, asMade(diagnosis.outcome.rawValue, rate: index, else: Self.dash),
      style: ExampleStyles.result)
    if example.recommendation?.learningRate == summary.learningRate {
      sheet.conditionalFormats.append(
        ConditionalFormat(
          CellRange(verdict), .textContains(diagnosis.outcome.rawValue, ExampleStyles.good)))
    }
    sheet.set(
      CellAddress(row: row, column: Place.reason),
      asMade(diagnosis.reason, rate: index, else: Self.changed), style: ExampleStyles.reason)
    sheet.heights[row] = ExampleStyles.reasonHeight(diagnosis.reason)
  }

  /// What stands for a verdict after a change.
  static let dash = "–"
  /// What stands for a reason after a change.
  private static let changed = "Changed since the book was made; see the losses at the left."

  /// A text that holds as long as the inputs and the rate are those that the book was made with.
  private func asMade(_ text: String, rate index: Int, else other: String) -> CellContent {
    let rate = NumberText.shortest(layout.learningRates[index]).uppercased()
    // A stored number has 16 digits.
    let isOther = "ABS(\(layout.learningRateCell(rate: index).absolute)/\(rate)-1)>1E-12"
    return .formula(
      Formula(
        "IF(OR(\(layout.changeCell.absolute)>0,\(isOther)),"
          + "\(Formula.literal(other)),\(Formula.literal(text)))", text: text))
  }

  /// What to take from the comparison, as long as no verdict has given way to a dash.
  var conclusion: CellContent {
    let verdicts = CellRange(layout.verdictCells.first, layout.verdictCells.last).absolute
    let text = Self.conclusion(of: example)
    let other = "Inputs or rates were changed since the book was made: compare the losses above."
    return .formula(
      Formula(
        "IF(COUNTIF(\(verdicts),\(Formula.literal(Self.dash)))>0,"
          + "\(Formula.literal(other)),\(Formula.literal(text)))", text: text))
  }

  /// What to take from the comparison of the rates.
  static func conclusion(of example: WorkedExample) -> String {
    guard let recommendation = example.recommendation, recommendation.converges else {
      return "When made: \(example.conclusion)"
    }
    return "Recommended when made: \(recommendation.reason)"
  }
}
