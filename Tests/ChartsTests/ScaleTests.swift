import Charts
import Testing

@Suite("A scale maps values to places")
struct ScaleTests {
  @Test(
    "A linear scale divides its length evenly",
    arguments: [
      (0.0, 100.0), (5, 150), (10, 200), (-5, 50), (20, 300),
    ])
  func linear(value: Double, place: Double) throws {
    let scale = Scale(0...10, from: 100, to: 200)
    #expect(try #require(scale.position(value)) == place)
    #expect(scale.value(at: place) == value)
  }

  @Test(
    "A reversed scale runs from its end to its start",
    arguments: [(0.0, 200.0), (10, 100), (2.5, 175)])
  func reversed(value: Double, place: Double) throws {
    let scale = Scale(0...10, from: 200, to: 100)
    #expect(try #require(scale.position(value)) == place)
  }

  @Test(
    "Equal ratios are equal distances on a logarithmic scale",
    arguments: [(0.01, 0.0), (0.1, 100), (1, 200), (10, 300), (1e-3, -100)])
  func logarithmic(value: Double, place: Double) throws {
    let scale = Scale(0.01...10, from: 0, to: 300, isLogarithmic: true)
    let found = try #require(scale.position(value))
    // Logarithms are rounded to 2⁻⁵² of about 3, the place to 300 times that.
    #expect(abs(found - place) < 1e-12 * 300)
    #expect(abs(scale.value(at: place) / value - 1) < 1e-13)
  }

  @Test(
    "Values without a place have none",
    arguments: [Double.nan, .infinity, -.infinity], [false, true])
  func noPlace(value: Double, isLogarithmic: Bool) {
    #expect(Scale(1...2, from: 0, to: 1, isLogarithmic: isLogarithmic).position(value) == nil)
  }

  @Test(
    "Zero and negative values have no place on a logarithmic scale", arguments: [0.0, -1, -0.0])
  func notPositive(value: Double) {
    #expect(Scale(1...2, from: 0, to: 1, isLogarithmic: true).position(value) == nil)
  }

  @Test(
    "A domain of one value is widened round it",
    arguments: [(5.0, 2.5...7.5), (0, 0...1), (-4, -6 ... -2), (1e-25, 5e-26...(1e-25 + 5e-26))])
  func zeroRange(value: Double, domain: ClosedRange<Double>) throws {
    let scale = Scale(value...value, from: 0, to: 100)
    #expect(scale.domain == domain)
    #expect(try #require(scale.position(value)).isFinite)
  }

  @Test("A logarithmic domain that reaches to zero keeps its positive part")
  func positivePart() {
    #expect(Scale(0...10, from: 0, to: 1, isLogarithmic: true).domain == 0.01...10)
    #expect(Scale(-3 ... -1, from: 0, to: 1, isLogarithmic: true).domain == 0.1...1)
    #expect(Scale(4...4, from: 0, to: 1, isLogarithmic: true).domain == 2...8)
  }

  @Test("The widest domain does not overflow")
  func widest() throws {
    let limit = Double.greatestFiniteMagnitude
    let scale = Scale(-limit...limit, from: 0, to: 100)
    #expect(try #require(scale.position(0)) == 50)
    #expect(try #require(scale.position(limit)) == 100)
    #expect(Scale(-(Double.infinity)...Double.infinity, from: 0, to: 1).domain == -limit...limit)
  }
}
