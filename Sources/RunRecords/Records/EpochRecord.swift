import Numerals
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
  /// The summed test loss divided by the number of test images.
  package var testLoss: Double
  /// Test images that were classified correctly.
  package var testCorrect: Int
  /// Test images.
  package var testCount: Int
  /// Seconds that training and testing took.
  package var seconds: Double

  /// Notes what an epoch came to.
  ///
  /// - Parameters:
  ///   - epoch: The epoch, from 1.
  ///   - learningRate: The learning rate.
  ///   - trainLoss: The mean of the batches' mean losses.
  ///   - trainCorrect: Training images that were classified correctly while the network learned.
  ///   - trainCount: Training images.
  ///   - testLoss: The summed test loss divided by the number of test images.
  ///   - testCorrect: Test images that were classified correctly.
  ///   - testCount: Test images.
  ///   - seconds: Seconds that training and testing took.
  package init(
    epoch: Int, learningRate: Double, trainLoss: Double, trainCorrect: Int, trainCount: Int,
    testLoss: Double, testCorrect: Int, testCount: Int, seconds: Double
  ) {
    self.epoch = epoch
    self.learningRate = learningRate
    self.trainLoss = trainLoss
    self.trainCorrect = trainCorrect
    self.trainCount = trainCount
    self.testLoss = testLoss
    self.testCorrect = testCorrect
    self.testCount = testCount
    self.seconds = seconds
  }

  /// Training images that were classified correctly, in percent.
  package var trainAccuracy: Double { 100 * Double(trainCorrect) / Double(max(1, trainCount)) }
  /// Test images that were classified correctly, in percent.
  package var testAccuracy: Double { test.accuracy }

  /// The test.
  package var test: TestResult {
    TestResult(loss: testLoss, correct: testCorrect, count: testCount)
  }

  /// The epoch as it stands in `run.json`.
  package var json: JSON {
    .object([
      .init("epoch", .integer(epoch)), .init("learningRate", .number(learningRate)),
      .init("trainLoss", .number(trainLoss)), .init("trainCorrect", .integer(trainCorrect)),
      .init("trainCount", .integer(trainCount)), .init("testLoss", .number(testLoss)),
      .init("testCorrect", .integer(testCorrect)), .init("testCount", .integer(testCount)),
      .init("seconds", .number(seconds)),
    ])
  }
}

extension EpochRecord {
  /// Reads what `json` gives.
  init?(_ json: JSON) {
    guard let epoch = json["epoch"]?.integer, let rate = json["learningRate"]?.number,
      let trainLoss = json["trainLoss"]?.numberOrNotFinite,
      let trainCorrect = json["trainCorrect"]?.integer,
      let trainCount = json["trainCount"]?.integer,
      let testLoss = json["testLoss"]?.numberOrNotFinite,
      let testCorrect = json["testCorrect"]?.integer, let testCount = json["testCount"]?.integer,
      let seconds = json["seconds"]?.number,
      (0...DatasetRecord.countLimit).contains(trainCount), (0...trainCount).contains(trainCorrect),
      (0...DatasetRecord.countLimit).contains(testCount), (0...testCount).contains(testCorrect)
    else { return nil }
    self.init(
      epoch: epoch, learningRate: rate, trainLoss: trainLoss, trainCorrect: trainCorrect,
      trainCount: trainCount, testLoss: testLoss, testCorrect: testCorrect, testCount: testCount,
      seconds: seconds)
  }

  /// The header of `history.csv`.
  static let csvHeader =
    "epoch,learning_rate,train_loss,train_accuracy,test_loss,test_accuracy,seconds"

  /// The row of `history.csv`.
  var csvRow: String {
    let numbers = [learningRate, trainLoss, trainAccuracy, testLoss, testAccuracy, seconds]
    return "\(epoch),\(numbers.map(CSV.number).joined(separator: ","))"
  }

  /// The whole `history.csv`, its lines ended as RFC 4180 wants.
  package static func csv(_ history: [EpochRecord]) -> String {
    ([csvHeader] + history.map(\.csvRow)).joined(separator: "\r\n") + "\r\n"
  }
}
