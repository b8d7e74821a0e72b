import Backprop
import LearningRateAnalysis
import Numerals
import Workbook
import WorkedExample

/// The matrices and vectors of the sheet Stability, and the numbers that the Hessian is made from.
struct StabilityMatrices {
  let example: WorkedExample
  let layout: ExampleLayout
  let numbers: StabilityNumbers

  private typealias Place = ExampleLayout

  private var parameters: [Symbol] { example.description.parameters }
  private var size: Int { parameters.count }

  /// Writes all of them.
  func add(to sheet: inout Sheet) {
    addIngredients(to: &sheet)
    addHessian(to: &sheet)
    for power in 0...SquaredPowers.squarings { addPower(power, to: &sheet) }
    sheet.rowGroups.append(OutlineGroup(Place.foldedRows(size: size), collapsed: true))
    addVectors(to: &sheet)
    for column in 0...size { sheet.widths[Place.stabilityColumn + column] = .characters(14) }
    sheet.widths[Place.ingredientColumn(size: size)] = .characters(12)
    sheet.widths[Place.ingredientColumn(size: size) + 1] = .characters(14)
  }

  private static let entry = ExampleStyles.body(.curvature).with {
    $0.numberFormat = .scientific(decimals: 5)
  }

  private func addIngredients(to sheet: inout Sheet) {
    let column = Place.ingredientColumn(size: size)
    sheet.set(
      CellAddress(row: Place.StabilityRow.head - 1, column: column),
      .text("The numbers of the chosen epoch that the entries read"),
      style: ExampleStyles.smallHead)
    let table = example.tables[numbers.table]
    for (index, ingredient) in numbers.ingredients.enumerated() {
      let cell = Place.ingredientCell(index, size: size)
      sheet.set(
        CellAddress(row: cell.row, column: column), .text(ingredient.symbol.name),
        style: ExampleStyles.head(example.description.columns[ingredient.column].role))
      sheet.set(
        cell,
        .formula(
          Formula(
            layout.chosenValue(column: ingredient.column),
            number: table[(numbers.epoch - 1) * table.stepsPerEpoch, ingredient.column])),
        style: ExampleStyles.result.with { $0.numberFormat = ExampleStyles.number })
    }
  }

  /// A title over a matrix, and the parameters over its columns and left of its rows.
  private func addFrame(_ power: Int, _ title: String, to sheet: inout Sheet) {
    let first = Place.matrixCell(power: power, size: size)
    sheet.set(
      CellAddress(row: first.row - 1, column: 0), .text(title), style: ExampleStyles.heading)
    for (index, parameter) in parameters.enumerated() {
      sheet.set(
        CellAddress(row: first.row - 1, column: first.column + index), .text(parameter.name),
        style: ExampleStyles.head(.curvature))
      sheet.set(
        CellAddress(row: first.row + index, column: 0), .text(parameter.name),
        style: ExampleStyles.label.with { $0.horizontal = .right })
    }
  }

  private func addHessian(to sheet: inout Sheet) {
    let places = Dictionary(
      uniqueKeysWithValues: numbers.ingredients.enumerated().map { index, ingredient in
        (ingredient.symbol, Place.ingredientCell(index, size: size).absolute)
      })
    let notation = SpreadsheetNotation(guardsUnderflow: numbers.canUnderflow) { symbol, _ in
      places[symbol] ?? "NA()"
    }
    let first = Place.matrixCell(power: -1, size: size)
    addFrame(-1, "Hessian H, ∂²E/∂row∂column", to: &sheet)
    var entry = 0
    for row in 0..<size {
      for column in 0...row {
        let value = numbers.powers.matrix[row][column]
        let cell = CellAddress(row: first.row + row, column: first.column + column)
        let text = numbers.entries[entry].recurrence.text(notation)
        entry += 1
        sheet.set(cell, .formula(Formula(text, number: value)), style: Self.entry)
        guard column < row else { continue }
        sheet.set(
          CellAddress(row: first.row + column, column: first.column + row),
          .formula(Formula(cell.a1, number: value)), style: Self.entry)
      }
    }
    sheet.set(
      CellAddress(row: first.row + size, column: 0),
      .text("c, which no eigenvalue exceeds"), style: ExampleStyles.label)
    let all = CellRange(
      first, Place.matrixRow(power: -1, size: size, row: size - 1).last
    ).absolute
    sheet.set(
      shiftCell,
      .formula(Formula("SQRT(SUMPRODUCT(\(all),\(all)))", number: numbers.powers.shift)),
      style: Self.entry)
  }

  private var shiftCell: CellAddress {
    let first = Place.matrixCell(power: -1, size: size)
    return CellAddress(row: first.row + size, column: first.column)
  }

  private func addPower(_ power: Int, to sheet: inout Sheet) {
    let first = Place.matrixCell(power: power, size: size)
    let trace = Place.traceCell(power: power, size: size)
    addFrame(
      power, power == 0 ? "P0 = (H + c·1) / trace" : "P\(power) = P\(power - 1)² / trace",
      to: &sheet)
    let hessian = Place.matrixCell(power: -1, size: size)
    func undivided(_ row: Int, _ column: Int) -> String {
      guard power > 0 else {
        let cell = CellAddress(row: hessian.row + row, column: hessian.column + column).absolute
        return row == column ? "(\(cell)+\(shiftCell.absolute))" : cell
      }
      let left = Place.matrixRow(power: power - 1, size: size, row: row).absolute
      let right = Place.matrixRow(power: power - 1, size: size, row: column).absolute
      return "SUMPRODUCT(\(left),\(right))"
    }
    // The trace of a square is the sum of the squares of all entries.
    let before = CellRange(
      Place.matrixRow(power: power - 1, size: size, row: 0).first,
      Place.matrixRow(power: power - 1, size: size, row: size - 1).last
    ).absolute
    let text =
      power == 0
      ? (0..<size).map { undivided($0, $0) }.joined(separator: "+")
      : "SUMPRODUCT(\(before),\(before))"
    sheet.set(
      trace, .formula(Formula(text, number: numbers.powers.traces[power])), style: Self.entry)
    for row in 0..<size {
      for column in 0..<size {
        sheet.set(
          CellAddress(row: first.row + row, column: first.column + column),
          .formula(
            Formula(
              "IF(\(trace.absolute)=0,0,\(undivided(row, column))/\(trace.absolute))",
              number: numbers.powers.powers[power][row][column])),
          style: Self.entry)
      }
    }
  }

  /// The vector that is begun with, what the last power leaves of it, its product with the Hessian,
  /// and how far that is from the eigenvalue times the vector.
  private func addVectors(to sheet: inout Sheet) {
    let start = Place.vectorRow(0, size: size)
    let vector = Place.vectorRow(1, size: size)
    let product = Place.vectorRow(2, size: size)
    let off = Place.vectorRow(3, size: size)
    let last = SquaredPowers.squarings
    for (range, title) in [
      (start, "start"), (vector, "v = P\(last) · start"), (product, "H · v"), (off, "H · v − λv"),
    ] {
      sheet.set(
        CellAddress(row: range.first.row, column: 0), .text(title), style: ExampleStyles.label)
    }
    sheet.set(
      CellAddress(row: start.first.row - 1, column: 0),
      .text(
        "P\(last) is \(FixedText.grouped(1 << last)) power iterations at once; P1 to P\(last - 1) are "
          + "folded away (+ at the left). Where the two largest eigenvalues are nearly equal, v need not "
          + "come to rest; λ does."), style: ExampleStyles.smallHead)
    let values = numbers.powers
    let lambda = Place.stabilityCell(Place.StabilityRow.sharpness).absolute
    for (index, number) in SquaredPowers.start(size).enumerated() {
      func cell(_ range: CellRange) -> CellAddress {
        CellAddress(row: range.first.row, column: range.first.column + index)
      }
      sheet.set(cell(start), .number(number), style: Self.entry)
      let power = Place.matrixRow(power: last, size: size, row: index).absolute
      let hessian = Place.matrixRow(power: -1, size: size, row: index).absolute
      sheet.set(
        cell(vector),
        .formula(
          Formula("SUMPRODUCT(\(power),\(start.absolute))", number: values.vector[index])),
        style: Self.entry)
      sheet.set(
        cell(product),
        .formula(
          Formula("SUMPRODUCT(\(hessian),\(vector.absolute))", number: values.product[index])),
        style: Self.entry)
      sheet.set(
        cell(off),
        .formula(
          Formula(
            "\(cell(product).a1)-\(lambda)*\(cell(vector).a1)",
            number: values.product[index] - values.eigenvalue * values.vector[index])),
        style: Self.entry)
    }
  }
}
