/// A data set: images to learn from, and images to be tested on.
public struct DigitDataset: Sendable, Equatable {
  /// Where the images come from.
  public enum Kind: String, Sendable, CaseIterable {
    /// Handwriting that the user has as four IDX files.
    case mnist
    /// Digits that the program draws.
    case digits
  }

  /// Where the images come from.
  public let kind: Kind
  /// Images to learn from.
  public let training: LabeledImages
  /// Images to be tested on.
  public let test: LabeledImages

  /// Makes a data set.
  ///
  /// - Parameters:
  ///   - kind: Where the images come from.
  ///   - training: Images to learn from.
  ///   - test: Images to be tested on.
  public init(kind: Kind, training: LabeledImages, test: LabeledImages) {
    self.kind = kind
    self.training = training
    self.test = test
  }
}
