import Backprop
import Derivations
import Numerals
import Testing

@Suite("Writing expressions")
struct TextTests {
  private let a = ScalarExpression.current("a")
  private let b = ScalarExpression.current("b")
  private let c = ScalarExpression.current("c")

  @Test("Keeps parentheses exactly where the order of operations needs them")
  func parentheses() {
    let cases: [(ScalarExpression, String)] = [
      (a + b + c, "a + b + c"), (a + (b + c), "a + (b + c)"), (a - (b - c), "a - (b - c)"),
      (a * b * c, "a * b * c"), (a * (b * c), "a * (b * c)"), (a * (b / c), "a * (b / c)"),
      ((a + b) * c, "(a + b) * c"), (a / b / c, "a / b / c"), (-(a * b), "-(a * b)"),
      (a * -b, "a * (-b)"), (-a * b, "-a * b"), ((a - b).squared, "(a - b)²"),
      (-a.squared, "-(a²)"), ((-a).squared, "(-a)²"), (a * -2, "a * (-2)"),
      (.call(.sigmoid, a + b) * c, "σ(a + b) * c"),
    ]
    for (expression, text) in cases { #expect(expression.text(ArticleNotation()) == text) }
  }

  @Test("Guards the spreadsheet's exponential and puts a sigmoid in parentheses as a factor")
  func spreadsheet() throws {
    let notation = SpreadsheetNotation { symbol, row in
      let letter = symbol.name.uppercased()
      return row == .before ? "$\(letter)6" : row == .setting ? "eta" : "$\(letter)7"
    }
    let cases: [(ScalarExpression, String)] = [
      (.call(.sigmoid, a), "1/(1+EXP(MIN(-$A7,700)))"),
      (b * .call(.sigmoid, a * b), "$B7*(1/(1+EXP(MIN(-($A7*$B7),700))))"),
      (0.5 * (a - b).squared, "0.5*($A7-$B7)^2"),
      (-(a.squared), "-($A7^2)"),
      (.previous("a") - .setting(.learningRate) * .previous("b"), "$A6-eta*$B6"),
      (1e-10 * a, "1E-10*$A7"), (.call(.relu, a), "MAX($A7,0)"),
      (.call(.step, a), "IF($A7>0,1,0)"), (.call(.tanh, a - b), "TANH($A7-$B7)"),
      (.call(.exponential, a), "EXP($A7)"),
    ]
    for (expression, text) in cases { #expect(expression.text(notation) == text) }
  }

  @Test("Squares and powers that may be too small for a number are guarded where that is asked for")
  func guardedSpreadsheet() throws {
    let notation = SpreadsheetNotation(guardsUnderflow: true) { symbol, row in
      row == .setting ? symbol.name : "\(symbol.name.uppercased())7"
    }
    let cases: [(ScalarExpression, String)] = [
      (0.5 * (a - b).squared, "0.5*SUMSQ(A7-B7)"), (b / a.squared, "B7/(A7*A7)"),
      (-(a.squared), "-((A7*A7))"), ((-a).squared, "SUMSQ(-A7)"),
      (
        b * .power(.setting("gamma"), a - 1),
        "B7*IF((A7-1)*LN(MAX(gamma,1E-300))<-700,0,gamma^(A7-1))"
      ),
    ]
    for (expression, text) in cases { #expect(expression.text(notation) == text) }
  }

  @Test("Writes LaTeX that stands between dollar signs")
  func latex() throws {
    let table = TableDescription.article()
    let gradient = try table.column(named: "dE/dw5")
    #expect(
      LatexNotation.name(gradient.symbol) == "\\frac{\\partial E_{\\mathrm{tot}}}{\\partial w_{5}}")
    #expect(
      gradient.recurrence.text(LatexNotation())
        == "\\left(a_{o1} - t_{1}\\right) \\cdot a_{o1} \\cdot \\left(1 - a_{o1}\\right) \\cdot a_{h1}"
    )
    #expect(LatexNotation.name("h2_1") == "h_{2,1}")
    #expect(LatexNotation.name("a_h2_1") == "a_{h2,1}")
    #expect(LatexNotation().number(1e-25) == "1 \\cdot 10^{-25}")
    // TeX refuses a second upper index, and the error of a sample is not the loss.
    #expect(
      ScalarExpression.current("a_h1[2]").squared.text(LatexNotation())
        == "\\left(a_{h1}^{[2]}\\right)^{2}")
    #expect(
      LatexNotation.name("∂E[2]/∂h1[2]")
        == "\\frac{\\partial E^{[2]}}{\\partial h_{1}^{[2]}}")
    let square = ScalarExpression.current("∂E/∂w1").squared
    #expect(square.text(ArticleNotation()) == "(∂E/∂w1)²")
    #expect(square.text(LatexNotation()).hasSuffix("\\right)^{2}"))
    #expect(
      try table.column(named: "w1").recurrence.text(LatexNotation())
        == "{w_{1}}^{(n-1)} - \\eta \\cdot {\\frac{\\partial E_{\\mathrm{tot}}}{\\partial w_{1}}}^{(n-1)}"
    )
  }

  @Test("Puts numbers in place of names, negative ones in parentheses")
  func substituted() {
    let values: [Symbol: Double] = ["a": 0.25, "b": -1.5]
    let notation = SubstitutedNotation { symbol, _ in values[symbol] }
    #expect((a * b + c).text(notation) == "0.25 * (-1.5) + c")
  }

  @Test(
    "Rounds to significant digits without an exponent where a person would",
    arguments: [
      (0.014181378, 4, "0.01418"), (0.0001, 3, "0.0001"), (2.0919e-6, 4, "2.092e-6"),
      (0.99996, 4, "1"), (9.9996, 4, "10"), (1000, 4, "1000"), (123456, 3, "123000"),
      (-0.5, 3, "-0.5"), (0, 3, "0"), (1e300, 4, "1e300"), (1.25e-25, 2, "1.3e-25"),
      (.infinity, 4, "inf"), (12.5, 17, "12.5"), (0.1, 9, "0.1"),
    ])
  func significant(value: Double, digits: Int, text: String) {
    #expect(NumberText.significant(value, digits) == text)
  }

  @Test(
    "Gives numbers their shortest form",
    arguments: [
      (1000, "1000"), (0.1, "0.1"), (1e-25, "1e-25"), (0.30000000000000004, "0.30000000000000004"),
    ])
  func shortest(value: Double, text: String) {
    #expect(NumberText.shortest(value) == text)
  }
}

@Suite("Deriving and explaining")
struct DerivationTests {
  @Test("Goes from the forward pass to the update in six steps")
  func steps() {
    let derivation = TableDescription.article().derivation
    #expect(derivation.steps.map(\.equations.count) == [8, 3, 4, 2, 4, 8])
    #expect(
      derivation.steps[2].equations[0].text(ArticleNotation())
        == "∂E/∂w5 = ∂E1/∂a_o1 * ∂a_o1/∂o1 * ∂o1/∂w5 = (a_o1 - t1) * a_o1 * (1 - a_o1) * a_h1")
    #expect(
      derivation.steps[3].equations[0].text(ArticleNotation())
        == "∂E/∂a_h1 = (a_o1 - t1) * a_o1 * (1 - a_o1) * w5"
        + " + (a_o2 - t2) * a_o2 * (1 - a_o2) * w7")
    #expect(
      derivation.steps[4].equations[3].text(ArticleNotation())
        == "∂E/∂w4 = ∂E/∂a_h2 * ∂a_h2/∂h2 * ∂h2/∂w4 = "
        + "((a_o1 - t1) * a_o1 * (1 - a_o1) * w6 + (a_o2 - t2) * a_o2 * (1 - a_o2) * w8)"
        + " * a_h2 * (1 - a_h2) * i2")
    #expect(derivation.steps[5].equations[0].text(ArticleNotation()) == "w1 = w1′ - η * ∂E/∂w1′")
  }

  @Test("Explains a gradient by its factors, whose product is the number in the table")
  func gradient() throws {
    let description = TableDescription.article()
    let table = try #require(
      try TableEvaluator(description).tables(learningRates: [1], epochs: 3).first)
    let column = try description.column(named: "dE/dw1")
    let explanation = try description.explain(column.symbol, epoch: 3, in: table)
    #expect(explanation.chainRule == "∂E/∂a_h1 * ∂a_h1/∂h1 * ∂h1/∂w1")
    let product = explanation.factors.map(\.value).reduce(1, *)
    #expect((product - explanation.value).magnitude < 1e-18)
    let index = try #require(description.index(of: column.symbol))
    #expect(explanation.value == table[2, index])
    #expect(explanation.substituted.hasSuffix("* 0.05"))
    #expect(!explanation.substituted.contains("a_h1"))
    let check = try #require(explanation.check)
    #expect(check.disagreement < 1e-10)
  }

  @Test("Shows the digits that a reader needs to come to the same result")
  func cancellingDigits() throws {
    let description = TableDescription.article()
    let table = try TableEvaluator(description).lastRows(learningRate: 1, rows: 1000)
    let column = try description.column(named: "dE/dw1")
    let explanation = try description.explain(
      column.symbol, epoch: 1000, in: table, from: 1001 - table.epochs)
    #expect(explanation.value != 0)
    #expect(explanation.substituted.contains("(0.5000000000000007 - 0.5)"))
    let slope = try #require(explanation.factors.first { $0.symbol.name == "∂a_h1/∂h1" })
    #expect(slope.substituted == "0.506553957 * (1 - 0.506553957)")
  }

  @Test("Explains a factor of the chain rule by itself")
  func factor() throws {
    let description = TableDescription.article()
    let table = try #require(
      try TableEvaluator(description).tables(learningRates: [1], epochs: 1).first)
    let factor = try #require(description.chainFactor(named: "dE/da_h1"))
    let explanation = try description.explain(factor, epoch: 1, in: table)
    let gradient = try description.explain("∂E/∂w1", epoch: 1, in: table)
    #expect(explanation.symbol.name == "∂E/∂a_h1")
    #expect(explanation.value == gradient.factors[0].value)
    #expect(description.chainFactor(named: "dE/da_h9") == nil)
    #expect(throws: BackpropError.self) { try description.explain(factor, epoch: 2, in: table) }
  }

  @Test("Explains a weight by the row above it, and a first weight by itself")
  func weight() throws {
    let description = TableDescription.article()
    let table = try #require(
      try TableEvaluator(description).tables(learningRates: [0.5], epochs: 2).first)
    let second = try description.explain("w5", epoch: 2, in: table)
    #expect(second.formula.text(ArticleNotation()) == "w5′ - η * ∂E/∂w5′")
    #expect(second.substituted == "0.4 - 0.5 * 0.0128808186")
    #expect(try description.explain("w5", epoch: 1, in: table).substituted == "0.4")
    #expect(throws: BackpropError.self) { try description.explain("w5", epoch: 3, in: table) }
    #expect(throws: BackpropError.self) { try description.explain("w9", epoch: 1, in: table) }
  }

  @Test("Derives networks of any depth with the same six steps")
  func deep() throws {
    let network = try Network(
      inputs: [1, 2], targets: [0.5],
      layers: [
        .init(weights: [[0.1, 0.2], [0.3, 0.4]], biases: .init([0, 0], trained: true)),
        .init(weights: [[0.5, 0.6]], activation: .tanh),
        .init(weights: [[0.7]], activation: .linear),
      ])
    let steps = try TableDescription(network).derivation.steps
    #expect(steps.map(\.equations.count) == [8, 2, 1, 3, 8, 9])
    #expect(
      steps[2].equations[0].text(ArticleNotation())
        == "∂E/∂w7 = ∂E1/∂a_o1 * ∂a_o1/∂o1 * ∂o1/∂w7 = (a_o1 - t1) * a_h2_1")
    #expect(
      steps[4].equations[0].text(ArticleNotation())
        == "∂E/∂w5 = ∂E/∂a_h2_1 * ∂a_h2_1/∂h2_1 * ∂h2_1/∂w5 = ∂E/∂a_h2_1 * (1 - a_h2_1²) * a_h1_1")
    let single = try Network(inputs: [1], targets: [0], layers: [.init(weights: [[1]])])
    #expect(
      try TableDescription(single).derivation.steps.map(\.equations.count) == [2, 2, 1, 0, 0, 1])
  }

  @Test(
    "Below a softmax with the squared error the first factor adds up what comes through every output"
  )
  func softmaxChain() throws {
    let network = try Network(
      inputs: [0.5, -1], targets: [1, 0, 0],
      layers: [
        .init(weights: [[0.2, -0.3], [0.4, 0.1]], activation: .tanh),
        .init(
          weights: [[0.3, -0.2], [0.5, 0.7], [-0.6, 0.1]],
          biases: .init([0.1, 0, -0.1], trained: true), activation: .softmax),
      ])
    let description = try TableDescription(network)
    let table = try TableEvaluator(description).tables(learningRates: [0.5], epochs: 3)[0]
    for parameter in description.parameters {
      let explained = try description.explain(parameter.gradient, epoch: 3, in: table)
      let isOutput = description.layer(of: parameter) == 1
      #expect(explained.factors.count == (isOutput ? 2 : 3))
      let product = explained.factors.reduce(1) { $0 * $1.value }
      let dual = try #require(explained.check?.dual)
      #expect((product - dual).magnitude <= 1e-13 * max(dual.magnitude, 1e-3), "\(parameter)")
    }
    let weight = try description.explain(Symbol("∂E/∂w7"), epoch: 1, in: table)
    #expect(weight.chainRule == "∂E/∂o2 * ∂o2/∂w7")
  }
}
