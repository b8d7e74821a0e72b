import ConvNet
import Glibc
import Numerals
package import RunRecords
import TrainingRuns

/// What became of a training run, in one word, with its reason.
package struct RunVerdict: Sendable, Equatable {
  /// The words.
  package enum Word: String, Sendable, CaseIterable {
    /// The test error fell and stayed low.
    case converging
    /// The loss was still falling when the last epoch ended.
    case tooSlow = "too slow"
    /// The test accuracy rose and fell by much more than it gained at the end.
    case unstable
    /// The loss became infinite, NaN, or larger than guessing has it.
    case diverged
    /// The network knows no more than somebody who guesses.
    case guessing = "stuck at guessing"
    /// The run could not be trained, or ended before its time.
    case unfinished
  }

  /// The verdict.
  package let word: Word
  /// Why, in a few words with numbers.
  package let reason: String

  /// How much lower the last loss may be than the one before it, relative to all that was gained,
  /// until a run counts as too slow.
  private static let slowShare = 0.1
  /// By how many percentage points an accuracy may fall from its best.
  private static let fall = 5.0

  /// Judges a run.
  ///
  /// - Parameter record: What is known of it; nil if it could not be trained.
  package init(_ record: RunRecord?) {
    guard let record, let last = record.history.last, let first = record.history.first else {
      if let record, case .diverged(let epoch, let batch, _) = record.status {
        self.init(.diverged, "no loss after epoch \(epoch), batch \(batch)")
      } else {
        self.init(.unfinished, "no epoch was finished")
      }
      return
    }
    if case .diverged(let epoch, let batch, _) = record.status {
      self.init(.diverged, "no loss after epoch \(epoch), batch \(batch)")
      return
    }
    let classes = record.dataset.classCount
    let training = record.settings.training
    let alternatives =
      training.softmax == .batch
      ? min(training.batchSize, record.dataset.trainingCount) : classes
    let guessed = log(Double(max(2, alternatives)))
    if last.trainLoss > 2 * guessed {
      self.init(
        .diverged,
        "training loss \(NumberText.significant(last.trainLoss, 3)), and guessing has "
          + NumberText.significant(guessed, 3))
      return
    }
    guard record.status == .complete else {
      self.init(.unfinished, "it ended after epoch \(last.epoch) of \(record.settings.epochs)")
      return
    }
    // Three standard deviations above what guessing reads correctly of so many images.
    let chance = 1 / Double(classes)
    let spread = (chance * (1 - chance) / Double(max(1, last.testCount))).squareRoot()
    if last.testAccuracy <= 100 * (chance + 3 * spread) {
      self.init(
        .guessing,
        "\(FixedText.decimals(last.testAccuracy, 1)) % of the test, and guessing has "
          + "\(FixedText.decimals(100 * chance, 1)) %")
      return
    }
    let best = record.history.map(\.testAccuracy).max() ?? 0
    if best - last.testAccuracy > Self.fall {
      self.init(
        .unstable,
        "from \(FixedText.decimals(best, 1)) % back to \(FixedText.decimals(last.testAccuracy, 1)) %"
      )
      return
    }
    if record.history.count > 1 {
      let before = record.history[record.history.count - 2]
      let (gain, all) = (before.trainLoss - last.trainLoss, first.trainLoss - last.trainLoss)
      if gain > 0, gain > Self.slowShare * max(all, gain), last.trainAccuracy < 90 {
        self.init(
          .tooSlow,
          "the training loss was still falling, from \(NumberText.significant(before.trainLoss, 3)) "
            + "to \(NumberText.significant(last.trainLoss, 3)) in the last epoch")
        return
      }
    }
    self.init(.converging, "\(FixedText.decimals(last.testAccuracy, 1)) % of the test")
  }

  private init(_ word: Word, _ reason: String) {
    self.word = word
    self.reason = reason
  }
}
