import Backprop
import Charts
import Predictions
import Workbook
import WorkedExample

/// The sheet with the decision regions of a network with two inputs: a grid of formulas whose colors
/// move when a weight is changed.
struct RegionsSheet {
  let block: ParameterBlock
  let regions: DecisionRegions
  private let grid: InputGrid
  private let values: [[[Double]]]

  /// The number of positions along each input.
  private static let count = 33
  /// The name of the sheet.
  static let name = "Regions"

  /// The sheet of an example's leading table.
  ///
  /// - Returns: Nil where there are no regions, or no formula that fits a cell.
  init?(example: WorkedExample, layout: ExampleLayout) {
    guard let regions = example.regions, let table = example.leadingTable else { return nil }
    self.regions = regions
    block = ParameterBlock(
      example: example, layout: layout, table: table, parameters: regions.function.parameters)
    grid = InputGrid(over: regions.samples, count: Self.count)
    values = regions.outputs(over: grid, of: table, row: table.rows - 1)
    guard values.joined().joined().allSatisfy(\.isFinite),
      regions.function.outputs.allSatisfy({ $0.text(notation(top: 999, column: 99)).count < 8_000 })
    else { return nil }
  }

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(Self.name)
    block.add(
      title: "Decision regions",
      words:
        "Every cell of the grid is the forward pass for the inputs at its left and above it. Change "
        + "a weight on the sheet Inputs, and watch the border move; the dark cells are the samples.",
      to: &sheet)
    var top = ParameterBlock.end
    if regions.classCount > 2 {
      addGrid("class", top: top, to: &sheet, classes: true)
      addClassColors(top: top, to: &sheet)
      addSamples(top: top, to: &sheet)
      for output in regions.function.outputs.indices {
        top = gridTop(output)
        addGrid(outputName(output), top: top, to: &sheet, output: output)
        addScale(top: top, from: 0, to: 1, to: &sheet)
      }
    } else {
      addGrid(outputName(0), top: top, to: &sheet, output: 0)
      let goesBelow = regions.classification == .threshold(0)
      addScale(top: top, from: goesBelow ? -1 : 0, to: 1, to: &sheet)
      addSamples(top: top, to: &sheet)
    }
    for column in 1...max(Self.count, block.parameters.count) {
      sheet.widths[column] = .characters(column <= Self.count ? 5.2 : 9)
    }
    sheet.widths[0] = .characters(11)
    sheet.heights[0] = 26
    sheet.tab = Color(0x548235)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true)
    return sheet
  }

  /// The row of an output's own grid, below that of the classes.
  private func gridTop(_ output: Int) -> Int {
    ParameterBlock.end + (output + 1) * (Self.count + 4)
  }

  private func outputName(_ output: Int) -> String {
    regions.function.outputNames[output]
  }

  /// The cells of a grid whose heading stands in a row.
  private func cells(top: Int) -> CellRange {
    CellRange(
      CellAddress(row: top + 2, column: 1),
      CellAddress(row: top + 1 + Self.count, column: Self.count))
  }

  /// The references of a grid's cell in a column, as they stand in its first row.
  private func notation(top: Int, column: Int) -> SpreadsheetNotation {
    let references = ["\(CellAddress.columnName(column))$\(top + 2)", "$A\(top + 3)"]
    return block.notation(inputs: Array(zip(regions.function.inputs, references)))
  }

  /// Writes a grid: the first input from left to right, the second from the bottom to the top.
  private func addGrid(
    _ title: String, top: Int, to sheet: inout Sheet, output: Int = 0, classes: Bool = false
  ) {
    sheet.set(CellAddress(row: top, column: 0), .text(title), style: ExampleStyles.heading)
    let names = regions.function.inputs.map { $0.name.prefix { $0 != "[" } }
    sheet.set(
      CellAddress(row: top + 1, column: 0), .text("\(names[1]) ↑  \(names[0]) →"),
      style: ExampleStyles.smallHead)
    let axis = CellStyle(
      size: 7, color: Color(0x6B7280), numberFormat: .custom("0.00"), horizontal: .center)
    let first = top + 2
    sheet.blocks.append(
      ColumnBlock(
        column: 0, firstRow: first, .numbers(grid.positions[1].reversed()), style: axis))
    for (place, x) in grid.positions[0].enumerated() {
      let column = place + 1
      sheet.set(CellAddress(row: top + 1, column: column), .number(x), style: axis)
      let numbers = values.reversed().map { row in
        classes
          ? Double(1 + LearnedFunction.classOf(row[place], regions.classification))
          : row[place][output]
      }
      let text =
        classes
        ? classFormula(column: column)
        : regions.function.outputs[output].text(notation(top: top, column: column))
      sheet.blocks.append(
        ColumnBlock(
          column: column, firstRow: first,
          .formulas(FormulaTemplate(text, writtenForRow: first), results: numbers),
          style: CellStyle(size: 7, numberFormat: .custom("0.00"), horizontal: .center)))
    }
  }

  /// The number of the largest output, from the grids below, as it stands in the first row.
  private func classFormula(column: Int) -> String {
    let cells = regions.function.outputs.indices.map {
      CellAddress(row: gridTop($0) + 2, column: column).a1
    }
    let largest = "MAX(\(cells.joined(separator: ",")))"
    return cells.indices.dropLast().reversed().reduce("\(cells.count)") { rest, place in
      "IF(\(cells[place])=\(largest),\(place + 1),\(rest))"
    }
  }

  // MARK: - Colors

  private func addScale(top: Int, from low: Double, to high: Double, to sheet: inout Sheet) {
    sheet.conditionalFormats.append(
      ConditionalFormat(
        cells(top: top),
        .fixedScale(
          low: .init(low, DecisionRegions.colors[0].pale), middle: .init((low + high) / 2, .white),
          high: .init(high, DecisionRegions.colors[1].pale))))
  }

  private func addClassColors(top: Int, to sheet: inout Sheet) {
    let range = cells(top: top)
    for index in 0..<regions.classCount {
      sheet.conditionalFormats.append(
        ConditionalFormat(
          range,
          .formula(
            "\(range.first.a1)=\(index + 1)",
            CellStyle(
              color: DecisionRegions.colors[index].pale, fill: DecisionRegions.colors[index].pale)))
      )
    }
  }

  /// A cell full of the color of a class: by fill and by blocks of text, because LibreOffice draws a
  /// color scale over the fill.
  private func sampleStyle(_ color: Color) -> CellStyle {
    CellStyle(color: color, fill: color, numberFormat: .custom("\"████\";\"████\";\"████\""))
  }

  /// Dark cells where samples lie, in the color of their class; they follow the sheet Samples.
  private func addSamples(top: Int, to sheet: inout Sheet) {
    let range = cells(top: top)
    let samples = block.layout.sampleValues
    func column(_ index: Int) -> String {
      CellRange(
        sheet: samples.sheet, column: samples.first.column + index,
        rows: samples.first.row..<samples.last.row + 1
      ).absolute
    }
    func near(_ input: Int, _ reference: String) -> String {
      let positions = grid.positions[input]
      // A little less than half a cell, so that no sample is in two.
      let half = (positions[1] - positions[0]) * 0.4999
      return "(ABS(\(column(input))-\(reference))<=\(half))"
    }
    let x = "\(CellAddress.columnName(range.first.column))$\(top + 2)"
    let place = "\(near(0, x))*\(near(1, "$A\(top + 3)"))"
    var rules: [ConditionalFormat] = []
    for index in 0..<regions.classCount {
      let target = regions.function.outputs.count == 1 ? 2 : 2 + index
      let isOfClass =
        regions.function.outputs.count == 1
        ? "(\(column(target))\(index == 1 ? ">" : "<=")\(regions.classification == .threshold(0) ? "0" : "0.5"))"
        : "(\(column(target))>0.5)"
      rules.append(
        ConditionalFormat(
          range,
          .formula(
            "SUMPRODUCT(\(place)*\(isOfClass))>0",
            sampleStyle(DecisionRegions.colors[index].dark))))
    }
    sheet.conditionalFormats = rules + sheet.conditionalFormats
  }
}
