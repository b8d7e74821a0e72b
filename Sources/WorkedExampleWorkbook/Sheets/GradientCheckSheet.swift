import Backprop
import Charts
import Workbook
import WorkedExample

/// The sheet that checks the gradients of one row of a table where a check column would be too long
/// for a cell or the table is too large: the forward pass stands there once for every parameter that is
/// moved, column by column.
struct GradientCheckSheet {
  private let block: ParameterBlock
  private let columns: GradientCheckColumns
  /// For each trained parameter, the forward pass with the parameter moved up, then down.
  private let passes: [[[Double]]]
  private let gradients: [Double]

  /// The name of the sheet.
  static let name = "Gradient check"
  /// The most cells of the forward passes: more are slow to open.
  private static let cellLimit = 200_000
  private static let head = ParameterBlock.end + 2
  private static let first = head + 1

  /// The columns of the result.
  private enum Place {
    static let parameter = 0
    static let gradient = 1
    static let difference = 2
    static let distance = 3
    /// The first column of the forward passes.
    static let passes = 5
  }

  /// The sheet of an example's leading table.
  ///
  /// - Returns: Nil where every gradient has its check column, where nothing is trained, where there
  ///   would be too many cells, and where a number is too large for a check.
  init?(example: WorkedExample, layout: ExampleLayout) {
    let parameters = example.description.parameters
    guard example.checks.count < parameters.count, let table = example.leadingTable else {
      return nil
    }
    columns = GradientCheckColumns(example.description)
    guard
      2 * parameters.count * columns.count <= Self.cellLimit,
      Place.passes + columns.count <= CellAddress.columnLimit
    else { return nil }
    let row = table.rows - 1
    let values = columns.givens.map { symbol in
      example.description.index(of: symbol).map { table[row, $0] } ?? .nan
    }
    passes = [1.0, -1.0].map { [columns] sign in
      parameters.map { parameter in
        columns.pass(
          table, row: row, moving: parameter, by: sign * TableDescription.checkStep)
      }
    }
    gradients = parameters.map { parameter in
      example.description.index(of: parameter.gradient).map { table[row, $0] } ?? .nan
    }
    guard (values + gradients + passes.joined().joined()).allSatisfy(\.isFinite),
      values.allSatisfy({ $0.magnitude <= WorkedExample.checkedMagnitude })
    else { return nil }
    block = ParameterBlock(
      example: example, layout: layout, table: table, parameters: columns.givens)
  }

  private var parameters: [Symbol] { block.example.description.parameters }

  /// The cell with the largest distance of a gradient from its central difference.
  static let largest = CellRange(
    sheet: name, CellAddress(row: ParameterBlock.end, column: Place.distance))

  /// The largest distance of a gradient from its central difference.
  var largestDistance: Double {
    parameters.indices.map { (gradients[$0] - difference($0)).magnitude }.reduce(0, max)
  }

  private func difference(_ index: Int) -> Double {
    let step = TableDescription.checkStep
    let (high, low) = (passes[0][index], passes[1][index])
    let place = columns.place(of: parameters[index]) ?? 0
    let distance = high[place] - low[place]
    return ((high.last ?? .nan) - (low.last ?? .nan)) / (distance == 0 ? 2 * step : distance)
  }

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(Self.name)
    block.add(
      title: "Gradients checked",
      words:
        "At the right the forward pass with each parameter moved by h: the loss above less the loss "
        + "below, by 2h, is the gradient.", to: &sheet)
    addResult(to: &sheet)
    for (sign, start) in zip(["+", "-"], [Self.first, lowFirst]) {
      addPasses(sign, firstRow: start, to: &sheet)
    }
    sheet.widths = [
      Place.parameter: .characters(18), Place.gradient: .characters(20),
      Place.difference: .characters(26), Place.distance: .characters(22),
    ]
    for column in Place.passes..<max(Place.passes + columns.count, columns.givens.count + 1) {
      sheet.widths[column] = .characters(12)
    }
    sheet.heights[0] = 26
    sheet.frozen = CellAddress(row: Self.first, column: Place.distance + 1)
    sheet.tab = Color(0x548235)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(
      landscape: true, repeatedRows: Self.head...Self.head,
      area: CellRange(
        "A1", CellAddress(row: lowFirst - 3, column: Place.distance)))
    return sheet
  }

  /// The first row of the passes with a parameter moved down, below those with it moved up.
  private var lowFirst: Int { Self.first + parameters.count + 2 }

  private func cell(_ row: Int, _ column: Int) -> String {
    CellAddress(row: row, column: column).a1
  }

  // MARK: - Result

  private func addResult(to sheet: inout Sheet) {
    sheet.set(
      CellAddress(row: ParameterBlock.end, column: Place.parameter),
      .text("Largest distance of a gradient from its central difference"),
      style: ExampleStyles.label)
    let rows = Self.first..<Self.first + parameters.count
    let distances = CellRange(column: Place.distance, rows: rows)
    sheet.set(
      Self.largest.first, .formula(Formula("MAX(\(distances.a1))", number: largestDistance)),
      style: CellStyle(bold: true, numberFormat: .scientific(decimals: 2), horizontal: .right))
    let largest = CellRange(Self.largest.first)
    sheet.conditionalFormats += [
      ConditionalFormat(largest, .above(RateSheet.tolerance, ExampleStyles.bad)),
      ConditionalFormat(largest, .atMost(RateSheet.tolerance, ExampleStyles.good)),
    ]
    sheet.setRow(
      CellAddress(row: Self.head, column: 0),
      ["parameter", "gradient", "central difference", "distance"].map { .text($0) },
      style: ExampleStyles.tableHead)
    for (index, parameter) in parameters.enumerated() {
      let row = Self.first + index
      sheet.set(
        CellAddress(row: row, column: Place.parameter), .text(parameter.name),
        style: ExampleStyles.head(block.example.description[parameter]?.role ?? .weight))
      sheet.set(
        CellAddress(row: row, column: Place.gradient),
        .formula(Formula(block.value(of: parameter.gradient), number: gradients[index])),
        style: ExampleStyles.body(.gradient))
    }
    let loss = Place.passes + columns.count - 1
    for (index, parameter) in parameters.enumerated() {
      let row = Self.first + index
      let low = lowFirst + index
      let moved = Place.passes + (columns.place(of: parameter) ?? 0)
      sheet.set(
        CellAddress(row: row, column: Place.difference),
        .formula(
          Formula(
            "(\(cell(row, loss))-\(cell(low, loss)))/(\(cell(row, moved))-\(cell(low, moved)))",
            number: difference(index))), style: ExampleStyles.body(.check))
      sheet.set(
        CellAddress(row: row, column: Place.distance),
        .formula(
          Formula(
            "ABS(\(cell(row, Place.gradient))-\(cell(row, Place.difference)))",
            number: (gradients[index] - difference(index)).magnitude)),
        style: CellStyle(numberFormat: .scientific(decimals: 2), horizontal: .right))
    }
  }

  // MARK: - Forward passes

  /// Writes the passes with each parameter moved to one side, one a row.
  private func addPasses(_ sign: String, firstRow: Int, to sheet: inout Sheet) {
    let isHigh = firstRow == Self.first
    if !isHigh {
      for (index, parameter) in parameters.enumerated() {
        sheet.set(
          CellAddress(row: firstRow + index, column: Place.parameter), .text(parameter.name),
          style: ExampleStyles.head(block.example.description[parameter]?.role ?? .weight))
      }
    }
    sheet.set(
      CellAddress(row: firstRow - 1, column: Place.passes - 1), .text("\(sign)h"),
      style: ExampleStyles.label.with { $0.horizontal = .center })
    let notation = SpreadsheetNotation { symbol, _ in
      if let place = columns.place(of: symbol) { return cell(firstRow, Place.passes + place) }
      return block.cell(of: symbol) ?? block.layout.reference(to: symbol)
    }
    for (place, column) in columns.columns.enumerated() {
      let number = Place.passes + place
      sheet.set(
        CellAddress(row: firstRow - 1, column: number), .text(column.symbol.name),
        style: ExampleStyles.head(column.role))
      let text =
        columns.isParameter(column)
        ? "\(block.cell(of: column.symbol) ?? "0")+IF($A\(firstRow + 1)="
          + "\(Formula.literal(column.symbol.name)),\(sign)\(ExampleLayout.checkStepName),0)"
        : column.recurrence.text(notation)
      sheet.blocks.append(
        ColumnBlock(
          column: number, firstRow: firstRow,
          .formulas(
            FormulaTemplate(text, writtenForRow: firstRow),
            results: passes[isHigh ? 0 : 1].map { $0[place] }),
          style: ExampleStyles.body(column.role)))
    }
  }
}
