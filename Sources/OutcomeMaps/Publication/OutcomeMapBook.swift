import Backprop
import Charts
import ContentPublishing
import Glibc
import LearningRateAnalysis
import Workbook

/// Writes a map as a workbook: a cell a point, with colors by value.
struct OutcomeMapBook {
  let map: OutcomeMap
  /// Seconds since 1970 for the document's creation date.
  let created: Int

  /// The most points that a workbook takes: more are slow to open.
  static let pointLimit = 40_000

  /// Whether there is a workbook of so many points.
  static func takes(_ settings: OutcomeMap.Settings) -> Bool {
    settings.x.count * settings.y.count <= pointLimit
  }

  private static let firstRow = 4

  /// The workbook's value.
  var book: Book {
    Book(
      sheets: [
        kindSheet,
        sheet(
          "Loss", "The logarithm to base 10 of the last loss; a text where there is none",
          colors: .scale3(low: Color(0x440154), middle: Color(0x21918C), high: Color(0xFDE725))
        ) { point in
          guard point.last.isFinite else { return .text("not finite") }
          return point.last > 0 ? .number(log10(point.last)) : .text("zero")
        },
        sheet(
          "Epochs",
          "The first epoch whose loss is at most 1 % of the first; blank where there is none",
          colors: .scale(low: Color(0xE5F5A9), high: Color(0x00502B))
        ) { point in
          point.epochTo1Percent.map { .number(Double($0)) }
        },
      ],
      properties: .ofProgram(
        title: "What becomes of the training", subject: map.settings.network.summary,
        created: created))
  }

  /// What became of the training at each point, as the number of its kind, in the figure's colors.
  private var kindSheet: Sheet {
    let kinds = map.kinds
    let left = 2
    var sheet = grid(
      "Outcomes", "What became of the training: the number of its kind", from: left
    ) { .number(Double(kinds.kind(of: $0) + 1)) }
    for column in 1...map.xValues.count { sheet.widths[left + column] = .characters(5) }
    sheet.widths[0] = .characters(4)
    sheet.widths[1] = .characters(22)
    let cells = CellRange(
      CellAddress(row: Self.firstRow, column: left + 1),
      CellAddress(
        row: Self.firstRow + map.yValues.count - 1, column: left + map.xValues.count))
    for (index, kind) in kinds.categories.enumerated() {
      let look = CellStyle(color: kind.color.readableText, fill: kind.color)
      sheet[row: Self.firstRow + index, column: 0] = Cell(
        .number(Double(index + 1)), style: look.with { $0.horizontal = .center })
      sheet[row: Self.firstRow + index, column: 1] = Cell(
        .text(kind.name), style: BookTheme.textStyle)
      sheet.conditionalFormats.append(
        ConditionalFormat(cells, .formula("\(cells.first.a1)=\(index + 1)", look)))
    }
    sheet[row: Self.firstRow - 1, column: 0] = Cell(.text("kind"), style: BookTheme.labelStyle)
    return sheet
  }

  private func sheet(
    _ name: String, _ words: String, colors: ConditionalFormat.Rule,
    _ content: (FieldPoint) -> CellContent?
  ) -> Sheet {
    var sheet = grid(name, words, from: 0, content)
    sheet.conditionalFormats = [
      ConditionalFormat(
        CellRange(
          CellAddress(row: Self.firstRow, column: 1),
          CellAddress(
            row: Self.firstRow + map.yValues.count - 1, column: map.xValues.count)), colors)
    ]
    return sheet
  }

  /// The points as a grid, the numbers of both axes beside it.
  private func grid(
    _ name: String, _ words: String, from left: Int, _ content: (FieldPoint) -> CellContent?
  ) -> Sheet {
    var sheet = Sheet(name)
    sheet.set("A1", .text(words), style: CellStyle(size: 14, bold: true))
    sheet.set(
      "A2",
      .text("Across: \(map.settings.x.name). Down, from the largest: \(map.settings.y.name)."),
      style: BookTheme.subtitleStyle)
    let head = BookTheme.tableHeadStyle.with { $0.size = 8 }
    let number = CellStyle(size: 8, horizontal: .center)
    for (column, x) in map.xValues.enumerated() {
      sheet[row: Self.firstRow - 1, column: left + column + 1] = Cell(.number(x), style: head)
    }
    sheet.heights[Self.firstRow - 1] = 24
    let width = map.xValues.count
    // The largest value stands at the top, as in the figure.
    for (row, y) in map.yValues.enumerated().reversed() {
      let place = Self.firstRow + map.yValues.count - 1 - row
      sheet[row: place, column: left] = Cell(.number(y), style: head)
      for column in 0..<width {
        guard let content = content(map.points[row * width + column]) else { continue }
        let isWhole =
          if case .number(let value) = content { value == value.rounded() } else { true }
        sheet[row: place, column: left + column + 1] = Cell(
          content,
          style: isWhole ? number : number.with { $0.numberFormat = .fixed(decimals: 2) })
      }
    }
    sheet.frozen = CellAddress(row: Self.firstRow, column: left + 1)
    sheet.print = PrintSetup(landscape: true)
    return sheet
  }
}
