import Backprop
import Workbook

/// The places of a rate's sheet that depend on the example.
extension ExampleLayout {
  /// The row of the last step.
  var lastRow: Int { Self.firstRow + epochs * stepsPerEpoch - 1 }
  /// The rows of the steps.
  var tableRows: Range<Int> { Self.firstRow..<lastRow + 1 }
  /// The columns of the table with checks, counted from 0.
  var checkIndices: Range<Int> { writtenCount..<columns.count }
  /// The row below the table with the largest difference of each check column.
  var differenceRow: Int { lastRow + 2 }

  /// The learning rate's cell, with its sheet.
  func learningRateCell(rate index: Int) -> CellRange {
    CellRange(sheet: sheetName(rate: index), Self.learningRateCell)
  }

  /// A formula for the loss of an epoch in a row of the sheet Sweep: the cell of its step, or the mean
  /// of its steps' losses.
  ///
  /// - Parameters:
  ///   - index: The rate.
  ///   - loss: The column of the loss in the table, counted from 0.
  /// - Returns: The formula, for any row.
  func epochLoss(rate index: Int, loss: Int) -> FormulaTemplate {
    let sheet = sheetName(rate: index)
    let column = Self.column(of: loss)
    guard stepsPerEpoch > 1 else {
      return FormulaTemplate([
        .cell(
          sheet: sheet, column: column, row: .offset(Self.firstRow - Self.firstSweepRow))
      ])
    }
    let epochs = CellRange(sheet: sheet, column: Self.epochColumn, rows: tableRows).absolute
    let losses = CellRange(sheet: sheet, column: column, rows: tableRows).absolute
    let epoch = CellAddress(row: Self.firstSweepRow, column: 0).a1
    return FormulaTemplate(
      "SUMIF(\(epochs),\(epoch),\(losses))/\(stepsPerEpoch)", writtenForRow: Self.firstSweepRow)
  }

  /// The name of a rate's sheet.
  func sheetName(rate index: Int) -> String {
    Self.sheetName(learningRate: learningRates[index])
  }

  /// The width of a column of the table, in characters.
  static func width(of column: Column) -> Double {
    column.role == .target || column.role == .input ? 7 : 12.5
  }

  /// The pages of the printed table: what each layer is given and makes of it, then what leads back,
  /// for every sample on pages of its own; what is too wide for a page goes on on the next.
  ///
  /// - Returns: The first column of each on the sheet, and its width in characters, that of the epoch
  ///   included.
  var pages: [(first: Int, width: Double)] {
    var pages: [(first: Int, width: Double)] = []
    var before: Column.Role?
    for (index, column) in columns.prefix(writtenCount).enumerated() {
      let begins: Bool =
        switch (before, column.role) {
        case (nil, _): true
        case (.activation, .weight), (.activation, .bias): true
        case (.target, .target), (.optimizer, .optimizer): false
        case (_, .target), (_, .optimizer): true
        case (.sensitivity, _), (.gradient, _): false
        case (_, .sensitivity), (_, .gradient): true
        default: false
        }
      let width = Self.width(of: column)
      let isFull = pages.last.map { $0.width + width > PageBreaks.widest } ?? true
      if begins || isFull { pages.append((Self.column(of: index), 9)) }
      pages[pages.count - 1].width += width
      before = column.role
    }
    return pages
  }

  /// Pieces of the row above the table, as wide as their texts need.
  struct TopLine {
    /// "Loss in the last epoch", and the loss.
    let lossLabel: CellRange
    let loss: CellRange
    /// "Largest disagreement …", or that there are no checks.
    let checkLabel: CellRange
    /// The largest disagreement; nil without checks.
    let disagreement: CellRange?
    /// The link to the chart.
    let chartLink: CellRange
    /// The link to the overview; where there is no chart, it takes the chart's place.
    let backLink: CellRange
  }

  /// Lays out the row above the table.
  ///
  /// - Parameter hasChart: Whether there is a chart to lead to.
  /// - Returns: The pieces, from left to right.
  func topLine(hasChart: Bool) -> TopLine {
    var pieces = RowPieces(row: 2, widths: columns.map(Self.width(of:)))
    let lossLabel = pieces.next(24)
    let loss = pieces.next(13)
    let checkLabel = pieces.next(46)
    let disagreement = checkIndices.isEmpty ? nil : pieces.next(16)
    let chartLink = pieces.next(13)
    return TopLine(
      lossLabel: lossLabel, loss: loss, checkLabel: checkLabel, disagreement: disagreement,
      chartLink: chartLink, backLink: hasChart ? pieces.next(13) : chartLink)
  }

  /// The cell with the largest disagreement of a gradient with its check; nil without checks.
  func disagreementCell(rate index: Int) -> CellRange? {
    topLine(hasChart: true).disagreement.map {
      CellRange(sheet: sheetName(rate: index), $0.first)
    }
  }

  /// The cells with the largest difference of each check column, on its sheet.
  var differenceCells: CellRange? {
    guard let first = checkIndices.first, let last = checkIndices.last else { return nil }
    return CellRange(
      CellAddress(row: differenceRow, column: Self.column(of: first)),
      CellAddress(row: differenceRow, column: Self.column(of: last)))
  }
}

/// Gives out pieces of a row, each of as many columns as its text needs.
private struct RowPieces {
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
