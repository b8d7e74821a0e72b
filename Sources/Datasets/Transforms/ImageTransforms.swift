/// Which of the article's random changes are made to training images.
public enum ImageTransforms: String, Sendable, Equatable, CaseIterable {
  /// A crop of one image in ten, and a rotation of every image.
  case both = "crop,rotation"
  /// The crop alone.
  case crop
  /// The rotation alone.
  case rotation
  /// Neither.
  case none
}

/// Which mean and deviation the pixels of test images are normalized with.
public enum TestNormalization: String, Sendable, Equatable, CaseIterable {
  /// Those that the article takes for test images, which differ from those for training images.
  case article
  /// Those of the training images.
  case same
}
