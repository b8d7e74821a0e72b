/// A data set: images to learn from, and images to be tested on.
public struct DigitDataset: Sendable, Equatable {
  /// Where the images come from.
  public enum Kind: String, Sendable, CaseIterable {
    /// The published MNIST.
    case mnist
    /// Other images that the user has as four IDX files in MNIST's form.
    case files
    /// Digits that the program draws.
    case digits
  }

  /// Where the images come from.
  public let kind: Kind
  /// Images to learn from.
  public let training: LabeledImages
  /// Images to be tested on.
  public let test: LabeledImages
  /// The label that stands for class 0 in the files: 0, or 1 as in EMNIST's letters.
  public let firstLabel: Int

  /// Makes a data set.
  ///
  /// - Parameters:
  ///   - kind: Where the images come from.
  ///   - training: Images to learn from.
  ///   - test: Images to be tested on, of the same size and classes.
  ///   - firstLabel: The label that stands for class 0 in the files.
  public init(
    kind: Kind, training: LabeledImages, test: LabeledImages, firstLabel: Int = 0
  ) {
    self.kind = kind
    self.training = training
    self.test = test
    self.firstLabel = firstLabel
  }
}
