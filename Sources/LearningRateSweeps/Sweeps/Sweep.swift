package import Backprop
package import LearningRateAnalysis
import Numerals
import Publishing
import WorkedExample

/// Learning rates compared: their losses, their verdicts, and the one to use.
package struct Sweep: Sendable {
  /// The settings of a sweep.
  package struct Settings: Sendable, Hashable {
    /// The learning rates; see ``LearningRates/parse(_:option:)``.
    package var learningRates: [Double]
    /// The number of epochs.
    package var epochs: Int
    /// The network.
    package var network: Network
    /// Which gradients to compute.
    package var gradients: GradientMode

    /// Whether there is a workbook of so many rates and epochs.
    var fitsWorkbook: Bool {
      learningRates.count <= Sweep.workbookRateLimit
        && learningRates.count * epochs <= Sweep.workbookLossLimit
    }

    /// Describes a sweep; without arguments the article's rates and epochs.
    package init(
      learningRates: [Double] = LearningRates.article,
      epochs: Int = WorkedExampleSettings.articleEpochs, network: Network = .article,
      gradients: GradientMode = .derived
    ) {
      self.learningRates = learningRates
      self.epochs = epochs
      self.network = network
      self.gradients = gradients
    }
  }

  /// The most rates that a workbook takes; a sheet has 16,384 columns.
  static let workbookRateLimit = 10_000
  /// The most losses that a workbook takes: more are slow to open.
  static let workbookLossLimit = 2_000_000

  /// The largest number of losses that are kept: 160 MB of them.
  package static let lossLimit = 20_000_000

  /// What was computed.
  package let settings: Settings
  /// The loss by epoch and rate.
  package let losses: LossMatrix
  /// Some rates that show what can happen, the marked one first.
  let tellingRates: [Double]
  /// One verdict a rate, in the order of the rates.
  package let diagnoses: [LearningRateDiagnosis]
  /// The rate to use; nil when none of them leads anywhere.
  package let recommendation: Recommendation?

  /// The eigenvalues of the Hessian by epoch for the marked rate; nil where they are not computed.
  package let spectrum: Spectrum?
  /// The loss on a plane through some trainings; nil where it is not computed.
  package let landscape: LossLandscape?

  /// Computes a sweep on all processors.
  ///
  /// - Parameter settings: What to compute.
  /// - Throws: `BackpropError` for a rate, a number of epochs or gradients that cannot be computed;
  ///   `ReportError` of category `usage` for more losses than ``lossLimit``.
  package init(_ settings: Settings) throws {
    let (count, overflow) = settings.learningRates.count
      .multipliedReportingOverflow(by: max(settings.epochs, 0))
    guard !overflow, count <= Self.lossLimit else {
      throw ReportError(
        .usage,
        "\(settings.learningRates.count) rates over \(settings.epochs) epochs are more than "
          + "\(Self.lossLimit) losses; compare fewer rates or fewer epochs.")
    }
    let evaluator = TableEvaluator(
      try TableDescription(settings.network, gradients: settings.gradients))
    self.settings = settings
    let run = try evaluator.sweepWithLosses(
      learningRates: settings.learningRates, epochs: settings.epochs)
    losses = run.losses
    var summaries = run.summaries
    if let sharpness = try evaluator.sharpness(
      learningRates: settings.learningRates, epochs: settings.epochs)
    {
      for index in summaries.indices { summaries[index].sharpness = sharpness[index] }
    }
    diagnoses = try evaluator.diagnose(summaries) { diagnoses in
      Set(Self.shown(of: diagnoses).map(\.summary.learningRate))
    }
    recommendation = Recommendation.best(of: diagnoses)
    let rates = Self.telling(diagnoses, recommendation)
    tellingRates = rates
    spectrum = try Spectrum(
      evaluator, learningRate: Self.spectrumRate(diagnoses) ?? rates.first, epochs: settings.epochs)
    landscape = try LossLandscape(
      evaluator, learningRates: Self.landscapeRates(diagnoses, recommendation),
      epochs: settings.epochs)
  }

  /// What the sharpness of a sweep takes, in words; nil where it takes no time to speak of, or is not
  /// computed.
  ///
  /// - Parameter settings: What is going to be computed.
  /// - Returns: A sentence with time and memory.
  /// - Throws: `BackpropError` for gradients that cannot be computed.
  package static func announcement(of settings: Settings) throws -> String? {
    let evaluator = TableEvaluator(
      try TableDescription(settings.network, gradients: settings.gradients))
    guard
      let work = evaluator.sharpnessWork(
        rateCount: settings.learningRates.count, epochs: settings.epochs),
      work.operations > announcedOperations
    else { return nil }
    let count = FixedText.grouped(evaluator.table.parameters.count)
    let seconds = FixedText.grouped(Int(work.operations * secondsPerOperation) + 1)
    let megabytes = FixedText.grouped(work.bytes / 1_000_000 + 1)
    return
      "The sharpness of \(count) parameters takes some \(seconds) s of processor time and up to "
      + "\(megabytes) MB."
  }

  /// From how many operations on the sharpness is announced.
  private static let announcedOperations = 5e8
  /// What an operation takes on a processor of today, roughly.
  private static let secondsPerOperation = 1e-8

  /// Whether the rates stand at equal distances, so that an axis of theirs is linear.
  var isEvenlySpaced: Bool {
    let rates = losses.learningRates.sorted()
    guard rates.count > 2, let first = rates.first, let last = rates.last else { return false }
    let step = (last - first) / Double(rates.count - 1)
    return rates.enumerated().allSatisfy { index, rate in
      (rate - first - step * Double(index)).magnitude <= 1e-9 * last
    }
  }

  /// Stretches of neighboring rates, in rising order, that have the same verdict.
  var zones: [(outcome: TrainingOutcome, from: Double, to: Double)] { Self.zones(of: diagnoses) }

  /// Stretches of neighboring rates, in rising order, that have the same verdict.
  static func zones(
    of diagnoses: [LearningRateDiagnosis]
  ) -> [(outcome: TrainingOutcome, from: Double, to: Double)] {
    var zones: [(outcome: TrainingOutcome, from: Double, to: Double)] = []
    for diagnosis in diagnoses.sorted(by: { $0.summary.learningRate < $1.summary.learningRate }) {
      let rate = diagnosis.summary.learningRate
      if zones.last?.outcome == diagnosis.outcome {
        zones[zones.count - 1].to = rate
      } else {
        zones.append((diagnosis.outcome, rate, rate))
      }
    }
    return zones
  }
}
