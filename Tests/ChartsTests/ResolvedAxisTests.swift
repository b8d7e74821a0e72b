import Charts
import Testing

@Suite("An axis settles its range and labels from the data")
struct ResolvedAxisTests {
  /// The losses of a curve like the article's: from 0.01418 down.
  let losses = (0..<68).map { 0.01418 * 0.94 / (1 + Double($0)) + 0.000_85 }

  @Test("The article's loss axis runs from 0 to 0.016 by 0.002")
  func articleLoss() {
    let axis = ResolvedAxis(
      Axis(automaticRange: .niceFromZero, numberFormat: .shortest), values: [[0.01418, 0.0002]])
    #expect(axis.range == 0...0.016)
    #expect(axis.majorUnit == 0.002)
    #expect(
      axis.labels
        == ["0", "0.002", "0.004", "0.006", "0.008", "0.01", "0.012", "0.014", "0.016"])
  }

  @Test("The axis of the saturated run goes from 0 to 0.3 by 0.05")
  func saturatedLoss() {
    let axis = ResolvedAxis(
      Axis(automaticRange: .niceFromZero, numberFormat: .shortest), values: [[0.01418, 0.249997]])
    #expect(axis.range == 0...0.3)
    #expect(axis.labels == ["0", "0.05", "0.1", "0.15", "0.2", "0.25", "0.3"])
  }

  @Test("68 epochs are labeled 1, 6, 11 … 66")
  func epochs() {
    let axis = ResolvedAxis(Axis(kind: .category), values: [(1...68).map(Double.init)])
    #expect(axis.range == 0.5...68.5)
    #expect(axis.labels.first == "1")
    #expect(axis.labels.last == "66")
    #expect(axis.labels.count == 14)
  }

  @Test(
    "A range is settled whatever the data",
    arguments: [
      [], [.nan], [.infinity, -.infinity], [0], [7], [-7], [1e-25], [1e300], [-1e308, 1e308],
      [.leastNonzeroMagnitude], [0.1, 0.1 + 1e-17], [1e16, 1e16 + 2],
    ] as [[Double]],
    [Axis.Kind.linear, .logarithmic, .category])
  func anyData(values: [Double], kind: Axis.Kind) {
    for rule in [Axis.AutomaticRange.nice, .niceFromZero, .tight(margin: 0.05)] {
      let axis = ResolvedAxis(Axis(kind: kind, automaticRange: rule), values: [values])
      #expect(axis.range.lowerBound < axis.range.upperBound)
      #expect(axis.range.lowerBound.isFinite && axis.range.upperBound.isFinite)
      #expect(axis.ticks.count <= Ticks.maximumCount)
      #expect(axis.labels.count == axis.ticks.count)
      if kind == .logarithmic { #expect(axis.range.lowerBound > 0) }
    }
  }

  @Test("A given range and unit stand")
  func given() {
    let axis = ResolvedAxis(Axis(range: 0...1, majorUnit: 0.25), values: [[0.5]])
    #expect(axis.ticks == [0, 0.25, 0.5, 0.75, 1])
    #expect(axis.labels == ["0.00", "0.25", "0.50", "0.75", "1.00"])
  }

  @Test("A logarithmic axis passes over zeros and ends at decades")
  func logarithmic() {
    let axis = ResolvedAxis(Axis(kind: .logarithmic), values: [[0, 0.0142, 2e-4, .nan]])
    #expect(axis.range.lowerBound == 1e-4)
    #expect(axis.range.upperBound == 0.1)
    #expect(axis.labels == ["0.0001", "0.001", "0.01", "0.1"])
  }

  @Test(
    "A logarithmic axis of values that span little ends at 1, 2 or 5 · 10ⁿ",
    arguments: [
      ([4, 0.16], 0.1...5.0), ([0.01418], 0.005...0.05), ([0.1], 0.05...0.2), ([3, 4], 2...5),
    ])
  func narrowLogarithmic(values: [Double], range: ClosedRange<Double>) {
    #expect(ResolvedAxis(Axis(kind: .logarithmic), values: [values]).range == range)
  }

  @Test("An axis of epochs has whole numbers only, and its ends where there is room")
  func counted() {
    func labels(_ range: ClosedRange<Double>, _ kind: Axis.Kind = .linear) -> [String] {
      ResolvedAxis(Axis(kind: kind, range: range, isCounted: true), values: []).labels
    }
    #expect(labels(1...2) == ["1", "2"])
    #expect(labels(1...3) == ["1", "2", "3"])
    #expect(labels(1...68) == ["1", "10", "20", "30", "40", "50", "60", "68"])
    #expect(labels(1...68, .logarithmic) == ["1", "2", "5", "10", "20", "50", "68"])
    #expect(labels(1...2, .logarithmic) == ["1", "2"])
    #expect(labels(0.5...41.5) == ["1", "10", "20", "30", "40"])
    // One epoch stands in the middle, without marks at parts of epochs.
    for kind in [Axis.Kind.linear, .logarithmic] {
      let axis = ResolvedAxis(Axis(kind: kind, range: 0.5...1.5, isCounted: true), values: [[1]])
      #expect(axis.labels == ["1"] && axis.minorTicks.isEmpty, "\(axis.minorTicks)")
    }
  }

  @Test("A tight axis leaves a twentieth of the span, as the notebook's plots do")
  func tight() {
    let axis = ResolvedAxis(
      Axis(automaticRange: .tight(margin: 0.05)), values: [(0..<20).map(Double.init)])
    #expect(abs(axis.range.lowerBound + 0.95) < 1e-12)
    #expect(abs(axis.range.upperBound - 19.95) < 1e-12)
  }

  @Test("A reversed axis has a reversed scale")
  func reversed() throws {
    let axis = ResolvedAxis(Axis(range: 0...10, isReversed: true), values: [])
    #expect(try #require(axis.scale(from: 0, to: 100).position(0)) == 100)
  }
}
