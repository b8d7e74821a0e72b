import Backprop
import Charts
import Derivations
import Numerals
import Workbook
import WorkedExample

/// The sheet with the six steps from the forward pass to the update.
struct DerivationSheet {
  let example: WorkedExample

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(ExampleLayout.derivation)
    sheet.set("A1", .text("Derivation"), style: ExampleStyles.title)
    sheet.set("D1", .link(.back), style: ExampleStyles.link)
    sheet.set(
      "A2",
      .text(
        "Generated from the same expressions as the formulas of the tables. The values are those "
          + "of the first epoch\(rate), for the update of the second."),
      style: ExampleStyles.subtitle)
    if !functions.isEmpty {
      sheet.set("A3", .text("Here \(functions)."), style: ExampleStyles.subtitle)
    }
    var row = 4
    var blocks: [Range<Int>] = []
    for (index, step) in example.description.derivation.steps.enumerated() {
      let start = row
      add(step, number: index + 1, row: &row, to: &sheet)
      blocks.append(start..<row)
    }
    sheet.widths = [
      0: .characters(12), 1: .characters(34), 2: .characters(96), 3: .characters(16),
    ]
    sheet.conditionalFormats = ExampleStyles.fitting(in: CellRange(column: 3, rows: 4..<row))
    sheet.heights[0] = 26
    sheet.frozen = "A3"
    sheet.tab = Color(0x7FCDBB)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true, fitsOnePageWide: false, repeatedRows: 0...0)
    sheet.print.scale = PageBreaks.scale(forWidth: 158)
    sheet.print.rowBreaks = PageBreaks.rows(between: blocks, of: sheet, scale: sheet.print.scale)
    return sheet
  }

  /// The learning rate whose values are shown.
  private var rate: String {
    example.leadingTable.map { " at η = \(NumberText.shortest($0.learningRate))" } ?? ""
  }

  /// What the functions of the formulas mean.
  private var functions: String {
    let used = Set(example.settings.network.layers.map(\.activation))
    let meanings: [(Activation, String)] = [
      (.sigmoid, "σ(x) = 1 / (1 + e⁻ˣ)"), (.tanh, "tanh(x) = (eˣ - e⁻ˣ) / (eˣ + e⁻ˣ)"),
      (.relu, "relu(x) is x above zero and 0 elsewhere, step(x) its slope, 1 or 0"),
    ]
    return meanings.filter { used.contains($0.0) }.map(\.1).joined(separator: "; ")
  }

  private func add(
    _ step: Derivation.Step, number: Int, row: inout Int, to sheet: inout Sheet
  ) {
    for column in 0..<4 {
      sheet[row: row, column: column] = Cell(.blank, style: ExampleStyles.heading)
    }
    sheet[row: row, column: 0] = Cell(
      .text("\(number). \(step.title)"), style: ExampleStyles.heading)
    sheet[row: row + 1, column: 0] = Cell(.text(step.text), style: ExampleStyles.subtitle)
    row += 2
    if !step.equations.isEmpty {
      let heads = ["quantity", "chain rule", "formula", "value"]
      let style = ExampleStyles.smallHead
      for (column, head) in heads.enumerated() {
        guard column != 1 || step.equations.contains(where: { !$0.chain.isEmpty }) else { continue }
        sheet[row: row, column: column] = Cell(
          .text(head), style: column == 3 ? style.with { $0.horizontal = .right } : style)
      }
      row += 1
    }
    for equation in step.equations {
      add(equation, isUpdate: step.kind == .update, row: row, to: &sheet)
      row += 1
    }
    row += 1
  }

  private func add(
    _ equation: Derivation.Equation, isUpdate: Bool, row: Int, to sheet: inout Sheet
  ) {
    let role = example.description[equation.symbol]?.role ?? .sensitivity
    sheet[row: row, column: 0] = Cell(
      .text(equation.symbol.name),
      style: ExampleStyles.head(role).with {
        $0.borders = CellStyle.Borders()
        $0.horizontal = .left
      })
    if !equation.chain.isEmpty {
      let product = equation.chain.map(\.name).joined(separator: ArticleNotation().times)
      sheet[row: row, column: 1] = Cell(.text("= \(product)"), style: ExampleStyles.formula)
    }
    let text = equation.expression.text(ArticleNotation())
    let lines = max(1, (text.count + 104) / 105)
    sheet[row: row, column: 2] = Cell(
      .text("= \(text)"), style: ExampleStyles.formula.with { $0.wraps = lines > 1 })
    if lines > 1 { sheet.heights[row] = Double(lines) * 14 + 2 }
    sheet[row: row, column: 3] = value(of: equation, isUpdate: isUpdate)
  }

  /// The value, read from the first table where there is a column for it.
  private func value(of equation: Derivation.Equation, isUpdate: Bool) -> Cell? {
    guard let table = example.leadingTable else { return nil }
    let epoch = isUpdate ? 2 : 1
    let style = CellStyle(numberFormat: ExampleStyles.number, horizontal: .right)
    guard table.rows >= epoch else { return nil }
    if let index = example.description.index(of: equation.symbol) {
      let place = ExampleLayout.place(
        column: index, epoch: epoch, learningRate: table.learningRate)
      return Cell(.formula(Formula(place, number: table[epoch - 1, index])), style: style)
    }
    let notation = SpreadsheetNotation(guardsUnderflow: example.settings.network.canUnderflow) {
      symbol, _ in
      ExampleLayout.place(
        column: example.description.index(of: symbol) ?? 0, epoch: epoch,
        learningRate: table.learningRate)
    }
    let number: Double = equation.expression.value { symbol, _ in
      example.description.index(of: symbol).map { table[epoch - 1, $0] } ?? .nan
    }
    return Cell(
      .formula(Formula(equation.expression.text(notation), number: number)), style: style)
  }
}
