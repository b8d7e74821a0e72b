import Charts
import ContentPublishing
import Workbook

extension ImageSheets {
  /// Where the numbers of the sheet Centering stand.
  private enum Place {
    /// The first line of the tables, one row a line of the image.
    static let top = 11
    /// The columns of the table for rows; that for columns is `step` further right.
    static let line = 0, sum = 1, fromEnd = 2, fromStart = 3, first = 4, second = 5,
      firstWeight = 6, secondWeight = 7
    static let step = 9
    /// The first columns of the two grids.
    static let moved = 19, centered = 48
  }

  private static func cell(_ line: Int, _ column: Int, isColumn: Bool = false) -> CellAddress {
    CellAddress(row: Place.top + line, column: column + (isColumn ? Place.step : 0))
  }

  private static func range(_ column: Int, isColumn: Bool = false) -> String {
    CellRange(
      cell(0, column, isColumn: isColumn), cell(side - 1, column, isColumn: isColumn)
    ).absolute
  }

  /// The cells of the centered drawing.
  static func centered(_ row: Int, _ column: Int) -> CellAddress {
    CellAddress(row: Place.top + row, column: Place.centered + column)
  }

  /// The sheet that centers.
  var centeringSheet: Sheet {
    var sheet = Sheet(ClassifierSheet.centering)
    sheet.set(
      "A1", .text("From the drawing to where MNIST's digits are"), style: ClassifierStyles.title)
    sheet.set(
      "A2",
      .text(
        "The longer side becomes 20 pixels, the center of mass comes to lie in the middle. Each row "
          + "and column of the result is mixed from two neighbors of the drawing."),
      style: ClassifierStyles.subtitle)
    addScalars(to: &sheet)
    for isColumn in [false, true] { addTable(isColumn: isColumn, to: &sheet) }
    addGrids(to: &sheet)
    for column in 0..<18 { sheet.widths[column] = .characters(8) }
    for column in 18..<77 { sheet.widths[column] = .characters(3.4) }
    sheet.conditionalFormats = [Place.moved, Place.centered].map { column in
      ClassifierStyles.gray(
        CellRange(
          CellAddress(row: Place.top, column: column),
          CellAddress(row: Place.top + Self.side - 1, column: column + Self.side - 1)))
    }
    sheet.showsGridlines = false
    sheet.tab = Color(0xA9D18E)
    // The tables are for the screen.
    sheet.print = PrintSetup(
      landscape: true, fitsOnePageHigh: true,
      area: CellRange(
        CellAddress(row: Place.top - 2, column: Place.moved),
        CellAddress(row: Place.top + Self.side - 1, column: Place.centered + Self.side - 1)),
      header: "&LFrom the drawing to where MNIST's digits are")
    return sheet
  }

  private static let scaleCell: CellAddress = "C6"
  private static let offsetCells: [CellAddress] = ["C7", "C8"]

  private func addScalars(to sheet: inout Sheet) {
    func extent(_ isColumn: Bool) -> String {
      // The last marked line less the first, which counts from the end.
      "MAX(\(Self.range(Place.fromStart, isColumn: isColumn)))"
        + "+MAX(\(Self.range(Place.fromEnd, isColumn: isColumn)))-\(Self.side)"
    }
    let sums = lineSums
    let extents = sums.map(Centering.extent)
    let scale = Centering.length / Double(max(1, extents.max() ?? 0))
    let length = "\(Int(Centering.length))"
    sheet.set("A4", .text("rows and columns that are marked"), style: ClassifierStyles.label)
    for (place, cell) in (["C4", "D4"] as [CellAddress]).enumerated() {
      // An empty drawing has neither a first nor a last line.
      sheet.set(
        cell, .formula(Formula("MAX(0,\(extent(place == 1)))", number: Double(extents[place]))),
        style: ClassifierStyles.result)
    }
    sheet.set("A6", .text("scale"), style: ClassifierStyles.label)
    sheet.set(
      Self.scaleCell, .formula(Formula("\(length)/MAX(1,C4,D4)", number: scale)),
      style: ClassifierStyles.result)
    for (place, name) in ["moved down by", "moved right by"].enumerated() {
      let isColumn = place == 1
      let mass = Self.range(Place.sum, isColumn: isColumn)
      let lines = Self.range(Place.line, isColumn: isColumn)
      let cell = Self.offsetCells[place]
      sheet.set(
        CellAddress(row: cell.row, column: 0), .text(name), style: ClassifierStyles.label)
      sheet.set(
        cell,
        .formula(
          Formula(
            "ROUND(\(Centering.middle)-\(Self.scaleCell.absolute)*(SUMPRODUCT(\(mass),\(lines))"
              + "-0.5*SUM(\(mass)))/MAX(1,SUM(\(mass))),0)",
            number: Centering.offset(sums[place], scale))), style: ClassifierStyles.result)
    }
  }

  /// The sums of the rows and of the columns.
  private var lineSums: [[Double]] {
    let side = Self.side
    return [
      (0..<side).map { row in (0..<side).reduce(0) { $0 + pixels[row * side + $1] } },
      (0..<side).map { column in (0..<side).reduce(0) { $0 + pixels[$1 * side + column] } },
    ]
  }

  private func addTable(isColumn: Bool, to sheet: inout Sheet) {
    let heads = [
      isColumn ? "column" : "row", "sum", "from the end", "from the start", "first", "second",
      "its weight", "its weight",
    ]
    for (column, head) in heads.enumerated() {
      sheet.set(
        Self.cell(-1, column, isColumn: isColumn), .text(head),
        style: BookTheme.tableHeadStyle.with { $0.size = 8 })
    }
    let samples = isColumn ? centering.columns : centering.rows
    let sums = lineSums[isColumn ? 1 : 0]
    let image = Self.imageRange
    let scale = Self.scaleCell.absolute
    let offset = Self.offsetCells[isColumn ? 1 : 0].absolute
    let center = ClassifierName.centerDrawing.rawValue
    for line in 0..<Self.side {
      func cell(_ column: Int) -> CellAddress { Self.cell(line, column, isColumn: isColumn) }
      let own = "\(line + 1)"
      let source =
        isColumn
        ? CellRange(
          sheet: image.sheet, image.first.moved(columns: line),
          CellAddress(row: image.last.row, column: image.first.column + line))
        : CellRange(
          sheet: image.sheet, image.first.moved(rows: line),
          CellAddress(row: image.first.row + line, column: image.last.column))
      let sample = samples[line]
      // Where the middle of the line comes from, as a line of the drawing.
      let place = "((\(own)-0.5-\(offset))/\(scale)+0.5)"
      let first = "ROUND(\(place)-MOD(\(place),1),0)"
      func clipped(_ value: String) -> String { "IF(\(value)<1,1,IF(\(value)>28,28,\(value)))" }
      func weight(_ index: String, _ part: String) -> String {
        "IF(\(index)<1,0,IF(\(index)>28,0,\(part)))"
      }
      func either(_ moved: String, _ same: String) -> String { "IF(\(center)=1,\(moved),\(same))" }
      let contents: [(Int, String, Double)] = [
        (Place.sum, "SUM(\(source.a1))", sums[line]),
        (
          Place.fromEnd, "IF(\(cell(Place.sum).a1)>0,\(29 - (line + 1)),0)",
          sums[line] > 0 ? Double(28 - line) : 0
        ),
        (
          Place.fromStart, "IF(\(cell(Place.sum).a1)>0,\(own),0)",
          sums[line] > 0 ? Double(line + 1) : 0
        ),
        (Place.first, either(clipped(first), own), Double(sample.first)),
        (Place.second, either(clipped("\(first)+1"), own), Double(sample.second)),
        (
          Place.firstWeight, either(weight(first, "1-MOD(\(place),1)"), "1"), sample.firstWeight
        ),
        (
          Place.secondWeight, either(weight("\(first)+1", "MOD(\(place),1)"), "0"),
          sample.secondWeight
        ),
      ]
      sheet.set(cell(Place.line), .number(Double(line + 1)), style: ClassifierStyles.small)
      for (column, formula, value) in contents {
        sheet.set(
          cell(column), .formula(Formula(formula, number: value)),
          style: ClassifierStyles.small.with {
            $0.numberFormat = column >= Place.firstWeight ? .fixed(decimals: 3) : .general
          })
      }
    }
  }

  private func addGrids(to sheet: inout Sheet) {
    sheet.set(
      CellAddress(row: Place.top - 2, column: Place.moved), .text("rows in their places"),
      style: ClassifierStyles.label)
    sheet.set(
      CellAddress(row: Place.top - 2, column: Place.centered), .text("what the network sees"),
      style: ClassifierStyles.label)
    let moved = centering.resampledRows(pixels)
    let centered = centering.applied(to: pixels)
    let image = Self.imageRange
    func reference(_ line: Int, _ column: Int, isColumn: Bool) -> String {
      Self.cell(line, column, isColumn: isColumn).absolute
    }
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        let source = CellRange(
          sheet: image.sheet, image.first.moved(columns: column),
          CellAddress(row: image.last.row, column: image.first.column + column)
        ).a1
        func part(_ weight: Int, _ line: Int) -> String {
          reference(row, weight, isColumn: false) + "*INDEX(\(source),"
            + reference(row, line, isColumn: false) + ")"
        }
        sheet.set(
          CellAddress(row: Place.top + row, column: Place.moved + column),
          .formula(
            Formula(
              part(Place.firstWeight, Place.first) + "+" + part(Place.secondWeight, Place.second),
              number: moved[row * Self.side + column])),
          style: ClassifierStyles.pixel.with { $0.numberFormat = .fixed(decimals: 0) })
        let line = CellRange(
          CellAddress(row: Place.top + row, column: Place.moved),
          CellAddress(row: Place.top + row, column: Place.moved + Self.side - 1)
        ).a1
        func across(_ weight: Int, _ place: Int) -> String {
          reference(column, weight, isColumn: true) + "*INDEX(\(line),1,"
            + reference(column, place, isColumn: true) + ")"
        }
        sheet.set(
          Self.centered(row, column),
          .formula(
            Formula(
              across(Place.firstWeight, Place.first) + "+"
                + across(Place.secondWeight, Place.second),
              number: centered[row * Self.side + column])),
          style: ClassifierStyles.pixel.with { $0.numberFormat = .fixed(decimals: 0) })
      }
    }
  }
}
