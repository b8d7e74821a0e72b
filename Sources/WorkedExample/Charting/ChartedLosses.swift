package import Charts
package import Workbook

/// Losses as the charts of a spreadsheet program draw them on a logarithmic axis.
///
/// Excel stops with a message at a zero on such an axis; a cell with `NA()` is a gap. What is left of
/// a loss far below the first one is rounding, which programs do not share, so that it is a gap, too.
package struct ChartedLosses {
  /// The losses, one cell a row, on the sheet of the column that is drawn.
  package let source: CellRange
  /// What the losses are.
  let values: [Double]
  /// The first loss for each of them: a cell of the same row, or one for all rows.
  let first: FormulaTemplate.Piece
  /// What the first losses are.
  let firstValues: [Double]

  /// The part of the first loss below which a loss is not drawn.
  private static let share = 1e-25

  /// The losses of one rate, compared with the first of them.
  package init(_ source: CellRange, values: [Double]) {
    self.source = source
    self.values = values
    first = .cell(column: source.first.column, row: .fixed(source.first.row))
    firstValues = Array(repeating: values.first ?? .nan, count: values.count)
  }

  /// A loss of each of several rates, compared with the first loss in a column beside it.
  package init(_ source: CellRange, values: [Double], firstColumn: Int, firstValues: [Double]) {
    self.source = source
    self.values = values
    first = .cell(column: firstColumn, row: .offset(0))
    self.firstValues = firstValues
  }

  /// The numbers that are drawn; NaN for a gap.
  var drawn: [Double] {
    zip(values, firstValues).map { value, first in
      value.isFinite && first.isFinite && value > Self.share * first ? value : .nan
    }
  }

  /// The column that is drawn, by formulas.
  ///
  /// - Parameters:
  ///   - cell: Where it begins, in the row of the first loss.
  ///   - style: How it looks.
  /// - Returns: A column of formulas.
  package func block(at cell: CellAddress, style: CellStyle) -> ColumnBlock {
    let loss = FormulaTemplate.Piece.cell(column: source.first.column, row: .offset(0))
    let template = FormulaTemplate([
      .text("IFERROR(IF(AND(ISNUMBER("), loss, .text("),"), loss,
      .text(">\(Self.share)*".uppercased()), first,
      .text("),"), loss, .text(",NA()),NA())"),
    ])
    return ColumnBlock(
      column: cell.column, firstRow: cell.row, .formulas(template, results: drawn), style: style)
  }
}

extension Chart {
  /// The chart with other values of its series, in their order.
  ///
  /// - Parameter losses: What each series draws.
  /// - Returns: The chart.
  package func drawing(_ losses: [ChartedLosses]) -> Chart {
    var chart = self
    for (index, losses) in zip(chart.series.indices, losses) {
      chart.series[index].y = losses.drawn
    }
    return chart
  }
}
