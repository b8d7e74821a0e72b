package import LearningRateAnalysis
import Numerals
package import Workbook

/// A metric as cells of a workbook, by formulas that follow the losses.
extension SweepMetric {
  /// The cells that the formulas read.
  package struct Cells {
    /// The losses of one rate, one cell an epoch.
    package var losses: CellRange
    /// For each of ``SweepMetric/reached``, the cell with its ``SweepMetric/epochFormula(_:_:_:)``.
    package var reachedEpochs: [CellRange]
    /// The cell with the accuracy in the last row of the table; nil where no sheet has it.
    package var accuracy: CellRange?

    /// Names the cells.
    ///
    /// - Parameters:
    ///   - losses: The losses of one rate.
    ///   - reachedEpochs: The cells with the epochs that reached a part of the first loss.
    ///   - accuracy: The cell with the accuracy in the last row of the table; nil where no sheet has it.
    package init(losses: CellRange, reachedEpochs: [CellRange], accuracy: CellRange? = nil) {
      self.accuracy = accuracy
      self.losses = losses
      self.reachedEpochs = reachedEpochs
    }

    /// The loss of the first epoch.
    fileprivate var first: String { CellRange(sheet: losses.sheet, losses.first).absolute }
    /// The loss of the last epoch.
    fileprivate var last: String { CellRange(sheet: losses.sheet, losses.last).absolute }
    /// Whether every loss is a number.
    fileprivate var areFinite: String { "COUNT(\(losses.absolute))=\(losses.rowCount)" }
  }

  /// What a workbook shows where the loss was not reached.
  package static let notReached = "not reached"
  /// What a workbook shows where a loss is not a finite number.
  package static let notFinite = "not finite"

  /// The first epoch that has a share of the first loss, or 0 where none has.
  ///
  /// A one-cell array formula: spreadsheet programs do not agree on what becomes of an array within
  /// another formula, so that the comparison of a whole column has a cell of its own.
  ///
  /// - Parameters:
  ///   - reached: One of ``reached``.
  ///   - cells: The cells to read.
  ///   - summary: The rate, for the stored result.
  /// - Returns: The formula with its result.
  package static func epochFormula(
    _ reached: (metric: SweepMetric, share: Double), _ cells: Cells, _ summary: SweepSummary
  ) -> Formula {
    let found =
      "MATCH(TRUE,\(cells.losses.absolute)<=\(NumberText.shortest(reached.share))*\(cells.first),0)"
    return .array(
      "IFERROR(IF(\(cells.areFinite),\(found),0),0)",
      number: reached.metric.isFinite(summary) ? reached.metric.value(summary) ?? 0 : 0)
  }

  /// The cell with the number, or with the words for a loss that was not reached or is not finite.
  ///
  /// - Parameters:
  ///   - cells: The cells to read.
  ///   - summary: The results of the training with the rate, for the stored result.
  /// - Returns: A formula with its result.
  package func content(_ cells: Cells, _ summary: SweepSummary) -> CellContent {
    if quantity.isCurved || quantity == .accuracy && cells.accuracy == nil {
      // Not made from the losses: a value.
      guard isFinite(summary), let value = value(summary), value.isFinite else {
        return .text("–")
      }
      return .number(value)
    }
    let losses = cells.losses.absolute
    let (test, number): (String, String) =
      switch quantity {
      case .first: ("ISNUMBER(\(cells.first))", cells.first)
      case .last: ("ISNUMBER(\(cells.last))", cells.last)
      case .smallest: (cells.areFinite, "MIN(\(losses))")
      case .largest: (cells.areFinite, "MAX(\(losses))")
      case .smallestEpoch: (cells.areFinite, "MATCH(MIN(\(losses)),\(losses),0)")
      case .reached: (cells.areFinite, reachedNumber(cells))
      case .rises: (cells.areFinite, Self.rises(cells.losses))
      case .accuracy:
        (
          "ISNUMBER(\(cells.accuracy?.absolute ?? cells.last))",
          cells.accuracy?.absolute ?? cells.last
        )
      case .sharpness, .stabilityLimit: ("FALSE", "0")
      }
    let text = "IF(\(test),\(number),\(Formula.literal(Self.notFinite)))"
    guard isFinite(summary) else { return .formula(Formula(text, text: Self.notFinite)) }
    return .formula(
      value(summary).map { Formula(text, number: $0) } ?? Formula(text, text: Self.notReached))
  }

  /// Counts the losses above the one before and above what rounding leaves of the first.
  private static func rises(_ losses: CellRange) -> String {
    func part(_ rows: Range<Int>) -> String {
      CellRange(sheet: losses.sheet, column: losses.first.column, rows: rows).absolute
    }
    let (start, end) = (losses.first.row, losses.last.row + 1)
    let noise = "\(NumberText.shortest(SweepSummary.noise).uppercased())*\(part(start..<start + 1))"
    guard end - start > 1 else { return "0" }
    let later = part(start + 1..<end)
    return "SUMPRODUCT((\(later)>\(part(start..<end - 1)))*(\(later)>\(noise)))"
  }

  private func reachedNumber(_ cells: Cells) -> String {
    let index = Self.reached.firstIndex { $0.metric.quantity == quantity } ?? 0
    let epoch = cells.reachedEpochs[index].absolute
    return "IF(\(epoch)>0,\(epoch),\(Formula.literal(Self.notReached)))"
  }
}
