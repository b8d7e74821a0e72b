import Backprop
import LearningRateAnalysis
import Testing
import TextFormats

@testable import LearningRateSweeps

@Suite("The search for the rates at which the training changes")
struct RateSearchTests {
  @Test("On the article's network: what PyTorch gave in float64")
  func article() throws {
    let search = try RateSearch(.article, epochs: 68)
    // A loss below 10⁻¹² comes first for rates from 30.7 to 31.3; the loss first rises at 67.1.
    let fastest = try #require(search.fastest?.summary.learningRate)
    #expect(30.7...31.3 ~= fastest)
    let rising = try #require(search.firstRising?.summary.learningRate)
    #expect(67.1...67.2 ~= rising)
    let largest = try #require(search.largestConverging)
    #expect(720...769 ~= largest.summary.learningRate && largest.outcome == .overshot)
    #expect(search.firstFailing?.outcome.converges == false)
    #expect(search.evaluations > 400 && search.evaluations < 2_000)
    // Every rate of three digits around is as the search says.
    let around = (660...690).map { Double($0) / 10 }
    let first = try TableEvaluator(.article()).sweep(learningRates: around, epochs: 68)
      .first { $0.rises > 0 }
    #expect(first?.learningRate == rising)
    let above = (Int(largest.summary.learningRate) + 1...999).map(Double.init)
    let later = try TableEvaluator(.article()).sweep(learningRates: above, epochs: 68)
    #expect(later.allSatisfy { !LearningRateDiagnosis($0).outcome.converges })
    #expect(search.text.contains("1/λ where it ended is 30.9"))
  }

  /// One linear weight with input 1: each step multiplies the error by 1 - η.
  @Test("On a parabola: the fastest rate is 1/λ, the first that rises and fails the next after 2/λ")
  func parabola() throws {
    let network = try Network(
      inputs: [1], targets: [2], layers: [.init(weights: [[0.5]], activation: .linear)])
    let search = try RateSearch(network, epochs: 68)
    #expect(search.fastest?.summary.learningRate == 1)
    #expect(search.firstRising?.summary.learningRate == 2.01)
    let largest = try #require(search.largestConverging?.summary.learningRate)
    #expect(largest < 2 && largest > 1.9)
    #expect(search.json["fastest"]?["learningRate"]?.number == 1)
  }

  @Test("Where nothing has a property, there is none")
  func none() throws {
    let arrived = try Network(
      inputs: [0], targets: [1], layers: [.init(weights: [[0.5]], activation: .linear)])
    let search = try RateSearch(arrived, epochs: 5)
    #expect(search.fastest == nil && search.firstRising == nil && search.largestConverging == nil)
    #expect(search.text.contains("none"))
    #expect(search.json["fastest"] == .null)
  }
}
