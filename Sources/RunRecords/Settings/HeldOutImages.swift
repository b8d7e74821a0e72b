/// Which images a run is watched by and chosen by.
package enum HeldOutImages: String, Sendable, CaseIterable {
  /// The test images, after every epoch, as in the article.
  case test
  /// Training images that are set aside; the test images are then used once, at the end.
  case validation

  /// The name at the beginning of a sentence.
  package var title: String { self == .test ? "Test" : "Validation" }

  /// What the best is chosen by.
  package var criterion: String { "\(rawValue) accuracy after the last epoch" }
}
