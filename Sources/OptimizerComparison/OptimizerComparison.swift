package import Backprop
package import LearningRateAnalysis
import Numerals
import Publishing

/// Optimizers side by side on one network, each with the best of some learning rates.
package struct OptimizerComparison: Sendable {
  /// The settings of a comparison.
  package struct Settings: Sendable, Hashable {
    /// The optimizers, no two the same.
    package var optimizers: [Optimizer]
    /// The learning rates that each of them is tried with.
    package var learningRates: [Double]
    /// The number of epochs.
    package var epochs: Int
    /// The network; its own optimizer does not count.
    package var network: Network

    /// Describes a comparison.
    ///
    /// - Parameters:
    ///   - optimizers: The optimizers.
    ///   - learningRates: The learning rates that each of them is tried with.
    ///   - epochs: The number of epochs.
    ///   - network: The network; its own optimizer does not count.
    package init(
      optimizers: [Optimizer], learningRates: [Double], epochs: Int, network: Network
    ) {
      self.optimizers = optimizers
      self.learningRates = learningRates
      self.epochs = epochs
      self.network = network
    }
  }

  /// What became of one optimizer at the best of the rates.
  package struct Entry: Sendable {
    /// The optimizer.
    package let optimizer: Optimizer
    /// The diagnosis of its best rate.
    package let diagnosis: LearningRateDiagnosis
    /// How many of the rates converge.
    package let convergingCount: Int
    /// The losses at that rate by epoch.
    package let losses: [Double]
  }

  /// The largest number of optimizers of a comparison.
  package static let optimizerLimit = 12
  /// The largest number of losses of all optimizers and rates together.
  package static let lossLimit = 20_000_000

  /// What was computed.
  package let settings: Settings
  /// One entry an optimizer, in their order.
  package let entries: [Entry]

  /// Computes a comparison on all processors.
  ///
  /// - Parameter settings: What to compute.
  /// - Throws: `ReportError` of category `usage` for too many or equal optimizers and too many losses;
  ///   `BackpropError` for a rate or a number of epochs that cannot be computed.
  package init(_ settings: Settings) throws {
    guard (1...Self.optimizerLimit).contains(settings.optimizers.count) else {
      throw ReportError(
        .usage,
        "--optimizers names \(settings.optimizers.count); 1 to \(Self.optimizerLimit) can be compared."
      )
    }
    guard Set(settings.optimizers).count == settings.optimizers.count else {
      throw ReportError(.usage, "--optimizers names one twice; name each once.")
    }
    let (perRate, overflow) = settings.learningRates.count
      .multipliedReportingOverflow(by: max(settings.epochs, 0))
    guard !overflow, perRate <= Self.lossLimit / settings.optimizers.count else {
      throw ReportError(
        .usage,
        "\(settings.optimizers.count) optimizers with \(settings.learningRates.count) rates over "
          + "\(settings.epochs) epochs are more than \(FixedText.grouped(Self.lossLimit)) losses; "
          + "compare fewer rates or fewer epochs.")
    }
    self.settings = settings
    entries = try settings.optimizers.map { try Self.entry($0, settings) }
  }

  private static func entry(_ optimizer: Optimizer, _ settings: Settings) throws -> Entry {
    var training = settings.network.training
    training.optimizer = optimizer
    let network = try settings.network.trained(by: training)
    let evaluator = TableEvaluator(try TableDescription(network))
    let run = try evaluator.sweepWithLosses(
      learningRates: settings.learningRates, epochs: settings.epochs)
    let diagnoses = run.summaries.map(LearningRateDiagnosis.init)
    let best = bestIndex(of: diagnoses)
    return Entry(
      optimizer: optimizer,
      diagnosis: try evaluator.diagnose([run.summaries[best]]).first ?? diagnoses[best],
      convergingCount: diagnoses.count { $0.outcome.converges },
      losses: run.losses.losses(rate: best))
  }

  /// The rate that is recommended, or that came furthest; where none is, the smallest last loss.
  private static func bestIndex(of diagnoses: [LearningRateDiagnosis]) -> Int {
    if let rate = Recommendation.best(of: diagnoses)?.learningRate,
      let index = diagnoses.firstIndex(where: { $0.summary.learningRate == rate })
    {
      return index
    }
    func last(_ index: Int) -> Double {
      let last = diagnoses[index].summary.last
      return last.isFinite ? last : .infinity
    }
    return diagnoses.indices.min { last($0) < last($1) } ?? 0
  }

  /// The optimizer that is fastest: among those that converge the one that reaches 1 % of the first
  /// loss in the fewest epochs, then 10 %, then the smaller last loss; nil where none converges.
  package var fastest: Entry? {
    func rank(_ entry: Entry) -> (Int, Int, Double) {
      let summary = entry.diagnosis.summary
      return (summary.epochTo1Percent ?? .max, summary.epochTo10Percent ?? .max, summary.last)
    }
    return entries.filter { $0.diagnosis.outcome.converges }.min { rank($0) < rank($1) }
  }
}
