package import Backprop
import Glibc
package import LearningRateAnalysis
import Numerals

/// Finds the learning rates at which the training changes its character, each to three digits.
///
/// Rates of three significant digits are tried: first some on a logarithmic scale, then all between
/// two neighbors of which one has a property and the other has not. Every rate that is named was
/// therefore trained itself.
package struct RateSearch: Sendable {
  /// The rate that is fastest among those whose loss never rises; nil where none lowers the loss.
  package let fastest: LearningRateDiagnosis?
  /// In which epoch the fastest rate's loss came below ``target`` of the first; nil where it did not.
  package let fastestEpoch: Int?
  /// The smallest rate whose loss rises; nil where no loss does.
  package let firstRising: LearningRateDiagnosis?
  /// The largest rate whose loss comes down for good; nil where none does.
  package let largestConverging: LearningRateDiagnosis?
  /// The next larger rate, which fails; nil where the range ends.
  package let firstFailing: LearningRateDiagnosis?
  /// The smallest and the largest rate that were tried.
  package let range: ClosedRange<Double>
  /// How many rates were trained.
  package let evaluations: Int
  /// The number of epochs of each training.
  package let epochs: Int
  /// The sharpness of the first epoch, where it is finite.
  package let startSharpness: Double?
  /// The sharpness where the fastest rate ended, where it is finite.
  package let minimumSharpness: Double?
  /// What the sharpness says for the optimizer.
  package let rule: StabilityRule

  /// The part of the first loss that the fastest rate has to come below: about the square root of
  /// what rounding leaves of it, so that the curvature at the minimum decides.
  package static let target = 1e-10

  /// How many rates of a power of ten are tried at first.
  static let density = 50

  /// How many powers of ten are searched on both sides of the limit at the start.
  static let decades = 4

  /// Searches.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - gradients: Which gradients to compute.
  ///   - epochs: The number of epochs of each training.
  /// - Throws: `BackpropError` for what cannot be computed.
  package init(
    _ network: Network, gradients: GradientMode = .derived, epochs: Int
  ) throws(BackpropError) {
    let table = try TableDescription(network, gradients: gradients)
    var trial = RateTrial(evaluator: TableEvaluator(table), epochs: epochs)
    rule = StabilityRule(network.training)
    self.epochs = epochs
    let start = try trial.sharpness(at: 1, epochs: 1)?.first
    startSharpness = start.flatMap { $0.isFinite ? $0 : nil }
    let center = start.flatMap { $0 > 0 && $0.isFinite ? 2 / $0 : nil } ?? 1
    let coarse = ThreeDigits.scale(around: center, decades: Self.decades, density: Self.density)
    try trial.train(coarse)

    try trial.refine(coarse) { $0.first { trial in trial.summary.rises > 0 } }
    try trial.refine(coarse) { $0.last { trial in trial.outcome.converges } }
    // Twice, because what is fastest lies on either side.
    for _ in 0..<2 { try trial.refineFastest() }

    let found = trial.sorted
    firstRising = found.first { $0.summary.rises > 0 }
    let last = found.lastIndex { $0.outcome.converges }
    largestConverging = last.map { found[$0] }
    let failing = last.flatMap { $0 + 1 < found.count ? found[$0 + 1] : nil }
    firstFailing =
      if let failing {
        try trial.evaluator.diagnose([failing.summary]).first
      } else {
        nil
      }
    let best = trial.fastest
    fastest = best
    fastestEpoch = best.flatMap { trial.epochs(of: $0.summary.learningRate) }.map {
      Int($0.rounded(.up))
    }
    if let best {
      let sharpness = try trial.sharpness(at: best.summary.learningRate, epochs: epochs)?.last
      minimumSharpness = sharpness.flatMap { $0.isFinite ? $0 : nil }
    } else {
      minimumSharpness = nil
    }
    range = (coarse.first ?? 1)...(coarse.last ?? 1)
    evaluations = found.count
  }
}

/// The rates that were trained so far.
private struct RateTrial {
  let evaluator: TableEvaluator
  let epochs: Int
  private var diagnoses: [Double: LearningRateDiagnosis] = [:]
  /// When the loss came below the target, between two epochs on a logarithmic scale.
  private var crossings: [Double: Double] = [:]

  init(evaluator: TableEvaluator, epochs: Int) {
    self.evaluator = evaluator
    self.epochs = epochs
  }

  /// The diagnoses, by rising rate.
  var sorted: [LearningRateDiagnosis] {
    diagnoses.values.sorted { $0.summary.learningRate < $1.summary.learningRate }
  }

  /// Trains the rates that were not trained yet.
  mutating func train(_ rates: [Double]) throws(BackpropError) {
    let new = rates.filter { diagnoses[$0] == nil }
    guard !new.isEmpty else { return }
    let run = try evaluator.sweepWithLosses(learningRates: new, epochs: epochs)
    for (index, summary) in run.summaries.enumerated() {
      let rate = summary.learningRate
      diagnoses[rate] = LearningRateDiagnosis(summary)
      crossings[rate] = Self.crossing(run.losses.losses(rate: index))
    }
  }

  /// Trains all rates of three digits between the rate that is chosen and its neighbors.
  mutating func refine(
    _ choose: ([LearningRateDiagnosis]) -> LearningRateDiagnosis?
  ) throws(BackpropError) {
    let rates = sorted
    guard let chosen = choose(rates),
      let place = rates.firstIndex(where: {
        $0.summary.learningRate == chosen.summary.learningRate
      })
    else { return }
    let from = rates[max(0, place - 1)].summary.learningRate
    let to = rates[min(rates.count - 1, place + 1)].summary.learningRate
    try train(ThreeDigits.between(from, to))
  }

  /// Trains all rates of three digits in the stretches of the first scale on both sides of the rate
  /// that is chosen, until the choice stays: where a property comes and goes, the next stretch may
  /// have it again.
  mutating func refine(
    _ scale: [Double], _ choose: ([LearningRateDiagnosis]) -> LearningRateDiagnosis?
  ) throws(BackpropError) {
    var chosen = choose(sorted)?.summary.learningRate
    while let rate = chosen {
      let above = scale.firstIndex { $0 > rate } ?? scale.count - 1
      let below = scale.lastIndex { $0 < rate } ?? 0
      // The stretch that it lies in, and one more on either side.
      let from = scale[max(0, below - 1)]
      let to = scale[min(scale.count - 1, above + 1)]
      try train(ThreeDigits.between(from, to))
      let next = choose(sorted)?.summary.learningRate
      guard next != rate else { return }
      chosen = next
    }
  }

  mutating func refineFastest() throws(BackpropError) {
    let best = fastest
    try refine { _ in best }
  }

  /// The rate that is fastest among those that come down for good without rising.
  var fastest: LearningRateDiagnosis? {
    sorted.filter { $0.outcome.converges && $0.summary.rises == 0 }.min { first, second in
      let left = crossings[first.summary.learningRate] ?? .infinity
      let right = crossings[second.summary.learningRate] ?? .infinity
      return left == right ? first.summary.last < second.summary.last : left < right
    }
  }

  /// When the loss of a rate came below the target; nil where it did not.
  func epochs(of rate: Double) -> Double? { crossings[rate] }

  func sharpness(at rate: Double, epochs: Int) throws(BackpropError) -> Sharpness? {
    try evaluator.sharpness(learningRates: [rate], epochs: epochs)?.first
  }

  private static func crossing(_ losses: [Double]) -> Double? {
    guard let first = losses.first, first > 0, first.isFinite else { return nil }
    let target = RateSearch.target * first
    guard let index = losses.firstIndex(where: { $0 <= target }), index > 0 else { return nil }
    // The step that crosses counts by the part of it that was needed.
    let above = log(losses[index - 1] / target)
    let below = log(target / max(losses[index], target * 1e-30))
    return Double(index) + above / (above + below)
  }
}

/// Rates of three significant digits.
private enum ThreeDigits {
  /// A number rounded to three significant digits.
  static func rounded(_ value: Double) -> Double {
    Double(NumberText.significant(value, 3)) ?? value
  }

  /// Rates on a logarithmic scale, in rising order.
  static func scale(around center: Double, decades: Int, density: Int) -> [Double] {
    let count = decades * density
    let rates = (-count...count).map { index in
      rounded(center * pow(10, Double(index) / Double(density)))
    }
    return Array(Set(rates.filter { $0 > 0 && $0.isFinite })).sorted()
  }

  /// All rates of three digits from one to another.
  static func between(_ from: Double, _ to: Double) -> [Double] {
    var rates: [Double] = []
    var rate = from
    while rate <= to, rates.count < 2_000 {
      rates.append(rate)
      // A thousandth of its power of ten further; the rounding leaves three digits.
      let magnitude = pow(10, log10(rate).rounded(.down))
      let next = rounded(rate + magnitude / 100)
      guard next > rate else { break }
      rate = next
    }
    return rates
  }
}
