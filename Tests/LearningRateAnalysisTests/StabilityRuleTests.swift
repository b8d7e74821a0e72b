import Backprop
import LearningRateAnalysis
import Testing

@Suite("How large a step may be")
struct StabilityRuleTests {
  /// One linear weight with input 3: the loss is a parabola whose second derivative is 9.
  private func outcome(_ optimizer: Optimizer, rate: Double) throws -> LearningRateDiagnosis {
    let network = try Network(
      inputs: [3], targets: [1], layers: [.init(weights: [[0.2]], activation: .linear)],
      training: .init(optimizer: optimizer))
    let summary = try #require(
      try TableEvaluator(try TableDescription(network)).sweep(learningRates: [rate], epochs: 3_000)
        .first)
    return LearningRateDiagnosis(summary)
  }

  @Test("Without momentum a linear network converges up to 2/λ and not above")
  func plain() throws {
    let rule = StabilityRule(.gradientDescent)
    let limit = try #require(rule.limit(9))
    #expect(limit == 2.0 / 9 && rule.formula == "2/λ")
    #expect(try outcome(.gradientDescent, rate: 0.999 * limit).outcome == .converging)
    #expect(
      [.diverging, .overflowed].contains(
        try outcome(.gradientDescent, rate: 1.001 * limit).outcome))
  }

  @Test("With momentum, with Nesterov's look ahead and with weight decay the limit is theirs")
  func momentum() throws {
    for (settings, formula) in [
      (["momentum": 0.9], "2(1+β)/λ"), (["momentum": 0.5], "2(1+β)/λ"),
      (["momentum": 0.9, "nesterov": 1], "2(1+β)/((1+2β)λ)"),
      (["weight decay": 1], "2/(λ + weight decay)"),
    ] {
      let optimizer = try Optimizer(.sgd, settings)
      let rule = StabilityRule(optimizer)
      #expect(rule.formula == formula)
      let limit = try #require(rule.limit(9))
      let below = try outcome(optimizer, rate: 0.99 * limit).summary
      let above = try outcome(optimizer, rate: 1.01 * limit).summary
      #expect(below.last < 2 * below.first && below.overflowEpoch == nil, "\(settings)")
      #expect(!(above.last < 1e3 * above.first), "\(settings)")
    }
  }

  @Test("Where steps are divided by a size of each parameter there is no limit, and a reason")
  func preconditioned() throws {
    for method in [OptimizerMethod.adam, .rmsprop, .adagrad] {
      let rule = StabilityRule(try Optimizer(method))
      #expect(rule.limit(9) == nil && rule.formula == nil && rule.factor == nil)
      #expect(rule.absence?.hasPrefix(method.rawValue) == true)
    }
    #expect(StabilityRule(.gradientDescent).absence == nil)
  }

  @Test("Where the loss curves down everywhere, or the curvature is not finite, there is no limit")
  func noCurvature() {
    let rule = StabilityRule(.gradientDescent)
    #expect(rule.limit(-1) == nil && rule.limit(0) == nil && rule.limit(.nan) == nil)
  }

  @Test("An overshot and a stuck rate say how high the loss jumped and what became of it")
  func evidence() throws {
    let evaluator = TableEvaluator(.article())
    var summaries = try evaluator.sweep(learningRates: [300, 800], epochs: 68)
    let plain = LearningRateDiagnosis(summaries[0])
    #expect(plain.reason.contains("16.3 times the first. A step of this size stays only where"))
    summaries[0].sharpness = try evaluator.sharpness(learningRates: [300], epochs: 68)?[0]
    // 1.62 is PyTorch's sharpness of the last epoch times 300.
    #expect(
      LearningRateDiagnosis(summaries[0]).reason.contains("so that ηλ is 1.6"),
      "\(LearningRateDiagnosis(summaries[0]).reason)")
    let stuck = LearningRateDiagnosis(summaries[1])
    #expect(stuck.outcome == .stuck)
    #expect(stuck.reason.contains("The loss jumped to 0.2"), "\(stuck.reason)")
    #expect(stuck.reason.contains("more epochs may leave the plateau"))
    let later = try evaluator.sweep(learningRates: [800], epochs: 400)
    #expect(LearningRateDiagnosis(later[0]).outcome == .overshot)
  }

  @Test("The recommendation names 1/λ at the minimum beside the rate that was tried")
  func fastest() throws {
    let evaluator = TableEvaluator(.article())
    let rates = [10.0, 33]
    var summaries = try evaluator.sweep(learningRates: rates, epochs: 68)
    let sharpness = try #require(try evaluator.sharpness(learningRates: rates, epochs: 68))
    for index in rates.indices { summaries[index].sharpness = sharpness[index] }
    let best = try #require(
      Recommendation.best(of: summaries.map(LearningRateDiagnosis.init)))
    #expect(best.learningRate == 33)
    // PyTorch: λ is 0.03231 at the minimum.
    #expect(
      best.reason.contains("1/λ = 30.9") && best.reason.contains("2/λ = 61.9"), "\(best.reason)")
  }
}
