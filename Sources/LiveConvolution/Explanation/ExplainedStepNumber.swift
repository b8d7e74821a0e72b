package import Backprop
package import Publishing
import TextFormats
import Workbook

/// One number of a training step, with everything that it comes from.
package struct ExplainedStepNumber: Sendable {
  /// The number's name.
  package let symbol: Symbol
  /// The step, counted from 1.
  package let step: Int
  /// What the tensor is, in a sentence.
  package let meaning: String
  /// How the number is computed; nil where it is given.
  package let formula: ScalarExpression?
  /// The formula with numbers in place of names; empty where the number is given.
  package let substituted: String
  /// The summands of a gradient with their values, one for each way that the loss depends on the
  /// quantity; empty where there is one way only.
  package let paths: [(expression: ScalarExpression, value: Double)]
  /// The number.
  package let value: Double
  /// For a gradient, the same by dual numbers.
  package let dual: Double?
  /// The cell in the workbook.
  package let cell: String
  /// The equation in LaTeX, without dollar signs.
  package let latex: String

  /// Whether a text names a number or a tensor of the small network's steps.
  ///
  /// - Parameters:
  ///   - name: The text.
  ///   - settings: The settings of the steps.
  /// - Returns: True for `conv1.relu[0,1,2,3]`, and for `conv1.relu` itself.
  package static func covers(_ name: String, _ settings: ConvolutionSettings) -> Bool {
    let tensor = name.prefix { $0 != "[" }
    return StepGraph(settings).tensor(String(tensor)) != nil
  }

  /// Explains a number.
  ///
  /// - Parameters:
  ///   - name: Such as `grad.conv1.weight[0,0,1,2]`.
  ///   - step: The step, counted from 1.
  ///   - steps: The steps.
  /// - Throws: `ReportError` of category `usage` for a number or a step that there is not.
  package init(_ name: String, step: Int, in steps: ConvolutionSteps) throws(ReportError) {
    guard steps.values.indices.contains(step - 1) else {
      throw ReportError(
        .usage, "Step \(step) was not computed; steps count from 1 to \(steps.values.count).")
    }
    let symbol = Symbol(name.filter { $0 != " " })
    let tensorName = String(name.prefix { $0 != "[" })
    guard let tensor = steps.graph.tensor(tensorName) else {
      throw ReportError(
        .usage,
        "There is no \(name); name a number such as grad.conv1.weight[0,0,1,2]."
          + (Suggestion.nearest(to: tensorName, among: steps.graph.tensors.map(\.name))
            .map { " Did you mean \($0)?" } ?? ""))
    }
    guard let index = tensor.symbols.firstIndex(of: symbol) else {
      throw ReportError(
        .usage,
        "\(tensorName) has the shape \(tensor.shape); name one of its numbers, from "
          + "\(tensor.symbols[0]) to \(tensor.symbols[tensor.count - 1]).")
    }
    self.symbol = symbol
    self.step = step
    meaning = BlockWords.meaning(tensor)
    value = steps.value(symbol, step: step - 1) ?? .nan
    let layout = StepLayout(steps)
    cell =
      layout.place(symbol, in: .step(step - 1)).map { CellRange(sheet: $0.sheet, $0.cell).a1 } ?? ""
    func number(_ symbol: Symbol, _ row: ScalarExpression.Row) -> Double? {
      steps.value(symbol, row, step: step - 1)
    }
    guard case .computed(let expressions) = tensor.source(step: step - 1) else {
      formula = nil
      substituted = ""
      paths = []
      dual = nil
      latex = ""
      return
    }
    let expression = expressions[index]
    formula = expression
    substituted = expression.text(SubstitutedNotation(significantDigits: 9, value: number))
    latex = "\(LatexNotation.name(symbol)) = \(expression.text(LatexNotation()))"
    let summands = expression.summands
    paths =
      summands.count > 1 && tensor.kind == .gradient
      ? summands.map { ($0, $0.number { number($0, $1) ?? .nan }) } : []
    dual = tensor.name(without: "grad.").flatMap { _ in
      steps.slope(by: Symbol(String(symbol.name.dropFirst("grad.".count))), step: step - 1)
    }
  }
}

extension ScalarExpression {
  /// The summands from left to right; the expression itself where it is no sum.
  package var summands: [ScalarExpression] {
    var found: [ScalarExpression] = []
    var rest = self
    while case .sum(let left, let right) = rest {
      found.append(right)
      rest = left
    }
    return (found + [rest]).reversed()
  }
}

extension ConvolutionSteps {
  /// The derivative of the loss by a number of the forward pass, by dual numbers.
  ///
  /// - Parameters:
  ///   - symbol: The number.
  ///   - step: The step, from 0.
  /// - Returns: The derivative; nil where the loss has no place.
  package func slope(by symbol: Symbol, step: Int) -> Double? {
    guard let loss = graph.place(of: "loss") else { return nil }
    let before = step > 0 ? values[step - 1].map { DualNumber($0) } : nil
    let numbers = computed(
      step: step, before: before, count: graph.forwardCount,
      adjusted: { name, number in
        name == symbol ? DualNumber(number.value, derivative: 1) : number
      },
      given: { tensor, index in
        DualNumber(value(tensor.symbols[index], step: step) ?? .nan)
      })
    return numbers[loss].derivative
  }
}
