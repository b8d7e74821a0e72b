package import ConvNet
import Datasets
import Numerals
package import TextFormats

/// How a network did on images that it was not trained on.
package struct TestResult: Sendable, Equatable {
  /// The summed loss divided by the number of images.
  package var loss: Double
  /// Images that were classified correctly.
  package var correct: Int
  /// Images.
  package var count: Int

  /// Images that were classified correctly, in percent.
  package var accuracy: Double { 100 * Double(correct) / Double(max(1, count)) }

  /// The line that the article's `test` prints.
  ///
  /// - Parameter images: Which images they were.
  /// - Returns: One line.
  package func line(_ images: HeldOutImages = .test) -> String {
    "\(images.title) set: Average loss: \(FixedText.decimals(loss, 4)), Accuracy:"
      + " \(correct)/\(count) (\(FixedText.decimals(accuracy, 2))%)"
  }
}

extension TestResult {
  /// The result as it stands in `run.json`.
  package var json: JSON {
    .object([
      .init("loss", .number(loss)), .init("correct", .integer(correct)),
      .init("count", .integer(count)),
    ])
  }

  /// Reads what `json` gives; nil for anything else.
  init?(_ json: JSON) {
    self.init(loss: json["loss"], correct: json["correct"], count: json["count"])
  }

  /// Reads a loss and two counts; nil where one is missing or they do not belong together.
  init?(loss: JSON?, correct: JSON?, count: JSON?) {
    guard let loss = loss?.numberOrNotFinite, let correct = correct?.integer,
      let count = count?.integer, (0...LabeledImages.largestCount).contains(count),
      (0...count).contains(correct)
    else { return nil }
    self.init(loss: loss, correct: correct, count: count)
  }

  /// The result of an evaluation.
  ///
  /// - Parameter evaluation: What the network made of the test images.
  package init(_ evaluation: Evaluation) {
    self.init(loss: evaluation.loss, correct: evaluation.correct, count: evaluation.count)
  }
}
