import Numerals
import RunRecords

/// Training runs side by side.
package struct Comparison: Sendable {
  /// How much of the last smoothed value goes into the next one.
  package static let smoothing = 0.6

  /// The fewest epochs of which an average is formed: of fewer it says less than the values.
  static let leastToSmooth = 10

  /// The runs.
  package let runs: [ComparedRun]

  /// What is compared over the epochs.
  enum Measure: CaseIterable {
    case trainLoss, trainAccuracy, heldOutLoss, heldOutAccuracy

    /// Whether it is a share of images and not a loss.
    var isAccuracy: Bool { self == .trainAccuracy || self == .heldOutAccuracy }

    /// The value of an epoch.
    func value(_ epoch: EpochRecord) -> Double {
      switch self {
      case .trainLoss: epoch.trainLoss
      case .trainAccuracy: epoch.trainAccuracy
      case .heldOutLoss: epoch.heldOut.loss
      case .heldOutAccuracy: epoch.heldOut.accuracy
      }
    }
  }

  /// Which images the runs were watched by: `test`, `validation`, or `held-out` where they differ.
  var heldOut: String {
    let kinds = Set(runs.compactMap { $0.record?.images })
    return kinds.count > 1 ? "held-out" : (kinds.first ?? .test).rawValue
  }

  /// A measure in words.
  func title(_ measure: Measure) -> String {
    let isTraining = measure == .trainLoss || measure == .trainAccuracy
    return "\(isTraining ? "train" : heldOut) \(measure.isAccuracy ? "accuracy" : "loss")"
  }

  /// The name of a measure in tables for programs.
  func name(_ measure: Measure) -> String {
    title(measure).replacing(" ", with: "_").replacing("-", with: "_")
  }

  /// What a figure of a measure shows in words: what an accuracy lacks to 100 %.
  func drawnTitle(_ measure: Measure) -> String {
    title(measure).replacing(" accuracy", with: " error")
  }

  /// Compares runs.
  ///
  /// - Parameter runs: At least one.
  package init(_ runs: [ComparedRun]) {
    self.runs = runs
  }

  /// Epochs of the longest run.
  var epochCount: Int { runs.map(\.history.count).max() ?? 0 }

  /// A setting, or a description of the images, in which runs differ.
  struct Difference: Equatable {
    /// The name for a program, as in `run.json`.
    let name: String
    /// The name in a table.
    let title: String
    /// A value a run; `–` where a run cannot be read.
    let values: [String]
  }

  /// What the runs differ in.
  var differences: [Difference] { Self.differences(of: runs) }

  /// What the best run is chosen by.
  var criterion: String { "\(heldOut) accuracy after the last epoch" }

  /// The runs that were trained to their end, from the best accuracy after their last epoch on, equal
  /// ones in their order.
  var ranked: [(run: ComparedRun, epoch: EpochRecord)] {
    let ended = runs.compactMap { run -> (run: ComparedRun, epoch: EpochRecord)? in
      guard run.isSound, let last = run.history.last else { return nil }
      return (run, last)
    }
    return ended.enumerated().sorted { left, right in
      let (a, b) = (left.element.epoch.heldOut.accuracy, right.element.epoch.heldOut.accuracy)
      return a != b ? a > b : left.offset < right.offset
    }.map(\.element)
  }

  /// The run with the best accuracy after its last epoch, the first of equals.
  var best: (run: ComparedRun, epoch: EpochRecord)? { ranked.first }

  /// The best run, what it was chosen by, and why.
  var sentence: String {
    let ranked = ranked
    guard let best = ranked.first else {
      return runs.contains { !$0.history.isEmpty }
        ? "No run was trained to its end." : "No run has a finished epoch."
    }
    let (run, result) = (best.run, best.epoch.heldOut)
    var text =
      "Best by \(criterion): \(run.name), with \(FixedText.percent(result.accuracy))"
      + " (\(result.correct) of \(result.count))"
    if ranked.count > 1 {
      let next = ranked[1]
      let gap = result.accuracy - next.epoch.heldOut.accuracy
      text +=
        gap > 0
        ? ", \(FixedText.decimals(gap, 2)) percentage points ahead of \(next.run.name)"
        : "; \(next.run.name) has as many"
    }
    text += "."
    if let verdict = run.verdict, verdict.word != .converging {
      text += " It is \(verdict.word.rawValue): \(verdict.reason)."
    }
    if let test = run.record?.finalTest {
      text +=
        " On the test images, which were used once, it has"
        + " \(FixedText.percent(test.accuracy))."
    }
    return text
  }

  /// The verdicts that runs have and what they mean, a sentence each.
  var verdictMeanings: [String] {
    RunVerdict.meanings(of: runs.compactMap { $0.verdict?.word })
  }

  /// What runs differ in.
  static func differences(of runs: [ComparedRun]) -> [Difference] {
    let readable = runs.compactMap { $0.record == nil ? nil : $0.traits }
    guard let first = readable.first else { return [] }
    return first.enumerated().compactMap { index, trait in
      guard Set(readable.map { $0[index].value }).count > 1 else { return nil }
      return Difference(
        name: trait.name, title: trait.title,
        values: runs.map { $0.record == nil ? "–" : $0.traits[index].value })
    }
  }

  /// An exponential average: s₁ = x₁, sₙ = 0.6·sₙ₋₁ + 0.4·xₙ; a value that is not finite is passed
  /// on as it is and leaves the average alone.
  ///
  /// - Parameter values: The values, epoch by epoch.
  /// - Returns: As many averages; none of fewer than ``leastToSmooth`` values.
  static func smoothed(_ values: [Double]) -> [Double] {
    guard values.count >= leastToSmooth else { return [] }
    var average: Double?
    return values.map { value in
      guard value.isFinite else { return value }
      let next = average.map { smoothing * $0 + (1 - smoothing) * value } ?? value
      average = next
      return next
    }
  }
}
