import Backprop
import Testing

/// The two rows that the article prints, digit for digit, for η = 1.
private let printedHeader = """
  t1 t2 i1 i2 w1 w2 w3 w4 h1 a_h1 h2 a_h2 w5 w6 w7 w8 o1 a_o1 o2 a_o2 E1 E2 E_tot \
  ∂E/∂w1 ∂E/∂w2 ∂E/∂w3 ∂E/∂w4 ∂E/∂w5 ∂E/∂w6 ∂E/∂w7 ∂E/∂w8
  """
private let printedRows = [
  """
  0.5 0.5 0.05 0.1 0.15 0.2 0.25 0.3 0.0275 0.506874567 0.0425 0.510623401 0.4 0.45 0.5 0.55 \
  0.432530357 0.606477732 0.534280154 0.630480835 0.005668754 0.008512624 0.014181378 \
  0.000316993 0.000633987 0.000351869 0.000703737 0.012880819 0.012976085 0.015408348 0.015522308
  """,
  """
  0.5 0.5 0.05 0.1 0.149683007 0.199366013 0.249648131 0.299296263 0.027420752 0.506854758 \
  0.042412033 0.510601419 0.387119181 0.437023915 0.484591652 0.534477692 0.41935823 0.60332967 \
  0.518522653 0.626802248 0.00533851 0.008039405 0.013377915 0.000299281 0.000598562 0.000333197 \
  0.000666394 0.012534095 0.012626746 0.01503419 0.015145323
  """,
]

@Suite("The article's worked example")
struct ArticleTests {
  @Test("The columns are the article's, in its order")
  func columns() {
    let names = TableDescription.article().columns.map(\.symbol.name)
    #expect(names == printedHeader.split(separator: " ").map(String.init))
    #expect(names.count == 31)
  }

  @Test("Published mode gives both printed rows to every printed digit", arguments: [0, 1])
  func printedRow(row: Int) throws {
    let table = try article(.published)
    let printed = printedRows[row].split(separator: " ").map(String.init)
    try #require(printed.count == 31)
    for (column, text) in printed.enumerated() {
      let digits = text.split(separator: ".").last?.count ?? 0
      let distance = try #require(Double(text)) - table[row, column]
      let name = table.symbols[column]
      #expect(distance.magnitude <= 0.5 * power(10, -digits) * 1.000001, "\(name) \(text)")
    }
  }

  @Test("The chain rule corrects ∂E/∂w3 and ∂E/∂w4 and leaves the rest of the first row")
  func derivedRow() throws {
    let derived = try article(.derived)
    let published = try article(.published)
    for (column, symbol) in derived.symbols.enumerated() {
      switch symbol {
      case "∂E/∂w3": #expect((derived[0, column] - 0.000351776).magnitude < 5e-10)
      case "∂E/∂w4": #expect((derived[0, column] - 0.000703553).magnitude < 5e-10)
      default: #expect(derived[0, column] == published[0, column], "\(symbol)")
      }
    }
  }

  @Test("The gradients read as the article factors them")
  func renderings() throws {
    let table = TableDescription.article()
    let expected = [
      "dE/dw1":
        "((a_o1 - t1) * a_o1 * (1 - a_o1) * w5 + (a_o2 - t2) * a_o2 * (1 - a_o2) * w7)"
        + " * a_h1 * (1 - a_h1) * i1",
      "dE/dw4":
        "((a_o1 - t1) * a_o1 * (1 - a_o1) * w6 + (a_o2 - t2) * a_o2 * (1 - a_o2) * w8)"
        + " * a_h2 * (1 - a_h2) * i2",
      "dE/dw5": "(a_o1 - t1) * a_o1 * (1 - a_o1) * a_h1",
      "dE/dw8": "(a_o2 - t2) * a_o2 * (1 - a_o2) * a_h2",
      "E2": "½ * (t2 - a_o2)²",
      "h1": "w1 * i1 + w2 * i2",
      "a_h1": "σ(h1)",
      "w1": "w1′ - η * ∂E/∂w1′",
    ]
    for (name, text) in expected {
      #expect(try table.column(named: name).recurrence.text(ArticleNotation()) == text)
    }
    let slip = try TableDescription(.article, gradients: .published).column(named: "∂E/∂w3")
    #expect(
      slip.recurrence.text(ArticleNotation())
        == "((a_o1 - t1) * a_o1 * (1 - a_o1) * w6 + (a_o2 - t2) * a_o2 * (1 - a_o2) * w8)"
        + " * a_h1 * (1 - a_h1) * i1")
  }

  private func article(_ mode: GradientMode) throws -> Table {
    let evaluator = TableEvaluator(.article(mode))
    return try #require(try evaluator.tables(learningRates: [1], epochs: 68).first)
  }
}

private func power(_ base: Double, _ exponent: Int) -> Double {
  (0..<exponent.magnitude).reduce(1) { value, _ in exponent < 0 ? value / base : value * base }
}
