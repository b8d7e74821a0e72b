extension RunRecord {
  /// Whether the article's epochs may stand beside this run's: both were tested on the same images.
  package var hasArticleBeside: Bool { dataset.isPublishedMNIST && images == .test }
}

/// What the article's notebook printed for its run of 20 epochs on a Colab GPU.
package enum ArticleHistory {
  /// One epoch of the notebook's run.
  package struct Epoch: Sendable, Equatable {
    /// The epoch, from 1.
    package let epoch: Int
    /// Training images that were classified correctly while the network learned, in percent.
    package let trainAccuracy: Double
    /// Seconds for training, without testing.
    package let seconds: Int
    /// The test loss.
    package let testLoss: Double
    /// Test images that were classified correctly, of 10,000.
    package let testCorrect: Int

    /// Test images that were classified correctly, in percent.
    package var testAccuracy: Double { Double(testCorrect) / 100 }
  }

  /// The 20 epochs.
  package static let epochs: [Epoch] = [
    (86.54, 20, 4.1834, 9778), (96.78, 20, 4.0864, 9824), (97.58, 23, 4.0349, 9882),
    (97.98, 21, 4.0235, 9863), (98.11, 21, 3.9988, 9894), (98.31, 21, 3.9874, 9904),
    (98.41, 21, 3.9821, 9913), (98.53, 20, 3.9772, 9913), (98.64, 21, 3.9731, 9929),
    (98.68, 20, 3.9704, 9929), (98.75, 20, 3.9701, 9925), (98.81, 22, 3.9668, 9930),
    (98.87, 22, 3.9618, 9947), (98.89, 22, 3.9628, 9943), (98.98, 23, 3.9608, 9948),
    (99.13, 21, 3.9554, 9957), (99.11, 22, 3.9580, 9954), (99.15, 23, 3.9566, 9954),
    (99.15, 22, 3.9571, 9955), (99.14, 21, 3.9562, 9957),
  ].enumerated().map { index, row in
    Epoch(
      epoch: index + 1, trainAccuracy: row.0, seconds: row.1, testLoss: row.2, testCorrect: row.3)
  }
}
