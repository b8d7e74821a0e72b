import ConvNet
import Numerals
import Publishing
import RunRecords

/// Turns the progress of training into a bar, and into lines that stay.
struct TrainingProgress {
  private let epochs: Int
  private let images: HeldOutImages
  private let handler: ProgressHandler
  private let clock = ContinuousClock()
  private var epochStart: ContinuousClock.Instant
  private var lastShown: ContinuousClock.Instant
  private var announcedRate: Double?
  /// Seconds of the epochs that this process has finished, and how many they are.
  private var finished = (seconds: 0.0, count: 0)

  init(epochs: Int, images: HeldOutImages, handler: @escaping ProgressHandler) {
    self.epochs = epochs
    self.images = images
    self.handler = handler
    epochStart = clock.now
    lastShown = epochStart
  }

  /// Seconds since the epoch began.
  var seconds: Double {
    let (whole, atto) = (clock.now - epochStart).components
    // Thousandths are all that a person can use.
    return ((Double(whole) + Double(atto) * 1e-18) * 1000).rounded() / 1000
  }

  /// An epoch begins.
  mutating func begin(rate: Double) {
    if rate != announcedRate {
      handler(.noted("Adjusting learning rate to \(Self.scientific(rate))."))
      announcedRate = rate
    }
    epochStart = clock.now
  }

  /// A batch is done.
  mutating func batch(_ batch: BatchProgress) {
    let now = clock.now
    let isLast = batch.batch + 1 == batch.batchCount
    guard now - lastShown >= .milliseconds(100) || isLast else { return }
    lastShown = now
    let perSecond = Double(batch.processed) / max(seconds, 1e-3)
    handler(
      .advanced(
        "Epoch \(batch.epoch)/\(epochs)", done: batch.batch + 1, total: batch.batchCount,
        detail: "Loss=\(FixedText.decimals(batch.loss, 4)) Batch_id=\(batch.batch)"
          + " Accuracy=\(FixedText.decimals(batch.accuracy, 2))"
          + " \(FixedText.grouped(Int(perSecond))) images/s, \(timeLeft(batch)) left"))
  }

  /// An epoch and its test are done.
  mutating func end(_ record: EpochRecord) {
    finished.seconds += record.seconds
    finished.count += 1
    handler(
      .noted(
        "Epoch \(record.epoch)/\(epochs): Train: Loss=\(FixedText.decimals(record.trainLoss, 4))"
          + " Accuracy=\(FixedText.decimals(record.trainAccuracy, 2))"
          + " (\(FixedText.decimals(record.seconds, 1)) s)"))
    handler(.noted(record.heldOut.line(images)))
  }

  /// The time until the last epoch ends, at the pace so far.
  private func timeLeft(_ batch: BatchProgress) -> String {
    let share = Double(batch.processed) / Double(max(1, batch.imageCount))
    let epochsLeft = Double(epochs - batch.epoch) + 1 - share
    let perEpoch =
      finished.count > 0
      ? finished.seconds / Double(finished.count) : seconds / max(share, 1e-3)
    let left = Int((perEpoch * epochsLeft).rounded(.up))
    let (minutes, rest) = (left / 60, left % 60)
    return "\(minutes):\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A rate in the form of PyTorch's `StepLR`: `1.0000e-02`.
  static func scientific(_ value: Double) -> String {
    guard value > 0, value.isFinite else { return "\(value)" }
    var exponent = 0
    var mantissa = value
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    var text = FixedText.decimals(mantissa, 4)
    if text.hasPrefix("10.") { (text, exponent) = ("1.0000", exponent + 1) }
    let digits = String(abs(exponent))
    return "\(text)e\(exponent < 0 ? "-" : "+")\(digits.count < 2 ? "0" : "")\(digits)"
  }
}
