import Backprop
import Derivations
import TestSupport
import Testing

@Suite("Describing networks")
struct NetworkTests {
  @Test("Names deeper networks by the same rule, without a collision")
  func names() throws {
    var numbers = SeededNumbers(seed: 31)
    let network = try Network.random(
      [2, 12, 3, 2], [.relu, .tanh, .sigmoid], biased: true, &numbers)
    let columns = try TableDescription(network).columns
    let names = columns.map(\.symbol.name)
    #expect(Set(names).count == names.count)
    #expect(Set(columns.map(\.symbol.plainName)).count == names.count)
    for name in ["h1_12", "a_h2_3", "o2", "w66", "b17", "∂E/∂a_h1_1", "∂E/∂w66", "∂E/∂b1"] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(!names.contains("∂E/∂b13"))
    let roles = columns.map(\.role)
    let firstSensitivity = try #require(roles.firstIndex(of: .sensitivity))
    let firstGradient = try #require(roles.firstIndex(of: .gradient))
    #expect(roles[firstSensitivity - 1] == .totalError)
    #expect(firstSensitivity < firstGradient)
    #expect(columns[firstSensitivity].symbol == "∂E/∂a_h2_1")
  }

  @Test("Refers to columns of their own where written-out gradients would grow long")
  func sensitivities() throws {
    var numbers = SeededNumbers(seed: 33)
    let wide = try TableDescription(
      Network.random([2, 2, 9], [.sigmoid, .sigmoid], biased: false, &numbers))
    #expect(
      try wide.column(named: "dE/dw1").recurrence.text(ArticleNotation())
        == "∂E/∂a_h1 * a_h1 * (1 - a_h1) * i1")
    #expect(wide.columns(.sensitivity).map(\.symbol) == ["∂E/∂a_h1", "∂E/∂a_h2"])
    let narrow = try TableDescription(
      Network.random([2, 2, 8], [.sigmoid, .sigmoid], biased: false, &numbers))
    #expect(narrow.columns(.sensitivity).isEmpty)
  }

  @Test("Describes the largest network in a moment")
  func largest() throws {
    var numbers = SeededNumbers(seed: 34)
    let table = try TableDescription(
      Network.random([64, 32, 32, 32], [.tanh, .tanh, .linear], biased: true, &numbers))
    #expect(table.parameters.count == 4096 + 64)
    #expect(table.checkColumns.isEmpty)
    let run = try #require(try TableEvaluator(table).tables(learningRates: [0.01], epochs: 2).first)
    let explanation = try table.explain("∂E/∂w1", epoch: 1, in: run)
    let check = try #require(explanation.check)
    #expect((check.symbolic - check.dual).magnitude <= 1e-12)
  }

  @Test("Reads every quantity of a row from a column to the left")
  func order() throws {
    var numbers = SeededNumbers(seed: 32)
    let network = try Network.random(
      [3, 4, 4, 2], [.relu, .tanh, .linear], biased: true, &numbers)
    let table = try TableDescription(network)
    for (index, column) in table.columns.enumerated() {
      for symbol in column.recurrence.symbols(from: .same) {
        #expect(try #require(table.index(of: symbol)) < index)
      }
    }
  }

  @Test("Finds a column by its plain name and lists the names otherwise")
  func lookup() throws {
    let table = TableDescription.article()
    #expect(try table.column(named: "dE/dw1").symbol == "∂E/∂w1")
    #expect(try table.column(named: "∂E/∂w1").role == .gradient)
    // As the article writes it in places.
    for name in ["E_total", "E_Total", "E_tot"] {
      #expect(try table.column(named: name).symbol == .totalError)
      #expect(try table.column(named: "∂\(name)/∂w5").symbol == "∂E/∂w5")
      #expect(try table.column(named: "d\(name)/dw5").symbol == "∂E/∂w5")
    }
    let error = try #require(throws: BackpropError.self) { try table.column(named: "w9") }
    for name in ["w9", "E_tot", "ΔE/Δw1"] { #expect("\(error)".contains(name)) }
  }

  @Test("Refuses published gradients for another shape, with the reason")
  func published() throws {
    let network = try Network(
      inputs: [1, 2], targets: [0],
      layers: [.init(weights: [[1, 2], [3, 4]], activation: .tanh), .init(weights: [[1, 2]])])
    let error = try #require(throws: BackpropError.self) {
      try TableDescription(network, gradients: .published)
    }
    #expect("\(error)".contains("2-2-1 tanh, sigmoid"))
    #expect(throws: Never.self) {
      try TableDescription(
        Network(
          inputs: [1, 2], targets: [0, 1],
          layers: [.init(weights: [[1, 2], [3, 4]]), .init(weights: [[1, 2], [3, 4]])]),
        gradients: .published)
    }
  }

  @Test("Refuses descriptions that do not fit, naming the place")
  func refusals() {
    func message(
      inputs: [Double] = [1, 2], targets: [Double] = [1], _ layers: [Network.Layer]
    ) -> String {
      do {
        _ = try Network(inputs: inputs, targets: targets, layers: layers)
        return "accepted"
      } catch {
        return "\(error)"
      }
    }
    let one = Network.Layer(weights: [[1, 2]])
    #expect(message([one]) == "accepted")
    #expect(
      message(inputs: [], [one]) == "The list of inputs is empty; at least one entry is expected.")
    #expect(message([]) == "The list of layers is empty; at least one entry is expected.")
    #expect(
      message([.init(weights: [])]) == "Layer 1 is empty; at least one entry is expected.")
    #expect(
      message([.init(weights: [[1, 2, 3]])])
        == "The weights of neuron 1 in layer 1: expected 2 values, found 3.")
    #expect(message(targets: [1, 2], [one]) == "The targets: expected 1 value, found 2.")
    #expect(
      message([.init(weights: [[1, 2]], biases: .init([], trained: true))])
        == "The biases of layer 1: expected 1 value, found 0.")
    #expect(
      message(inputs: [1, .nan], [one]) == "i2 is nan; a finite number is expected.")
    #expect(
      message([.init(weights: [[1, -.infinity]])])
        == "w2 is -inf; a finite number is expected.")
    #expect(message(inputs: Array(repeating: 1, count: 65), [one]).contains("64"))
  }
}

@Suite("Differentiating expressions")
struct DifferentiationTests {
  @Test("Follows the rules of each operation and leaves out factors of one")
  func rules() {
    let x = ScalarExpression.current("x")
    let y = ScalarExpression.current("y")
    let cases: [(ScalarExpression, String)] = [
      (3 * x, "3"), (x * y, "y"), (y - x, "-1"), (x / y, "1 / y"), (x.squared, "2 * x"),
      (0.5 * (y - x).squared, "x - y"), (0.5 * (x - y).squared, "x - y"),
      (.call(.exponential, 2 * x), "exp(2 * x) * 2"),
      (.call(.relu, x * y), "step(x * y) * y"), (-(x * y), "-y"), (x + x, "1 + 1"),
      (.call(.step, x), "0"), (y, "0"), (y / x, "-(y / x / x)"),
    ]
    for (expression, derivative) in cases {
      #expect(expression.derivative(by: "x").text(ArticleNotation()) == derivative)
    }
    let sigmoid = ScalarExpression.call(.sigmoid, x)
    #expect(sigmoid.derivative(by: "x", named: "a").text(ArticleNotation()) == "a * (1 - a)")
  }

  @Test("Agrees with dual numbers on random expressions")
  func randomExpressions() {
    var numbers = SeededNumbers(seed: 41)
    for _ in 0..<400 {
      let expression = random(depth: 5, &numbers)
      let x = numbers.number(in: -1...1)
      let y = numbers.number(in: 0.5...2)
      let dual = expression.value { symbol, _ in
        symbol == "x" ? DualNumber(x, derivative: 1) : DualNumber(y)
      }
      let symbolic: Double = expression.derivative(by: "x").value { symbol, _ in
        symbol == "x" ? x : y
      }
      guard dual.derivative.isFinite, dual.derivative.magnitude < 1e12 else { continue }
      #expect((symbolic - dual.derivative).magnitude <= 1e-9 * (1 + dual.derivative.magnitude))
    }
  }

  private func random(depth: Int, _ numbers: inout SeededNumbers) -> ScalarExpression {
    guard depth > 0 else {
      return [ScalarExpression.current("x"), .current("y"), 2, 0.5].randomElement(using: &numbers)
        ?? 1
    }
    let left = random(depth: depth - 1, &numbers)
    switch Int.random(in: 0..<9, using: &numbers) {
    case 0: return left + random(depth: depth - 1, &numbers)
    case 1: return left - random(depth: depth - 1, &numbers)
    case 2, 3: return left * random(depth: depth - 1, &numbers)
    case 4: return left / (3 + .call(.sigmoid, random(depth: depth - 1, &numbers)))
    case 5: return -left
    case 6: return .call(.tanh, left)
    case 7: return .call(.sigmoid, left)
    default: return .call(.square, .call(.tanh, left))
    }
  }
}
