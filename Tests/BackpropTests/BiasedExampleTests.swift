import Backprop
import Testing

/// The widely reproduced two-layer example with frozen biases: its printed results are the oracle.
@Suite("The well-known example with biases")
struct BiasedExampleTests {
  private func table(epochs: Int) throws -> Table {
    let network = try Network(
      inputs: [0.05, 0.10], targets: [0.01, 0.99],
      layers: [
        .init(
          weights: [[0.15, 0.20], [0.25, 0.30]], biases: .init([0.35, 0.35], trained: false)),
        .init(
          weights: [[0.40, 0.45], [0.50, 0.55]], biases: .init([0.60, 0.60], trained: false)),
      ])
    let evaluator = TableEvaluator(try TableDescription(network))
    return try #require(try evaluator.tables(learningRates: [0.5], epochs: epochs).first)
  }

  @Test("Begins with its printed error and makes its printed step")
  func firstStep() throws {
    let table = try table(epochs: 2)
    func value(_ row: Int, _ symbol: Symbol) throws -> Double {
      let column = try #require(table.column(symbol))
      return column[column.startIndex + row]
    }
    #expect((try value(0, "E_tot") - 0.298371109).magnitude < 5e-10)
    #expect((try value(1, "w1") - 0.149780716).magnitude < 5e-10)
    #expect((try value(1, "w5") - 0.35891648).magnitude < 5e-9)
    #expect((try value(1, "w8") - 0.561370121).magnitude < 5e-10)
    #expect(try value(1, "b1") == 0.35)
  }

  @Test("Comes to an error of about 0.0000351 after ten thousand steps")
  func longRun() throws {
    let last = try #require(try table(epochs: 10_001).losses.last)
    #expect((last - 3.51e-5).magnitude < 0.005e-5)
  }

  @Test("Has a column for each bias, after the layer's weights, and no gradient for a frozen one")
  func columns() throws {
    let names = try table(epochs: 1).symbols.map(\.name)
    #expect(names.count == 35)
    #expect(
      names.prefix(14).joined(separator: " ") == "t1 t2 i1 i2 w1 w2 w3 w4 b1 b2 h1 a_h1 h2 a_h2")
    #expect(!names.contains("∂E/∂b1"))
  }
}
