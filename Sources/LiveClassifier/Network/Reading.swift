import ConvNet
import Datasets
import Glibc

/// What a network makes of one image, with every number on the way.
package struct Reading: Sendable {
  /// The image as the network reads it.
  package let input: InterleavedMap
  /// The maps of each stage, and after it of its max pool, if it has one.
  package let maps: [[InterleavedMap]]
  /// The mean of each map of the last stage.
  package let averages: [Double]
  /// The score of each class.
  package let scores: [Double]
  /// The logarithm of each class's probability.
  package let logProbabilities: [Double]
  /// The class with the greatest score.
  package let prediction: Int

  /// Reads an image.
  ///
  /// - Parameters:
  ///   - pixels: Rows of brightness from 0 to 255.
  ///   - network: The network.
  package init(pixels: [Double], network: FoldedNetwork) {
    var map = InterleavedMap(
      channels: 1, height: network.architecture.height, width: network.architecture.width)
    map.values = pixels.map { ($0 / 255 - Self.mean) / Self.deviation }
    input = map
    var maps: [[InterleavedMap]] = []
    for stage in network.stages {
      var own = [stage.convolved(map)]
      if stage.isPooled { own.append(stage.pooled(own[0])) }
      map = own[own.count - 1]
      maps.append(own)
    }
    self.maps = maps
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

  /// What is subtracted from a pixel, white being 1: the article's value for test images.
  static let mean = Double("\(Normalization.test.mean)") ?? 0
  /// What the difference is divided by.
  static let deviation = Double("\(Normalization.test.deviation)") ?? 1
}
