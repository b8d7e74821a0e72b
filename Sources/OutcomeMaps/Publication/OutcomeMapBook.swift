import Backprop
import Charts
import ContentPublishing
import Glibc
import Numerals
import Publishing
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
        sheet("Verdicts", "What became of the training", colors: nil) {
          .text($0.outcome.rawValue)
        },
      ],
      properties: Book.Properties(
        title: "What becomes of the training", subject: map.settings.network.summary,
        author: Program.signature, created: created))
  }

  private func sheet(
    _ name: String, _ words: String, colors: ConditionalFormat.Rule?,
    _ content: (FieldPoint) -> CellContent?
  ) -> Sheet {
    var sheet = Sheet(name)
    sheet.set("A1", .text(words), style: CellStyle(size: 14, bold: true))
    sheet.set(
      "A2",
      .text("Across: \(map.settings.x.name). Down, from the largest: \(map.settings.y.name)."),
      style: BookTheme.subtitleStyle)
    let head = Self.firstRow - 1
    for (column, x) in map.xValues.enumerated() {
      sheet[row: head, column: column + 1] = Cell(.number(x), style: BookTheme.tableHeadStyle)
    }
    let width = map.xValues.count
    // The largest value stands at the top, as in the figure.
    for (row, y) in map.yValues.enumerated().reversed() {
      let place = Self.firstRow + map.yValues.count - 1 - row
      sheet[row: place, column: 0] = Cell(.number(y), style: BookTheme.tableHeadStyle)
      for column in 0..<width {
        guard let content = content(map.points[row * width + column]) else { continue }
        sheet[row: place, column: column + 1] = Cell(
          content, style: CellStyle(numberFormat: colors == nil ? .general : .fixed(decimals: 2)))
      }
    }
    if let colors {
      sheet.conditionalFormats = [
        ConditionalFormat(
          CellRange(
            CellAddress(row: Self.firstRow, column: 1),
            CellAddress(row: Self.firstRow + map.yValues.count - 1, column: width)), colors)
      ]
    }
    sheet.frozen = CellAddress(row: Self.firstRow, column: 1)
    sheet.print = PrintSetup(landscape: true)
    return sheet
  }
}
