import Testing

@testable import Backprop

@Suite("The greatest of several numbers")
struct MaximumTests {
  private static let maximum = ScalarExpression.maximum(
    ["a", "b", "c"].map { .current(Symbol($0)) })

  /// Numbers, and which of them the maximum is taken from: of equal ones the first.
  private static let cases: [(numbers: [Double], first: Int)] = [
    ([1, 2, 3], 2), ([3, 2, 1], 0), ([-5, -1, -3], 1), ([2, 2, 1], 0), ([1, 2, 2], 1),
    ([0, 0, 0], 0), ([-0.5, 0, -0.25], 1),
  ]

  @Test("The value, its derivatives by symbols and by dual numbers", arguments: cases)
  func values(numbers: [Double], first: Int) {
    let values: [Symbol: Double] = ["a": numbers[0], "b": numbers[1], "c": numbers[2]]
    #expect(Self.maximum.number { symbol, _ in values[symbol] ?? .nan } == numbers[first])
    for (index, name) in ["a", "b", "c"].enumerated() {
      let slope = Self.maximum.derivative(by: Symbol(name))
      let expected: Double = index == first ? 1 : 0
      #expect(slope.number { symbol, _ in values[symbol] ?? .nan } == expected)
      let dual: DualNumber = Self.maximum.value { symbol, _ in
        DualNumber(values[symbol] ?? .nan, derivative: symbol.name == name ? 1 : 0)
      }
      #expect(dual.derivative == expected)
    }
  }

  @Test("A number that is none comes through")
  func notANumber() {
    #expect(Double.maximum([1, .nan, 2]).isNaN)
    #expect(Double.maximum([.nan, 2]).isNaN)
  }

  @Test("The compiled tape has the same bits")
  func tape() throws {
    var columns = ["a", "b", "c"].enumerated().map { index, name in
      Column(
        Symbol(name), role: .weight, initial: .constant(Double(index) - 1.5),
        recurrence: .previous(Symbol(name)) * .constant(index == 1 ? 3 : -2))
    }
    columns.append(.computed("max", .totalError, Self.maximum))
    let tape = Tape(columns, settings: [:], result: 3)
    let interpreter = TapeInterpreter(tape, rates: [1])
    interpreter.start()
    var values = [-1.5, -0.5, 0.5]
    for _ in 0..<6 {
      #expect(interpreter.row(3)[0][0] == values.max())
      interpreter.advance()
      values = [values[0] * -2, values[1] * 3, values[2] * -2]
    }
  }

  @Test("Written in each notation")
  func notations() {
    #expect(Self.maximum.text(ArticleNotation()) == "max(a, b, c)")
    #expect(Self.maximum.text(SpreadsheetNotation { symbol, _ in symbol.name }) == "MAX(a,b,c)")
  }
}
