import Backprop
import Foundation
import LearningRateAnalysis
import Testing

private let articleRates = [0.1, 0.2, 0.5, 0.8, 1, 2, 1000]

@Suite("Evaluating many learning rates")
struct EvaluatorTests {
  /// The two exponentials round about one value in a thousand differently, which shows in a loss
  /// or not; for the article's η = 1 they agree in all 68 rows.
  @Test("Gives the bits that plain loops with the C library's exponential give")
  func plainLoops() throws {
    let tables = try TableEvaluator(.article(.published)).tables(
      learningRates: articleRates, epochs: 68)
    var differing = 0
    for table in tables {
      let expected = publishedLoop(learningRate: table.learningRate, epochs: 68)
      for (row, loss) in expected.enumerated() {
        let ours = table.losses[table.losses.startIndex + row]
        differing += ours == loss ? 0 : 1
        #expect((ours - loss).magnitude <= 1e-13 * loss)
        #expect(ours == loss || table.learningRate != 1, "epoch \(row + 1)")
      }
    }
    #expect(differing <= 3)
  }

  @Test("Gives a rate the same bits whatever is computed beside it", arguments: [1, 7, 8, 33, 100])
  func neighbors(count: Int) throws {
    let evaluator = TableEvaluator(.article())
    let rates = (0..<count).map { 0.05 * Double($0 + 1) }
    let together = try evaluator.tables(learningRates: rates, epochs: 20)
    for (rate, table) in zip(rates, together) {
      #expect(try evaluator.tables(learningRates: [rate], epochs: 20) == [table])
    }
  }

  @Test("Gives the same sweep on one thread and on several")
  func threads() throws {
    let evaluator = TableEvaluator(.article())
    let rates = (0..<500).map { pow(10, -3 + 6 * Double($0) / 499) }
    let alone = try evaluator.sweep(learningRates: rates, epochs: 50, threads: 1)
    #expect(try evaluator.sweep(learningRates: rates, epochs: 50, threads: 3) == alone)
    #expect(try evaluator.sweep(learningRates: rates, epochs: 50) == alone)
    let losses = try evaluator.losses(learningRates: rates, epochs: 50, threads: 1)
    #expect(try evaluator.losses(learningRates: rates, epochs: 50) == losses)
  }

  @Test("Streams the numbers that the full tables hold")
  func streaming() throws {
    let evaluator = TableEvaluator(.article())
    let tables = try evaluator.tables(learningRates: articleRates, epochs: 68)
    let losses = try evaluator.losses(learningRates: articleRates, epochs: 68)
    let summaries = try evaluator.sweep(learningRates: articleRates, epochs: 68)
    for (index, table) in tables.enumerated() {
      let column = Array(table.losses)
      #expect(losses.losses(rate: index) == column)
      let summary = summaries[index]
      #expect(summary.first == column[0])
      #expect(summary.last == column[67])
      #expect(summary.smallest == column.min())
      #expect(column[summary.smallestEpoch - 1] == summary.smallest)
      let tenth = column.firstIndex { $0 <= column[0] * 0.1 }
      #expect(summary.epochTo10Percent == tenth.map { $0 + 1 })
      let hundredth = column.firstIndex { $0 <= column[0] * 0.01 }
      #expect(summary.epochTo1Percent == hundredth.map { $0 + 1 })
      #expect(summary.overflowEpoch == nil)
      let outputs = try ["o1", "o2"].map { try #require(table.column(Symbol($0))?.last).magnitude }
      #expect(summary.outputMagnitude == outputs.max())
    }
  }

  @Test("A summary is what its losses say, wherever they rise, fall, or pass a limit")
  func summaries() throws {
    let evaluator = TableEvaluator(.article())
    let rates = (0..<130).map { pow(10, -2 + 5.5 * Double($0) / 129) } + [1e20, 1e300]
    let epochs = 150
    let matrix = try evaluator.losses(learningRates: rates, epochs: epochs)
    let summaries = try evaluator.sweep(learningRates: rates, epochs: epochs)
    for (index, summary) in summaries.enumerated() {
      let losses = matrix.losses(rate: index)
      let finite = losses.filter(\.isFinite)
      let rises = (1..<epochs).filter {
        losses[$0] > losses[$0 - 1] && losses[$0] > losses[0] * SweepSummary.noise
      }
      func first(atMost limit: Double) -> Int? {
        losses.firstIndex { $0 <= losses[0] * limit }.map { $0 + 1 }
      }
      #expect(summary.last.bitPattern == losses[epochs - 1].bitPattern)
      #expect(summary.smallest == finite.min())
      #expect(summary.smallestEpoch == losses.firstIndex(of: summary.smallest).map { $0 + 1 })
      #expect(summary.largest == finite.max())
      #expect(summary.rises == rises.count)
      #expect(summary.lastRise == rises.last.map { $0 + 1 })
      #expect(summary.epochTo10Percent == first(atMost: 0.1))
      #expect(summary.epochTo1Percent == first(atMost: 0.01))
      #expect(summary.overflowEpoch == losses.firstIndex { !$0.isFinite }.map { $0 + 1 })
    }
  }

  @Test("Computes the check columns beside the gradients, without changing the other columns")
  func checkColumns() throws {
    let description = TableDescription.article()
    let plain = try #require(
      try TableEvaluator(description).tables(learningRates: [1], epochs: 68).first)
    let checked = try #require(
      try TableEvaluator(description, checks: true).tables(learningRates: [1], epochs: 68).first)
    #expect(checked.symbols.count == 39)
    #expect(Array(checked.values.prefix(plain.values.count)) == plain.values)
    for parameter in description.parameters {
      let gradient = try #require(checked.column(parameter.gradient))
      let quotient = try #require(checked.column(parameter.differenceQuotient))
      for (first, second) in zip(gradient, quotient) {
        #expect((first - second).magnitude < 1e-9)
      }
    }
  }

  @Test("Saturates at a quarter with a learning rate of 1000")
  func saturation() throws {
    let table = try #require(
      try TableEvaluator(.article()).tables(learningRates: [1000], epochs: 68).first)
    let losses = table.losses.dropFirst()
    #expect(losses.allSatisfy { $0 > 0.24999 && $0 < 0.25 })
  }

  @Test(
    "Stays finite with absurd learning rates", arguments: [1e6, 1e300, .greatestFiniteMagnitude])
  func absurdRates(rate: Double) throws {
    let evaluator = TableEvaluator(.article())
    let table = try #require(try evaluator.tables(learningRates: [rate], epochs: 68).first)
    let summary = try #require(try evaluator.sweep(learningRates: [rate], epochs: 68).first)
    let firstBad = table.losses.firstIndex { !$0.isFinite }.map { $0 - table.losses.startIndex + 1 }
    #expect(summary.overflowEpoch == firstBad)
    #expect(rate > 1e6 || table.losses.last == 0)
  }

  @Test("Marks a loss that leaves the range of double precision")
  func overflow() throws {
    let network = try Network(
      inputs: [3], targets: [1], layers: [.init(weights: [[2]], activation: .linear)])
    let evaluator = TableEvaluator(try TableDescription(network))
    let summary = try #require(try evaluator.sweep(learningRates: [1e3], epochs: 200).first)
    #expect(try #require(summary.overflowEpoch) < 60)
    #expect(summary.largest.isFinite)
    #expect(summary.smallest == summary.first)
  }

  @Test("Refuses rates and epochs that make no sense", arguments: [0, -1, .nan, .infinity])
  func refusals(rate: Double) {
    let evaluator = TableEvaluator(.article())
    #expect(throws: BackpropError.self) {
      try evaluator.tables(learningRates: [0.5, rate], epochs: 3)
    }
    #expect(throws: BackpropError.unusableEpochs(0, limit: 1_000_000)) {
      try evaluator.losses(learningRates: [1], epochs: 0)
    }
    #expect(throws: BackpropError.unusableEpochs(10_000_000, limit: 1_000_000)) {
      try evaluator.sweep(learningRates: [1], epochs: 10_000_000)
    }
  }
}

/// The article's spreadsheet as straight-line arithmetic, its slip in ∂E/∂w3 and ∂E/∂w4 included.
private func publishedLoop(learningRate: Double, epochs: Int) -> [Double] {
  let (t1, t2, i1, i2) = (0.5, 0.5, 0.05, 0.1)
  var w = [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55]
  func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
  return (0..<epochs).map { _ in
    let a1 = sigmoid(w[0] * i1 + w[1] * i2)
    let a2 = sigmoid(w[2] * i1 + w[3] * i2)
    let b1 = sigmoid(w[4] * a1 + w[5] * a2)
    let b2 = sigmoid(w[6] * a1 + w[7] * a2)
    let d1 = (b1 - t1) * b1 * (1 - b1)
    let d2 = (b2 - t2) * b2 * (1 - b2)
    let slope = (a1, 1 - a1)
    let e1 = d1 * w[4] + d2 * w[6]
    let e2 = d1 * w[5] + d2 * w[7]
    let gradients = [
      e1 * slope.0 * slope.1 * i1, e1 * slope.0 * slope.1 * i2,
      e2 * slope.0 * slope.1 * i1, e2 * slope.0 * slope.1 * i2,
      d1 * a1, d1 * a2, d2 * a1, d2 * a2,
    ]
    let loss = 0.5 * ((t1 - b1) * (t1 - b1)) + 0.5 * ((t2 - b2) * (t2 - b2))
    for index in w.indices { w[index] -= learningRate * gradients[index] }
    return loss
  }
}
