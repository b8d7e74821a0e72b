import ConvNet
import DatasetSources
import Datasets
import Glibc
import Numerals
import Publishing
import RunRecords
import TextFormats

/// `report train --find-rate`: which learning rate to train with.
///
/// The range test of L. Smith, "Cyclical Learning Rates for Training Neural Networks" (2017): the
/// learning rate rises step by step from far too small to far too large, and the loss says where it
/// learns fastest and where it breaks. What its curve proposes is then tried by short runs, because
/// the curve of one pass says little of many.
package struct RateFinder: Sendable {
  /// A step of the range test.
  package struct Step: Sendable, Equatable {
    /// The learning rate.
    package let rate: Double
    /// The batch's loss.
    package let loss: Double
    /// The exponential average of the losses, freed of its bias.
    package let smoothed: Double
  }

  /// A learning rate that the curve proposes, and what became of a short run with it.
  package struct Candidate: Sendable, Equatable {
    /// Why it is proposed.
    package let reason: String
    /// The learning rate, to two digits.
    package let rate: Double
    /// Percent of the held-out images that the short run reads correctly; nil where it diverged.
    package let accuracy: Double?
    /// The short run's loss on them; nil where it diverged.
    package let loss: Double?
  }

  /// The steps.
  package let steps: [Step]
  /// The learning rate at which the loss broke away; nil where it never did.
  package let divergence: Double?
  /// The candidates, the best first.
  package let candidates: [Candidate]
  /// Epochs of each short run.
  package let epochs: Int
  /// Which images the short runs are ranked by.
  private let heldOut: HeldOutImages

  /// How much of the last average goes into the next.
  private static let smoothing = 0.9
  /// The loss has broken away where its average is so many times the smallest.
  static let breakaway = 4.0
  /// Steps of the range test.
  private static let stepCount = 120

  /// Runs the test and the short runs.
  ///
  /// - Parameters:
  ///   - settings: Everything but the learning rate.
  ///   - data: The images.
  ///   - threads: How many threads work.
  ///   - epochs: Epochs of each short run.
  ///   - progress: Receives what happens.
  /// - Throws: `ConvNetError`, or `ReportError` of category `interrupted`.
  init(
    _ settings: RunSettings, data: LoadedDataset, threads: Int, epochs: Int = 1,
    progress: ProgressHandler
  ) throws {
    self.epochs = epochs
    heldOut = settings.heldOut
    let images = RunImages(data.data, settings)
    steps = try Self.rangeTest(
      settings, images: images.training, threads: threads, progress: progress)
    let smallest = steps.map(\.smoothed).min() ?? .nan
    let lowest = steps.firstIndex { $0.smoothed == smallest } ?? 0
    divergence = steps[lowest...].first { !($0.smoothed <= Self.breakaway * smallest) }?.rate
    var proposals: [(String, Double)] = []
    let falling = Array(steps[...lowest])
    if let steepest = Self.steepest(falling) { proposals.append(("the steepest fall", steepest)) }
    if let valley = Self.valley(falling) { proposals.append(("the valley", valley)) }
    if let divergence { proposals.append(("a tenth of divergence", divergence / 10)) }
    proposals.append(("a tenth of the lowest loss", steps[lowest].rate / 10))
    var tried: [Candidate] = []
    for (reason, rate) in proposals {
      let rate = Double(NumberText.significant(rate, 2)) ?? rate
      guard !tried.contains(where: { $0.rate == rate }) else { continue }
      progress(.noted("Trying the learning rate \(NumberText.shortest(rate)), \(reason)."))
      var trial = settings
      trial.training.learningRate = rate
      trial.epochs = epochs
      let result = try Self.shortRun(trial, images: images, threads: threads, progress: progress)
      tried.append(
        Candidate(reason: reason, rate: rate, accuracy: result?.accuracy, loss: result?.loss))
    }
    candidates = tried.enumerated().sorted { left, right in
      let (a, b) = (left.element.accuracy ?? -1, right.element.accuracy ?? -1)
      return a != b ? a > b : left.offset < right.offset
    }.map(\.element)
  }

  // MARK: - The range test

  private static func rangeTest(
    _ settings: RunSettings, images: LabeledImages, threads: Int, progress: ProgressHandler
  ) throws -> [Step] {
    var training = settings.training
    training.schedule = .constant
    let trainer = try Trainer(
      settings: training, architecture: settings.architecture, threads: threads)
    let size = training.batchSize
    var steps: [Step] = []
    var average = 0.0
    var epoch = 1
    let factor = pow(1e7, 1 / Double(stepCount - 1))
    var hasBroken = false
    while steps.count < stepCount, !hasBroken {
      if Interruption.isRequested { throw Interruption.error }
      let batches = Batches.training(
        images, batchSize: size, seed: training.seed, epoch: epoch,
        isShuffled: settings.isShuffled, transforms: settings.effectiveTransforms)
      epoch += 1
      let first = steps.count
      do {
        _ = try trainer.trainEpoch(
          over: batches,
          report: { batch in
            average = smoothing * average + (1 - smoothing) * batch.loss
            let smoothed = average / (1 - pow(smoothing, Double(steps.count + 1)))
            steps.append(Step(rate: batch.learningRate, loss: batch.loss, smoothed: smoothed))
            let least = steps.map(\.smoothed).min() ?? smoothed
            hasBroken = smoothed > breakaway * least && steps.count > 10
            progress(
              .advanced(
                "Range test", done: steps.count, total: stepCount,
                detail: "rate \(NumberText.significant(batch.learningRate, 2))"))
            return steps.count < stepCount && !hasBroken ? .proceed : .stop
          }, learningRate: { batch in 1e-6 * pow(factor, Double(first + batch)) })
      } catch ConvNetError.lossNotFinite {
        hasBroken = true
        if let last = steps.last {
          steps.append(Step(rate: last.rate * factor, loss: .infinity, smoothed: .infinity))
        }
      }
    }
    return steps
  }

  /// Where the average falls fastest on the logarithmic scale of rates.
  static func steepest(_ steps: [Step]) -> Double? {
    guard steps.count > 4 else { return nil }
    let slopes = (2..<steps.count - 2).map { index in
      (index, steps[index + 2].smoothed - steps[index - 2].smoothed)
    }
    return slopes.min { $0.1 < $1.1 }.map { steps[$0.0].rate }
  }

  /// Two thirds into the longest stretch in which the average falls.
  static func valley(_ steps: [Step]) -> Double? {
    var best = 0..<0
    var start = 0
    for index in steps.indices.dropFirst() {
      if steps[index].smoothed >= steps[index - 1].smoothed { start = index }
      if index - start > best.count { best = start..<index }
    }
    guard best.count > 2 else { return nil }
    return steps[best.lowerBound + best.count * 2 / 3].rate
  }

  // MARK: - Short runs

  private static func shortRun(
    _ settings: RunSettings, images: RunImages, threads: Int, progress: ProgressHandler
  ) throws -> TestResult? {
    let trainer = try Trainer(
      settings: settings.training, architecture: settings.architecture, threads: threads)
    do {
      for epoch in 1...settings.epochs {
        let batches = Batches.training(
          images.training, batchSize: settings.training.batchSize, seed: settings.training.seed,
          epoch: epoch, isShuffled: settings.isShuffled, transforms: settings.effectiveTransforms)
        _ = try trainer.trainEpoch(over: batches) { batch in
          progress(
            .advanced(
              "Short run", done: batch.batch + 1, total: batch.batchCount,
              detail: "Loss=\(FixedText.decimals(batch.loss, 4))"))
          return Interruption.isRequested ? .stop : .proceed
        }
        if Interruption.isRequested { throw Interruption.error }
      }
      return TestResult(
        try trainer.evaluate(
          Batches.test(
            images.heldOut, batchSize: settings.training.batchSize, seed: settings.training.seed,
            epoch: settings.epochs, isShuffled: settings.isShuffled,
            normalization: settings.normalization)))
    } catch let error as ConvNetError {
      switch error {
      case .lossNotFinite, .outOfRange, .resultNotFinite: return nil
      default: throw error
      }
    }
  }

  // MARK: - Words

  /// For a terminal.
  package var text: String {
    let rows = candidates.map { candidate in
      [
        NumberText.shortest(candidate.rate), candidate.reason,
        candidate.accuracy.map { FixedText.percent($0) } ?? "diverged",
        candidate.loss.map { FixedText.decimals($0, 4) } ?? "–",
      ]
    }
    let table = TextTable.lines(
      [
        [
          "learning rate", "proposed by", "\(heldOut.rawValue) accuracy",
          "\(heldOut.rawValue) loss",
        ]
      ] + rows,
      sides: [.right, .left, .right, .right])
    let end =
      divergence.map { "The loss breaks away at \(NumberText.significant($0, 2))." }
      ?? "The loss does not break away up to \(NumberText.significant(steps.last?.rate ?? 0, 2))."
    var lines = table + ["", end]
    if let best = candidates.first, best.accuracy != nil {
      lines.append(
        "Best after \(FixedText.counted(epochs, "epoch")): --learning-rate"
          + " \(NumberText.shortest(best.rate)).")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The curve of the range test, a row a step.
  package var csv: String {
    CSV.head(["learning_rate", "loss", "smoothed_loss"])
      + steps.map { step in
        CSV.row([CSV.number(step.rate), CSV.number(step.loss), CSV.number(step.smoothed)])
      }.joined()
  }
}
