package import ConvNet
import Datasets
package import TextFormats

/// The results of one epoch.
package struct EpochRecord: Sendable, Equatable {
  /// The epoch, from 1.
  package var epoch: Int
  /// The learning rate.
  package var learningRate: Double
  /// The mean of the batches' mean losses.
  package var trainLoss: Double
  /// Training images that were classified correctly while the network learned.
  package var trainCorrect: Int
  /// Training images.
  package var trainCount: Int
  /// The result on the images that a run is watched by: validation images where some are set aside,
  /// else the test images.
  package var heldOut: TestResult
  /// Seconds that training and testing took.
  package var seconds: Double
  /// How the step in the middle of the epoch went; nil in records that do not say so.
  package var health: NetworkHealth?

  /// Records the results of an epoch.
  ///
  /// - Parameters:
  ///   - epoch: The epoch, from 1.
  ///   - learningRate: The learning rate.
  ///   - trainLoss: The mean of the batches' mean losses.
  ///   - trainCorrect: Training images that were classified correctly while the network learned.
  ///   - trainCount: Training images.
  ///   - heldOut: The result on the images that the run is watched by.
  ///   - seconds: Seconds that training and testing took.
  ///   - health: How the step in the middle of the epoch went, where that was measured.
  package init(
    epoch: Int, learningRate: Double, trainLoss: Double, trainCorrect: Int, trainCount: Int,
    heldOut: TestResult, seconds: Double, health: NetworkHealth? = nil
  ) {
    self.epoch = epoch
    self.learningRate = learningRate
    self.trainLoss = trainLoss
    self.trainCorrect = trainCorrect
    self.trainCount = trainCount
    self.heldOut = heldOut
    self.seconds = seconds
    self.health = health
  }

  /// Training images that were classified correctly, in percent.
  package var trainAccuracy: Double { 100 * Double(trainCorrect) / Double(max(1, trainCount)) }

  /// The epoch as it stands in `run.json`.
  ///
  /// - Parameter images: Which images the run is watched by.
  /// - Returns: An object.
  package func json(_ images: HeldOutImages) -> JSON {
    let name = images.rawValue
    return .object(
      [
        .init("epoch", .integer(epoch)), .init("learningRate", .number(learningRate)),
        .init("trainLoss", .number(trainLoss)), .init("trainCorrect", .integer(trainCorrect)),
        .init("trainCount", .integer(trainCount)), .init("\(name)Loss", .number(heldOut.loss)),
        .init("\(name)Correct", .integer(heldOut.correct)),
        .init("\(name)Count", .integer(heldOut.count)), .init("seconds", .number(seconds)),
      ] + (health.map { [.init("health", $0.json)] } ?? []))
  }
}

extension EpochRecord {
  /// Reads what ``json(_:)`` gives; nil for anything else.
  init?(_ json: JSON, _ images: HeldOutImages) {
    let name = images.rawValue
    guard let epoch = json["epoch"]?.integer, let rate = json["learningRate"]?.number,
      let trainLoss = json["trainLoss"]?.numberOrNotFinite,
      let trainCorrect = json["trainCorrect"]?.integer,
      let trainCount = json["trainCount"]?.integer,
      let heldOut = TestResult(
        loss: json["\(name)Loss"], correct: json["\(name)Correct"], count: json["\(name)Count"]),
      let seconds = json["seconds"]?.number,
      (0...LabeledImages.largestCount).contains(trainCount), (0...trainCount).contains(trainCorrect)
    else { return nil }
    self.init(
      epoch: epoch, learningRate: rate, trainLoss: trainLoss, trainCorrect: trainCorrect,
      trainCount: trainCount, heldOut: heldOut, seconds: seconds)
    guard let health = json["health"] else { return }
    guard let value = NetworkHealth(health) else { return nil }
    self.health = value
  }
}
