import Backprop
import Foundation
import LearningRateAnalysis
import Testing

@Suite("Diagnoses of learning rates")
struct LearningRateDiagnosisTests {
  private func diagnose(_ rates: [Double], epochs: Int = 68) throws -> [LearningRateDiagnosis] {
    try TableEvaluator(.article()).sweep(learningRates: rates, epochs: epochs).map(
      LearningRateDiagnosis.init)
  }

  @Test(
    "Tell what became of a rate",
    arguments: [
      (0.1, TrainingOutcome.tooSlow), (0.5, .tooSlow), (1, .converging), (2, .converging),
      (10, .converging), (67, .converging), (75, .overshot), (100, .overshot), (200, .overshot),
      (300, .overshot), (700, .overshot), (770, .stuck), (800, .stuck), (950, .stuck),
      (1000, .saturated), (10_000, .saturated), (1e6, .degenerate),
      (1e300, .degenerate),
    ])
  func article(rate: Double, outcome: TrainingOutcome) throws {
    let diagnosis = try #require(try diagnose([rate]).first)
    #expect(diagnosis.outcome == outcome, "\(diagnosis.reason)")
  }

  /// One linear weight with input 1: each step multiplies its error by 1 - η, the loss by its square.
  @Test(
    "Tell a loss that grows from one that stands or swings",
    arguments: [
      (0.1, TrainingOutcome.converging), (1, .converging), (2, .tooSlow), (2.001, .diverging),
      (3, .diverging), (1e6, .overflowed),
    ])
  func growing(rate: Double, outcome: TrainingOutcome) throws {
    let network = try Network(
      inputs: [1], targets: [2], layers: [.init(weights: [[0.5]], activation: .linear)])
    let diagnoses = try TableEvaluator(try TableDescription(network)).sweep(
      learningRates: [rate], epochs: 68
    ).map(LearningRateDiagnosis.init)
    #expect(diagnoses.map(\.outcome) == [outcome], "\(diagnoses[0].reason)")
    if outcome == .diverging {
      #expect(diagnoses[0].reason.contains("it rose in 67 of them, last in epoch 68"))
    }
    // The loss that comes back to its beginning, and those that grow, are no one's advice.
    #expect((Recommendation.best(of: diagnoses) == nil) == (outcome != .converging))
    #expect(
      Recommendation.conclusion(of: diagnoses).contains("Try lower ones")
        == (outcome != .converging))
  }

  @Test("A dead hidden layer below an output that explodes is no saturation")
  func explodingAboveDead() throws {
    let network = try Network(
      inputs: [1], targets: [0.5],
      layers: [
        .init(weights: [[40]], activation: .tanh),
        .init(weights: [[0.1]], biases: .init([0], trained: true), activation: .linear),
      ])
    let diagnoses = try TableEvaluator(try TableDescription(network)).sweep(
      learningRates: [5, 0.9], epochs: 20
    ).map(LearningRateDiagnosis.init)
    #expect(diagnoses[0].summary.hiddenSlope < LearningRateDiagnosis.slopeFloor)
    #expect(diagnoses.map(\.outcome) == [.diverging, .degenerate])
  }

  @Test("A loss that jumped and stands above its beginning is stuck")
  func jumpedOnce() throws {
    let network = try Network(
      inputs: [1, 0.5], targets: [2],
      layers: [
        .init(weights: [[0.5, 0.3], [0.2, 0.7]], activation: .sigmoid),
        .init(weights: [[0.5, 0.6]], activation: .linear),
      ])
    let diagnoses = try TableEvaluator(try TableDescription(network)).sweep(
      learningRates: [3], epochs: 20
    ).map(LearningRateDiagnosis.init)
    #expect(diagnoses.map(\.outcome) == [.stuck], "\(diagnoses[0].reason)")
    #expect(diagnoses[0].reason.contains("4.37 times the first, and stands: from epoch 16 to 20"))
    #expect(Recommendation.best(of: diagnoses) == nil)
  }

  @Test("Name no rate the fastest of one, and none recommended that only came furthest")
  func aloneAndFurthest() throws {
    let alone = try #require(Recommendation.best(of: try diagnose([1])))
    #expect(alone.converges && alone.reason.hasPrefix("η = 1 converges without ever rising"))
    let furthest = try #require(Recommendation.best(of: try diagnose([0.1], epochs: 5)))
    #expect(!furthest.converges && !furthest.sentence.contains("Recommended"))
    let once = try diagnose([1], epochs: 1)
    #expect(Recommendation.best(of: once) == nil)
    #expect(Recommendation.conclusion(of: once).hasPrefix("One epoch shows"))
  }

  @Test("Give the advice that helps where no rate lowers the loss")
  func advice() throws {
    #expect(Recommendation.conclusion(of: try diagnose([1e-20])).hasSuffix("Try higher ones."))
    #expect(
      Recommendation.conclusion(of: try diagnose([1e-20, 1000])).hasSuffix("Try others between."))
    #expect(Recommendation.conclusion(of: try diagnose([1000])).hasSuffix("Try lower ones."))
    #expect(
      Recommendation.conclusion(of: try diagnose([1e14, 1e300])).contains(
        "with a dead hidden layer only"))
    let dead = try Network(
      inputs: [1], targets: [1],
      layers: [
        .init(weights: [[-1]], activation: .relu), .init(weights: [[1]], activation: .linear),
      ])
    let diagnoses = try TableEvaluator(try TableDescription(dead)).sweep(
      learningRates: [0.1, 1], epochs: 5
    ).map(LearningRateDiagnosis.init)
    #expect(Recommendation.conclusion(of: diagnoses).hasSuffix("Begin with other weights."))
  }

  @Test("A loss that was zero from the start has arrived")
  func zero() throws {
    let arrived = try Network(
      inputs: [1], targets: [0.5], layers: [.init(weights: [[0.5]], activation: .linear)])
    let diagnoses = try TableEvaluator(try TableDescription(arrived)).sweep(
      learningRates: [0.1], epochs: 4
    ).map(LearningRateDiagnosis.init)
    #expect(diagnoses.first?.outcome == .converging)
    #expect(diagnoses.first?.reason.contains("nan") == false)
  }

  @Test("Say of a rate that converges in the end that its loss rose before")
  func risenAndConverging() throws {
    let diagnoses = try diagnose([2, 760])
    #expect(diagnoses.map(\.outcome) == [.converging, .overshot])
    #expect(diagnoses[0].summary.rises == 0 && !diagnoses[0].reason.contains("rose"))
    let rises = diagnoses[1].summary.rises
    #expect(rises > 0)
    #expect(
      diagnoses[1].reason.contains("; it rose in \(rises) of them, last in epoch "),
      "\(diagnoses[1].reason)")
  }

  @Test("Give the numbers of a saturated run")
  func saturatedEvidence() throws {
    let diagnosis = try #require(try diagnose([1000]).first)
    let summary = diagnosis.summary
    #expect(summary.last > 0.24999 && summary.last < 0.25)
    #expect(summary.outputMagnitude > 12 && summary.outputMagnitude < 15)
    #expect(summary.lastGradientNorm < summary.firstGradientNorm / 1000)
    #expect(diagnosis.reason.contains("reach a magnitude of 14.51,"), "\(diagnosis.reason)")
    #expect(diagnosis.reason.contains("The loss stands at 0.249997;"))
    #expect(diagnosis.reason.contains("the length of the gradient went from 0.02853 to"))
  }

  @Test("Do not crown a loss of exactly zero that comes from a dead hidden layer")
  func degenerate() throws {
    let diagnoses = try diagnose([0.1, 0.2, 0.5, 0.8, 1, 2, 1000, 1e6])
    let last = try #require(diagnoses.last)
    #expect(last.summary.last == 0)
    #expect(last.outcome == .degenerate)
    #expect(last.reason.contains("does not depend on the inputs"))
    let recommendation = try #require(Recommendation.best(of: diagnoses))
    #expect(recommendation.learningRate == 2)
    #expect(recommendation.reason.contains("from 1000 on no longer converge"))
  }

  @Test(
    "Say of the higher rates only what is true of them",
    arguments: [
      ([2, 1000], "of the higher rates tried, 1000 does not converge."),
      ([2, 1000, 1e6], "of the higher rates tried, those from 1000 on no longer converge."),
      ([2, 10], "was reached in epoch"),
    ])
  func higherRates(rates: [Double], words: String) throws {
    let recommendation = try #require(Recommendation.best(of: try diagnose(rates)))
    #expect(recommendation.reason.contains(words), "\(recommendation.reason)")
  }

  @Test("Count one epoch as one")
  func oneEpoch() throws {
    let diagnosis = try #require(try diagnose([1], epochs: 1).first)
    #expect(diagnosis.reason.hasPrefix("In 1 epoch the loss"), "\(diagnosis.reason)")
  }

  @Test("Define every outcome, with the bounds that decide it")
  func definitions() {
    #expect(Set(TrainingOutcome.order) == Set(TrainingOutcome.allCases))
    #expect(TrainingOutcome.order.count == TrainingOutcome.allCases.count)
    #expect(TrainingOutcome.converging.definition == "The last loss is at most 10 % of the first.")
    #expect(TrainingOutcome.saturated.definition.contains("no slope reaches 1e-5"))
    #expect(TrainingOutcome.oscillating.definition.contains("more than 10 %"))
    #expect(TrainingOutcome.oscillating.definition.contains("last 20 %"))
    #expect(TrainingOutcome.diverging.definition.contains("above 100 times the first"))
  }

  @Test("Recommend a rate of a dense sweep that arrives early and never rises")
  func denseSweep() throws {
    let rates = (0..<2_000).map { pow(10, -3 + 9 * Double($0) / 1_999) }
    let diagnoses = try diagnose(rates)
    let recommendation = try #require(Recommendation.best(of: diagnoses))
    let best = try #require(
      diagnoses.first { $0.summary.learningRate == recommendation.learningRate })
    #expect(best.outcome == .converging)
    #expect(best.summary.rises == 0)
    let epoch = try #require(best.summary.epochTo1Percent)
    for other in diagnoses where other.outcome == .converging && other.summary.rises == 0 {
      #expect(other.summary.epochTo1Percent ?? .max >= epoch)
    }
  }

  @Test("Tell a rate that oscillates from one that converges")
  func oscillating() throws {
    // One linear weight: the error factor is 1 - η per step, and 1.99 - 1 = 0.99 hardly shrinks.
    let network = try Network(
      inputs: [1], targets: [0.5], layers: [.init(weights: [[0.1]], activation: .linear)])
    let evaluator = TableEvaluator(try TableDescription(network))
    let steady = try evaluator.sweep(learningRates: [0.5], epochs: 40)
    #expect(steady.map(LearningRateDiagnosis.init).map(\.outcome) == [.converging])
    // Two weights whose curvatures differ make the loss itself go up and down.
    let bumpy = try TableEvaluator(.article()).sweep(
      learningRates: (0..<400).map { 60 + Double($0) * 2 }, epochs: 40)
    #expect(bumpy.map(LearningRateDiagnosis.init).contains { $0.outcome == .oscillating })
  }

  @Test("Call a run that leaves the range of numbers overflowed, and recommend nothing then")
  func overflowed() throws {
    let network = try Network(
      inputs: [3], targets: [1], layers: [.init(weights: [[2]], activation: .linear)])
    let evaluator = TableEvaluator(try TableDescription(network))
    let diagnoses = try evaluator.sweep(learningRates: [1e3], epochs: 200).map(
      LearningRateDiagnosis.init)
    #expect(diagnoses.map(\.outcome) == [.overflowed])
    #expect(Recommendation.best(of: diagnoses) == nil)
  }

  @Test("Advise more epochs where every rate is too slow")
  func slow() throws {
    let recommendation = try #require(Recommendation.best(of: try diagnose([0.1, 0.2])))
    #expect(recommendation.learningRate == 0.2)
    #expect(recommendation.reason.contains("Compute more epochs"))
  }

  @Test("A flat line is no oscillation, whatever its last digits do")
  func flatLine() throws {
    // The weight can only leave its saddle by rounding: the loss is ½ at every epoch.
    let network = try Network(
      inputs: [1], targets: [1], layers: [.init(weights: [[1e-12]], activation: .linear)])
    let flat = try TableEvaluator(try TableDescription(network)).sweep(
      learningRates: [1e-9, 2], epochs: 30
    ).map(LearningRateDiagnosis.init)
    #expect(flat.map(\.outcome) == [.tooSlow, .tooSlow])
    #expect(flat.allSatisfy { $0.reason == "In 30 epochs the loss stayed at 0.5." })
  }

  @Test("Beside a rate that brought the loss to a tenth, no sentence says that none did")
  func reachedNotKept() throws {
    let network = try Network(
      inputs: [1, 0.5], targets: [2],
      layers: [
        .init(weights: [[0.5, 0.3], [0.2, 0.7]], activation: .sigmoid),
        .init(weights: [[0.5, 0.6]], activation: .linear),
      ])
    let rates = [1e-4] + (10...40).map { Double($0) / 10 }
    let diagnoses = try TableEvaluator(try TableDescription(network)).sweep(
      learningRates: rates, epochs: 20
    ).map(LearningRateDiagnosis.init)
    let touched = diagnoses.filter {
      $0.outcome != .converging && $0.summary.epochTo10Percent != nil
    }
    let chosen = [diagnoses[0]] + touched
    #expect(!touched.isEmpty)
    let conclusion = Recommendation.conclusion(of: chosen)
    #expect(conclusion.hasPrefix("No rate converges: η = "), "\(conclusion)")
    #expect(conclusion.contains("tenth of the first in epoch"), "\(conclusion)")
  }
}
