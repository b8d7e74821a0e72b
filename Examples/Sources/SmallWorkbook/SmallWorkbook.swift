import Charts
import Foundation
import Workbook

/// Writes a workbook with formulas, their results and a native chart.
@main
enum SmallWorkbook {
  static func main() throws {
    let folder = CommandLine.arguments.dropFirst().first ?? "."
    var sheet = Sheet("Squares")
    sheet.setRow("A1", [.text("number"), .text("square")])
    for row in 1...10 {
      let number = Double(row)
      sheet[row: row, column: 0] = Cell(.number(number))
      sheet[row: row, column: 1] = Cell(
        .formula(Formula("A\(row + 1)^2", number: number * number)))
    }
    let numbers = (1...10).map(Double.init)
    let chart = Chart(
      title: "Squares", x: Axis(title: "number"), y: Axis(title: "square"),
      series: [Series(name: "square", x: numbers, y: numbers.map { $0 * $0 })])
    let cells = { (column: Int) in CellRange(sheet: "Squares", column: column, rows: 1..<11) }
    sheet.charts.append(
      NativeChart(
        chart, sources: [.init(x: cells(0), y: cells(1))], at: "D2",
        size: .init(width: 480, height: 288), altText: "The squares of the numbers 1 to 10."))
    try Book(sheets: [sheet]).write(toPath: "\(folder)/squares.xlsx")
    print("wrote squares.xlsx")
  }
}
