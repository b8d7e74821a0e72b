import Numerals
import RunRecords
import TextFormats
import TrainingRuns

/// Training runs side by side.
package struct Comparison: Sendable {
  /// How much of the last smoothed value goes into the next one.
  package static let smoothing = 0.6

  /// The fewest epochs of which an average is formed: of fewer it says less than the values.
  static let leastToSmooth = 10

  /// The runs.
  package let runs: [ComparedRun]

  /// What is compared over the epochs.
  enum Measure: String, CaseIterable {
    case trainLoss = "train_loss"
    case trainAccuracy = "train_accuracy"
    case testLoss = "test_loss"
    case testAccuracy = "test_accuracy"

    /// In words.
    var title: String { rawValue.replacing("_", with: " ") }

    /// What a figure of it shows in words: what an accuracy lacks to 100 %.
    var drawnTitle: String { title.replacing(" accuracy", with: " error") }

    /// The name of the figure's files.
    var figureName: String { drawnTitle.replacing(" ", with: "-") }

    /// The value of an epoch.
    func value(_ epoch: EpochRecord) -> Double {
      switch self {
      case .trainLoss: epoch.trainLoss
      case .trainAccuracy: epoch.trainAccuracy
      case .testLoss: epoch.testLoss
      case .testAccuracy: epoch.testAccuracy
      }
    }
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

  /// The run with the most right answers in its best epoch, the first of equals.
  var best: (run: ComparedRun, epoch: EpochRecord)? {
    var result: (run: ComparedRun, epoch: EpochRecord)?
    for run in runs {
      guard let epoch = run.record?.best else { continue }
      if let held = result, held.epoch.testAccuracy >= epoch.testAccuracy { continue }
      result = (run, epoch)
    }
    return result
  }

  /// The best run and epoch in a sentence.
  var sentence: String {
    guard let best else { return "No run has a finished epoch." }
    return "Best: \(best.run.name) reads \(best.epoch.testCorrect) of \(best.epoch.testCount) test"
      + " images correctly after epoch \(best.epoch.epoch)"
      + " (\(FixedText.decimals(best.epoch.testAccuracy, 2)) %)."
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
