import Testing

@testable import TrainingRuns

@Suite("What the curve of a range test proposes")
struct RateFinderTests {
  private func steps(_ losses: [Double]) -> [RateFinder.Step] {
    losses.enumerated().map { index, loss in
      RateFinder.Step(rate: Double(index + 1), loss: loss, smoothed: loss)
    }
  }

  @Test("The steepest fall lies where the loss falls fastest")
  func steepest() {
    let losses = [10, 10, 10, 10, 9.9, 9.5, 7, 4, 3, 2.9, 2.8, 2.8]
    #expect(RateFinder.steepest(steps(losses)) == 7)
    #expect(RateFinder.steepest(steps([1, 2])) == nil)
  }

  @Test("The valley lies two thirds into the longest fall")
  func valley() {
    let losses = [5.0, 4, 5, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1.5]
    // The fall from the fourth step to the twelfth has eight steps.
    #expect(RateFinder.valley(steps(losses)) == 9)
    #expect(RateFinder.valley(steps([1, 2, 3])) == nil)
  }
}
