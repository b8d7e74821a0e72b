import Backprop
import Charts
import LearningRateAnalysis
import Numerals
import Workbook
import WorkedExample

/// The sheet with the curvature of the loss: the Hessian of a chosen epoch as live formulas, its
/// largest eigenvalue by power iterations, and what it says of the learning rate.
struct StabilitySheet {
  let example: WorkedExample
  let layout: ExampleLayout
  /// What is written out; nil where values stand instead.
  let numbers: StabilityNumbers?

  typealias Row = ExampleLayout.StabilityRow

  /// Prepares the sheet.
  init(example: WorkedExample, layout: ExampleLayout) {
    self.example = example
    self.layout = layout
    numbers = StabilityNumbers(example)
  }

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(ExampleLayout.stability)
    sheet.set("A1", .text("How large a step may be"), style: ExampleStyles.title)
    sheet.set("F1", .link(.back), style: ExampleStyles.link)
    sheet.set("A2", .text(words), style: ExampleStyles.subtitle)
    if let numbers {
      addChoice(numbers, to: &sheet)
      addFindings(numbers, to: &sheet)
      StabilityMatrices(example: example, layout: layout, numbers: numbers).add(to: &sheet)
      sheet.frozen = CellAddress(row: Row.verdict + 1, column: 1)
    } else {
      addValues(to: &sheet)
    }
    sheet.widths[0] = .characters(30)
    sheet.heights = [0: 26]
    sheet.tab = Color(0xE7C6A8)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true)
    return sheet
  }

  private var rule: StabilityRule {
    StabilityRule(example.settings.network.training)
  }

  private var words: String {
    let limit = rule.formula.map {
      "\($0) is local: it predicts that a step cannot stay here, not that training fails."
    }
    return "λ is the largest eigenvalue of the Hessian, the second derivatives of the loss. "
      + (limit ?? rule.absence ?? "")
  }

  // MARK: - What is chosen

  private func addChoice(_ numbers: StabilityNumbers, to sheet: inout Sheet) {
    let rates = layout.learningRates.enumerated().map { index, rate in
      "\(index + 1): η = \(NumberText.shortest(rate))"
    }
    let steps: [(Int, String, Int, ClosedRange<Double>, String)] = [
      (
        Row.table, "learning rate, by its number", numbers.table + 1,
        1...Double(layout.learningRates.count),
        rates.count <= 12
          ? "As made: \(rates.joined(separator: ", "))." : "In the order of the sheets."
      ),
      (
        Row.epoch, "epoch", numbers.epoch, 1...Double(layout.epochs),
        "From 1 to \(layout.epochs)."
      ),
    ]
    for (row, name, value, range, hint) in steps {
      let cell = ExampleLayout.stabilityCell(row)
      sheet.set(CellAddress(row: row, column: 0), .text(name), style: ExampleStyles.label)
      sheet.set(cell, .number(Double(value)), style: ExampleStyles.editable)
      sheet.set(
        CellAddress(row: row, column: cell.column + 1), .text(hint), style: ExampleStyles.smallHead)
      sheet.validations.append(
        Validation(
          CellRange(cell), .number(range), title: String(name.prefix(32)),
          hint: "A whole number from 1 to \(Int(range.upperBound)).",
          complaint: "A whole number from 1 to \(Int(range.upperBound)) is expected."))
    }
  }

  // MARK: - What is found

  private func addFindings(_ numbers: StabilityNumbers, to sheet: inout Sheet) {
    let found = numbers.powers
    let rate = rule.schedule.rate(
      layout.learningRates[numbers.table], inEpoch: numbers.epoch)
    let lambda = ExampleLayout.stabilityCell(Row.sharpness).absolute
    let eta = ExampleLayout.stabilityCell(Row.rate).absolute
    let size = example.description.parameters.count
    let vector = ExampleLayout.vectorRow(1, size: size).absolute
    let product = ExampleLayout.vectorRow(2, size: size).absolute
    let off = ExampleLayout.vectorRow(3, size: size).absolute
    let square = "SUMPRODUCT(\(vector),\(vector))"
    func add(_ row: Int, _ name: String, _ formula: Formula, _ meaning: String = "") {
      sheet.set(CellAddress(row: row, column: 0), .text(name), style: ExampleStyles.label)
      sheet.set(
        ExampleLayout.stabilityCell(row), .formula(formula),
        style: Self.style(row))
      guard !meaning.isEmpty else { return }
      sheet.set(
        CellAddress(row: row, column: 2), .text(meaning), style: ExampleStyles.smallHead)
    }
    add(Row.rate, "η", rateFormula(rate), rateMeaning)
    add(
      Row.sharpness, "λ",
      Formula(
        "IF(\(square)=0,0,SUMPRODUCT(\(vector),\(product))/\(square))", number: found.eigenvalue),
      "The Rayleigh quotient of the vector that the powers below leave.")
    add(
      Row.residual, "residual |Hv − λv| / |v|",
      Formula(
        "IF(\(square)=0,0,SQRT(SUMPRODUCT(\(off),\(off))/\(square)))", number: found.residual),
      "Some eigenvalue of H lies within this distance of λ.")
    addRates(found, rate: rate, lambda: lambda, eta: eta, add)
  }

  /// The rate of the chosen epoch of the chosen table: that of its sheet, or what the schedule makes
  /// of it.
  private func rateFormula(_ rate: Double) -> Formula {
    if let column = layout.columns.firstIndex(where: { $0.symbol == .learningRate }) {
      return Formula(layout.chosenValue(column: column), number: rate)
    }
    let rates = layout.learningRates.indices.map { layout.learningRateCell(rate: $0).absolute }
    return Formula(
      "CHOOSE(\(ExampleLayout.chosenTable),\(rates.joined(separator: ",")))", number: rate)
  }

  private var rateMeaning: String {
    rule.schedule == .constant
      ? "The learning rate of that table; change it on its sheet."
      : "The learning rate of that epoch, as the schedule makes it of that of the sheet."
  }

  /// How what is found in a row looks: a verdict as a text, small numbers with an exponent.
  private static func style(_ row: Int) -> CellStyle {
    guard row != Row.verdict else { return ExampleStyles.label }
    return ExampleStyles.result.with { style in
      style.isBold = row == Row.sharpness
      style.numberFormat =
        switch row {
        case Row.rate: .general
        case Row.residual: .scientific(decimals: 2)
        case Row.sharpness: ExampleStyles.number
        default: .fixed(decimals: 6)
        }
    }
  }

  private func addRates(
    _ found: SquaredPowers, rate: Double, lambda: String, eta: String,
    _ add: (Int, String, Formula, String) -> Void
  ) {
    let value = found.eigenvalue
    let isCurved = value > 0
    if rule.factor != nil {
      add(
        Row.fastest, "1/λ",
        isCurved
          ? Formula("IF(\(lambda)>0,1/\(lambda),\"–\")", number: 1 / value)
          : Formula("IF(\(lambda)>0,1/\(lambda),\"–\")", text: "–"),
        "Near a minimum without momentum: the rate that is fastest along the steepest direction.")
    }
    let product = ExampleLayout.stabilityCell(Row.product).absolute
    let decay = NumberText.shortest(rule.decay).uppercased()
    let curvature = rule.decay == 0 ? lambda : "(\(lambda)+\(decay))"
    guard let factor = rule.factor, let formula = rule.formula else {
      add(Row.limit, "limit of η", Formula("\"none\"", text: "none"), rule.absence ?? "")
      add(Row.product, "ηλ", Formula("\(eta)*\(lambda)", number: rate * value), "")
      add(
        Row.verdict, "verdict", Formula("\"no limit is known\"", text: "no limit is known"), "")
      return
    }
    let bound = NumberText.shortest(factor).uppercased()
    let limit = "IF(\(curvature)>0,\(bound)/\(curvature),\"–\")"
    add(
      Row.limit, formula,
      rule.limit(value).map { Formula(limit, number: $0) } ?? Formula(limit, text: "–"),
      "The largest rate whose steps can stay here.")
    // The rate is that of the epoch already.
    let times = rate * (value + rule.decay)
    add(
      Row.product, rule.decay == 0 ? "ηλ" : "η(λ + weight decay)",
      Formula("\(eta)*\(curvature)", number: times),
      "A step can stay where this is below \(NumberText.significant(factor, 4)).")
    let verdicts = [
      "The loss curves upwards in no direction here: there is no limit.",
      "A step of this size can stay here.",
      "A step of this size cannot stay here: it leads to where the loss is flatter, or away.",
    ]
    let text =
      "IF(\(curvature)<=0,\(Formula.literal(verdicts[0])),IF(\(product)<\(bound),"
      + "\(Formula.literal(verdicts[1])),\(Formula.literal(verdicts[2]))))"
    let verdict = value + rule.decay <= 0 ? verdicts[0] : times < factor ? verdicts[1] : verdicts[2]
    add(Row.verdict, "verdict", Formula(text, text: verdict), "")
  }

  // MARK: - Values

  /// A row a rate with numbers that do not follow: the Hessian is too large to be written out.
  private func addValues(to sheet: inout Sheet) {
    let count = example.description.parameters.count
    sheet.set(
      "A3",
      .text(
        "Values, not formulas: the Hessian of \(count) parameters is not written out here. "
          + "They hold for the book as made."), style: ExampleStyles.label)
    let limit = rule.formula ?? "limit"
    let product = rule.decay == 0 ? "ηλ" : "η(λ + weight decay)"
    let head = ["η", "λ first", "λ last", "1/λ last", "\(limit) last", "\(product) last"]
    sheet.setRow(
      CellAddress(row: Row.epoch, column: 0), head.map { .text($0) }, style: ExampleStyles.tableHead
    )
    let curvature = Curvature(example.description)
    for (index, table) in example.tables.enumerated() {
      let last = (table.epochs - 1) * table.stepsPerEpoch
      let first = curvature.sharpness(at: table.row(0)) ?? .nan
      let end = curvature.sharpness(at: table.row(last)) ?? .nan
      let values: [Double?] = [
        table.learningRate, first, end, rule.factor != nil && end > 0 ? 1 / end : nil,
        rule.limit(end),
        rule.product(rate: table.learningRate, sharpness: end, epoch: table.epochs),
      ]
      for (column, value) in values.enumerated() {
        let content: CellContent =
          value.flatMap { $0.isFinite ? .number($0) : nil } ?? .text("–")
        sheet.set(
          CellAddress(row: Row.epoch + 1 + index, column: column), content,
          style: ExampleStyles.result)
      }
    }
    for column in 1..<head.count { sheet.widths[column] = .characters(16) }
  }
}
