import Charts
import Testing

@Suite("Ticks stand at round numbers")
struct TicksTests {
  @Test(
    "The unit is the smallest of 1, 2, 5 · 10ⁿ that is wide enough",
    arguments: [
      (10.0, 5, 2.0), (10, 10, 1), (1, 8, 0.2), (0.3, 3, 0.1), (0.01418, 8, 0.002),
      (0.25, 8, 0.05), (7e-25, 7, 1e-25), (3e10, 4, 1e10), (68, 14, 5), (1e300, 2, 5e299),
      (0, 5, 1), (-1, 5, 1), (.nan, 5, 1), (.infinity, 5, 1), (1, 0, 1),
    ])
  func niceUnit(span: Double, intervals: Int, unit: Double) {
    #expect(Ticks.niceUnit(span: span, intervals: intervals) == unit)
  }

  @Test("Multiples of a unit carry no rounding errors")
  func exactMultiples() {
    #expect(
      Ticks.linear(in: 0...0.016, unit: 0.002)
        == [0, 0.002, 0.004, 0.006, 0.008, 0.01, 0.012, 0.014, 0.016])
    #expect(Ticks.linear(in: 0...0.3, unit: 0.05) == [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3])
    #expect(Ticks.linear(in: -0.3...0.3, unit: 0.1) == [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3])
    #expect(Ticks.linear(in: 1...68, unit: 5, from: 1).count == 14)
    #expect(Ticks.linear(in: 1...68, unit: 5, from: 1).last == 66)
  }

  @Test("Ticks of tiny ranges are found")
  func tiny() {
    let ticks = Ticks.linear(in: 0...5e-25, unit: 1e-25)
    #expect(ticks.count == 6)
    #expect(NumberFormat.automatic.labels(ticks).last == "5e-25")
  }

  @Test(
    "A unit that would give a huge number of ticks, or none, is replaced",
    arguments: [1e-9, 0, -1, .nan, .infinity])
  func hugeCount(unit: Double) {
    let ticks = Ticks.linear(in: 0...1000, unit: unit)
    #expect(ticks.count > 2 && ticks.count <= Ticks.maximumCount)
  }

  @Test("Ranges beyond the precision of whole numbers end")
  func beyondPrecision() {
    let ticks = Ticks.linear(in: 1e17...(1e17 + 64), unit: 1)
    #expect(!ticks.isEmpty && ticks.count <= Ticks.maximumCount)
    #expect(Ticks.linear(in: 5...5, unit: 1) == [5])
  }

  @Test(
    "Logarithmic ticks are powers of ten, thinned where there are many",
    arguments: [
      (0.01...100, 8, [0.01, 0.1, 1, 10, 100]),
      (1e-10...1, 4, [1e-9, 1e-6, 1e-3, 1]),
      (1e-10...1, 5, [1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1]),
      (2...60, 8, [2, 5, 10, 20, 50]),
      (1...68, 8, [1, 2, 5, 10, 20, 50]),
      (3...4, 8, [3, 3.2, 3.4, 3.6, 3.8, 4]),
      (0...10, 8, [0.01, 0.1, 1, 10]),
    ])
  func logarithmic(range: ClosedRange<Double>, intervals: Int, expected: [Double]) {
    #expect(Ticks.logarithmic(in: range, intervals: intervals) == expected)
  }

  @Test("The whole range of doubles has a handful of logarithmic ticks")
  func wholeRange() {
    let ticks = Ticks.logarithmic(in: 1e-307...1e308, intervals: 8)
    #expect(ticks.count >= 4 && ticks.count <= 9)
    #expect(ticks.allSatisfy { $0.isFinite && $0 > 0 })
  }

  @Test("Minor ticks stand between powers of ten")
  func minor() {
    #expect(
      Ticks.logarithmicMinor(in: 1...100)
        == [2, 3, 4, 5, 6, 7, 8, 9, 20, 30, 40, 50, 60, 70, 80, 90])
    #expect(Ticks.logarithmicMinor(in: 1e-20...1).isEmpty)
  }

  @Test(
    "Category labels thin out in steps of 1, 2, 5",
    arguments: [(1, 1), (14, 1), (15, 2), (68, 5), (70, 5), (71, 10), (10_000, 1000), (0, 1)])
  func categories(count: Int, step: Int) {
    #expect(Ticks.categoryStep(count: count) == step)
  }

  @Test("Any number of categories ends")
  func hugeCategories() {
    #expect(Ticks.categoryStep(count: Int.max / 2) > 0)
  }
}
