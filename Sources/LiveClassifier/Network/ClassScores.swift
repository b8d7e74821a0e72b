import Glibc

/// What the last stage's maps say of the classes.
package struct ClassScores: Sendable, Equatable {
  /// The mean of each map of the last stage.
  package let averages: [Double]
  /// The score of each class.
  package let scores: [Double]
  /// The logarithm of each class's probability.
  package let logProbabilities: [Double]
  /// The class with the greatest score; the first of equal ones.
  package let prediction: Int

  /// Averages the maps, and takes the softmax over the classes.
  ///
  /// - Parameters:
  ///   - map: What the last stage leaves.
  ///   - network: The network, for its last batch norm.
  init(_ map: InterleavedMap, _ network: FoldedNetwork) {
    let averages = (0..<map.channels).map { channel in
      var sum = 0.0
      for y in 0..<map.height {
        for x in 0..<map.width { sum += map[y * map.channels + channel, x] }
      }
      return sum / Double(map.height * map.width)
    }
    let scores = averages.indices.map { averages[$0] * network.scale[$0] + network.shift[$0] }
    let greatest = scores.max() ?? 0
    let total = log(scores.reduce(0) { $0 + exp($1 - greatest) })
    logProbabilities = scores.map { $0 - greatest - total }
    prediction = scores.firstIndex(of: greatest) ?? 0
    self.averages = averages
    self.scores = scores
  }
}
