import ConvNet
import Glibc
import Numerals

/// What became of a training run, in one word, with its reason.
///
/// The one place that judges runs: `report train` ends with it, comparisons and studies list it.
package struct RunVerdict: Sendable, Equatable {
  /// The words.
  package enum Word: String, Sendable, CaseIterable {
    /// The loss fell, and the accuracy stayed near its best.
    case converging
    /// The loss was still falling when the last epoch ended.
    case tooSlow = "too slow"
    /// The accuracy fell far below its best and did not come back, or the loss on images that are not
    /// trained on went far beyond that of guessing.
    case unstable
    /// The loss became infinite, NaN, or larger than guessing has it.
    case diverged
    /// The network knows no more than somebody who guesses.
    case guessing = "stuck at guessing"
    /// The run could not be trained, or ended before its time.
    case unfinished

    /// What the word means, to follow it and a colon.
    package var meaning: String {
      switch self {
      case .converging: "the loss fell, and the accuracy ended near its best"
      case .tooSlow:
        "when the last epoch ended, the training loss was still falling by more than"
          + " \(FixedText.percent(100 * RunVerdict.slowShare, decimals: 0)) of its whole fall in an epoch, and"
          + " less than \(FixedText.percent(RunVerdict.learned, decimals: 0)) of the training images were read"
          + " correctly; more epochs or a larger learning rate may help"
      case .unstable:
        "the accuracy ended more than \(FixedText.decimals(RunVerdict.fall, 0)) percentage points"
          + " below its best, or the loss on the images that are not trained on ended above"
          + " \(NumberText.shortest(RunVerdict.lossFactor)) times that of guessing; a smaller learning"
          + " rate may help"
      case .diverged:
        "the loss became infinite or NaN, or ended above"
          + " \(NumberText.shortest(RunVerdict.lossFactor)) times that of guessing; a smaller learning"
          + " rate may help"
      case .guessing:
        "the accuracy ended within \(NumberText.shortest(RunVerdict.deviations)) standard deviations"
          + " of what guessing reaches"
      case .unfinished: "not all epochs were trained"
      }
    }
  }

  /// The verdict.
  package let word: Word
  /// Why, in a few words with numbers.
  package let reason: String

  /// How much lower the last loss may be than the one before it, relative to all that was gained,
  /// until a run counts as too slow.
  private static let slowShare = 0.1
  /// Percent of the training images from which on a run is not too slow.
  private static let learned = 90.0
  /// By how many percentage points an accuracy may fall from its best.
  private static let fall = 5.0
  /// How many times the loss of guessing a loss may be.
  private static let lossFactor = 2.0
  /// How many standard deviations an accuracy is above guessing's at least.
  private static let deviations = 3.0

  /// Judges a run.
  ///
  /// - Parameter record: What is known of it; nil if it could not be trained.
  package init(_ record: RunRecord?) {
    guard let record else {
      self.init(.unfinished, "it could not be trained")
      return
    }
    if case .diverged(let epoch, let batch, _) = record.status {
      self.init(.diverged, "the loss is no number from epoch \(epoch), batch \(batch) on")
      return
    }
    guard let last = record.history.last else {
      self.init(.unfinished, "no epoch was finished")
      return
    }
    let guessed = record.guessingLoss
    if last.trainLoss > Self.lossFactor * guessed {
      self.init(
        .diverged,
        "train loss \(NumberText.significant(last.trainLoss, 3)), and guessing has "
          + NumberText.significant(guessed, 3))
      return
    }
    guard record.status == .complete else {
      self.init(.unfinished, "it ended after epoch \(last.epoch) of \(record.settings.epochs)")
      return
    }
    let found = Self.guessing(last, record) ?? Self.unstable(last, record) ?? Self.slow(record)
    self = found ?? RunVerdict(.converging, Self.accuracy(last, record))
  }

  private init(_ word: Word, _ reason: String) {
    self.word = word
    self.reason = reason
  }

  /// What words mean, a sentence each, for the foot of a table.
  ///
  /// - Parameter words: The words that the table has.
  /// - Returns: The sentences in the order of the words' declaration.
  package static func meanings(of words: [Word]) -> [String] {
    Word.allCases.filter(words.contains).map { word in
      "\(word.rawValue.prefix(1).uppercased() + word.rawValue.dropFirst()): \(word.meaning)."
    }
  }

  /// Verdict and reason in a sentence's form: `converging, 98.20 % of the test images`.
  package var words: String { "\(word.rawValue), \(reason)" }

  private static func accuracy(_ epoch: EpochRecord, _ record: RunRecord) -> String {
    "\(FixedText.percent(epoch.heldOut.accuracy)) of the \(record.images.rawValue) images"
  }

  /// Of N images of C classes guessing reads a share of 1/C correctly, give or take
  /// √(1/C·(1 − 1/C)/N).
  private static func guessing(_ last: EpochRecord, _ record: RunRecord) -> RunVerdict? {
    let chance = 1 / Double(record.dataset.classCount)
    let spread = (chance * (1 - chance) / Double(max(1, last.heldOut.count))).squareRoot()
    guard last.heldOut.accuracy <= 100 * (chance + deviations * spread) else { return nil }
    return RunVerdict(
      .guessing,
      accuracy(last, record) + ", and guessing has \(FixedText.percent(100 * chance))")
  }

  private static func unstable(_ last: EpochRecord, _ record: RunRecord) -> RunVerdict? {
    let guessed = record.guessingLoss
    if last.heldOut.loss > lossFactor * guessed {
      return RunVerdict(
        .unstable,
        "\(record.images.rawValue) loss \(NumberText.significant(last.heldOut.loss, 3)) beside a train"
          + " loss of \(NumberText.significant(last.trainLoss, 3)), and guessing has"
          + " \(NumberText.significant(guessed, 3))")
    }
    guard let best = record.best, best.heldOut.accuracy - last.heldOut.accuracy > fall else {
      return nil
    }
    return RunVerdict(
      .unstable,
      "from \(FixedText.percent(best.heldOut.accuracy)) in epoch \(best.epoch) back to "
        + accuracy(last, record))
  }

  private static func slow(_ record: RunRecord) -> RunVerdict? {
    guard record.history.count > 1, let first = record.history.first,
      let last = record.history.last, last.trainAccuracy < learned
    else { return nil }
    let before = record.history[record.history.count - 2]
    let (gain, all) = (before.trainLoss - last.trainLoss, first.trainLoss - last.trainLoss)
    guard gain > 0, gain > slowShare * max(all, gain) else { return nil }
    return RunVerdict(
      .tooSlow,
      "train loss from \(NumberText.significant(before.trainLoss, 3)) to"
        + " \(NumberText.significant(last.trainLoss, 3)) in the last epoch alone")
  }
}

extension RunRecord {
  /// The training loss of a network that guesses.
  ///
  /// All probabilities are alike when guessing: one in the number of classes along the classes, one in
  /// the size of the batch along the batch.
  package var guessingLoss: Double {
    let alternatives =
      settings.training.softmax == .batch ? batchSizeInEffect : dataset.classCount
    return log(Double(max(2, alternatives)))
  }
}
