import Backprop
import LearningRateAnalysis
import TestSupport
import Testing

/// Shapes with every activation, one neuron wide and several, with biases and without.
private let shapes: [(widths: [Int], activations: [Activation], biased: Bool)] = [
  ([2, 2, 2], [.sigmoid, .sigmoid], false),
  ([3, 4, 3, 2], [.tanh, .sigmoid, .relu], true),
  ([1, 1, 1], [.linear, .tanh], true),
  ([2, 5, 1], [.relu, .sigmoid], false),
  ([4, 2, 2, 2, 3], [.sigmoid, .relu, .linear, .tanh], true),
]

@Suite("Tables compiled to a tape")
struct TapeTests {
  @Test(
    "Hold the bits that the expressions give, operation by operation",
    arguments: shapes.indices, [false, true])
  func sharing(shape: Int, checks: Bool) throws {
    let description = try table(shape)
    let evaluator = TableEvaluator(description, checks: checks)
    let table = try #require(try evaluator.tables(learningRates: [0.7], epochs: 6).first)
    var before: [Symbol: Double] = [:]
    for row in 0..<6 {
      var now: [Symbol: Double] = [:]
      for (index, column) in evaluator.columns.enumerated() {
        let expression = row == 0 ? column.initial : column.recurrence
        let value: Double = expression.value { symbol, place in
          switch place {
          case .same: now[symbol] ?? .nan
          case .before: before[symbol] ?? .nan
          case .setting: symbol == .checkStep ? TableDescription.checkStep : 0.7
          }
        }
        now[column.symbol] = value
        #expect(value.bitPattern == table[row, index].bitPattern, "\(column.symbol) row \(row)")
      }
      before = now
    }
  }

  @Test(
    "Give the same losses where only the losses are computed",
    arguments: shapes.indices, [1, 8, 9, 70])
  func lean(shape: Int, count: Int) throws {
    let evaluator = TableEvaluator(try table(shape))
    let rates = (0..<count).map { 0.01 + 0.3 * Double($0) }
    let tables = try evaluator.tables(learningRates: rates, epochs: 40)
    let losses = try evaluator.losses(learningRates: rates, epochs: 40)
    let summaries = try evaluator.sweep(learningRates: rates, epochs: 40)
    for (index, table) in tables.enumerated() {
      #expect(losses.losses(rate: index) == Array(table.losses))
      #expect(summaries[index].last == table.losses.last)
      #expect(summaries[index].smallest == table.losses.min())
    }
  }

  private func table(_ shape: Int) throws -> TableDescription {
    var numbers = SeededNumbers(seed: 21 + UInt64(shape))
    let (widths, activations, biased) = shapes[shape]
    return try TableDescription(
      Network.random(widths, activations, biased: biased, &numbers))
  }
}
