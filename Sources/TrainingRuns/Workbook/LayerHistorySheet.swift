import Charts
import ConvNet
import RunRecords
import Workbook

/// How training went in each layer, epoch by epoch: a table for each measure, with a chart beside it.
struct LayerHistorySheet {
  private let history: [EpochRecord]
  private let figure: LayerHealthFigure

  /// The row of the first table's heads, counted from 0.
  private static let top = 3
  /// Rows that a chart takes.
  private static let chartRows = 17

  /// - Parameter history: The epochs; nil where none of them says how its layers did.
  init?(_ history: [EpochRecord]) {
    guard let figure = LayerHealthFigure(history) else { return nil }
    self.figure = figure
    self.history = history.filter { $0.health != nil }
  }

  private var names: [String] { history[0].health?.stages.map(\.name) ?? [] }

  /// The row of a table's first epoch.
  private func firstRow(_ index: Int) -> Int {
    Self.top + 1 + index * (max(history.count, Self.chartRows) + 4)
  }

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(TrainingBook.layers)
    sheet.set("A1", .text(TrainingBook.layers), style: TrainingStyles.title)
    sheet.set(
      "A2",
      .text(
        "Of the step in the middle of each epoch: the norm of the gradient with respect to a layer's"
          + " weights, the norm of the update divided by that of the weights, and the share of"
          + " channels that the ReLU leaves at zero everywhere."),
      style: TrainingStyles.subtitle)
    for (index, measure) in LayerHealthFigure.Measure.allCases.enumerated() {
      add(measure, from: firstRow(index), to: &sheet)
    }
    sheet.widths[0] = .characters(8)
    for column in names.indices { sheet.widths[1 + column] = .characters(11) }
    sheet.frozen = CellAddress(row: 0, column: 1)
    sheet.showsGridlines = false
    sheet.charts = LayerHealthFigure.Measure.allCases.indices.map { chart($0) }
    sheet.print = PrintSetup(landscape: true)
    return sheet
  }

  /// The table of a measure: a row an epoch, a column a layer.
  private func add(
    _ measure: LayerHealthFigure.Measure, from row: Int, to sheet: inout Sheet
  ) {
    sheet.set(
      CellAddress(row: row - 2, column: 0), .text(measure.title), style: TrainingStyles.heading)
    sheet.setRow(
      CellAddress(row: row - 1, column: 0), (["epoch"] + names).map { .text($0) },
      style: TrainingStyles.head)
    func block(_ column: Int, _ values: [Double], _ style: CellStyle) -> ColumnBlock {
      ColumnBlock(
        column: column, firstRow: row, .numbers(values), style: style, nonFinite: .blank)
    }
    sheet.blocks.append(block(0, history.map { Double($0.epoch) }, TrainingStyles.given))
    let isShare = measure == .deadShare
    let style = TrainingStyles.given(isShare ? .percent(decimals: 1) : .general)
    for place in names.indices {
      let values = history.map { epoch -> Double in
        guard let stages = epoch.health?.stages, place < stages.count else { return .nan }
        return measure.value(stages[place]) / (isShare ? 100 : 1)
      }
      sheet.blocks.append(block(1 + place, values, style))
    }
  }

  /// A measure as a chart over the cells, beside its table.
  private func chart(_ index: Int) -> NativeChart {
    let measure = LayerHealthFigure.Measure.allCases[index]
    var chart = figure.chart(measure, size: Chart.Size(width: 760, height: 340))
    // The cells hold shares, and the note stands above the tables.
    if measure == .deadShare {
      for place in chart.series.indices {
        chart.series[place].y = chart.series[place].y.map { $0 / 100 }
      }
      chart.y = Axis(title: measure.axisTitle, range: 0...1, numberFormat: .percent(0))
    }
    chart.note = ""
    for place in chart.series.indices { chart.series[place].style.marker = Marker.none }
    let rows = firstRow(index)..<(firstRow(index) + history.count)
    let sources = figure.drawn.map { stage in
      NativeChart.Source(
        x: CellRange(sheet: TrainingBook.layers, column: 0, rows: rows),
        y: CellRange(sheet: TrainingBook.layers, column: 1 + stage, rows: rows))
    }
    return NativeChart(
      chart, sources: sources,
      at: CellAddress(row: firstRow(index) - 1, column: names.count + 2), altText: chart.altText)
  }
}
