package import ConvNet
import Numerals

/// How a network did on test images.
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
  package var line: String {
    "Test set: Average loss: \(FixedText.decimals(loss, 4)), Accuracy: \(correct)/\(count)"
      + " (\(FixedText.decimals(accuracy, 2))%)"
  }
}

extension TestResult {
  /// The result of an evaluation.
  ///
  /// - Parameter evaluation: What the network made of the test images.
  package init(_ evaluation: Evaluation) {
    self.init(loss: evaluation.loss, correct: evaluation.correct, count: evaluation.count)
  }
}
