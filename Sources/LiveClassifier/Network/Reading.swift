import ConvNet
import Datasets

/// What a network makes of one image, with every number on the way.
package struct Reading: Sendable {
  /// The image as the network reads it, then what each layer leaves: a stage's maps, and after them
  /// those of its max pool, if it has one.
  package let layers: [InterleavedMap]
  /// What follows from the last maps.
  package let classes: ClassScores

  /// The image as the network reads it.
  package var input: InterleavedMap { layers[0] }
  /// The mean of each map of the last stage.
  package var averages: [Double] { classes.averages }
  /// The score of each class.
  package var scores: [Double] { classes.scores }
  /// The logarithm of each class's probability.
  package var logProbabilities: [Double] { classes.logProbabilities }
  /// The class with the greatest score.
  package var prediction: Int { classes.prediction }

  /// Reads an image.
  ///
  /// - Parameters:
  ///   - pixels: Rows of brightness from 0 to 255.
  ///   - network: The network.
  package init(pixels: [Double], network: FoldedNetwork) {
    var map = InterleavedMap(
      channels: 1, height: network.architecture.height, width: network.architecture.width)
    map.values = pixels.map(Self.normalized)
    layers = network.layers.reduce(into: [map]) { layers, layer in
      layers.append(network.applied(layer, to: layers[layers.count - 1]))
    }
    classes = ClassScores(layers[layers.count - 1], network)
  }

  /// A pixel as the network reads it.
  ///
  /// - Parameter brightness: From 0 to 255.
  /// - Returns: The number, zero for the mean of all pixels.
  static func normalized(_ brightness: Double) -> Double {
    (brightness / 255 - mean) / deviation
  }

  /// What is subtracted from a pixel, white being 1: the article's value for test images.
  static let mean = Double("\(Normalization.test.mean)") ?? 0
  /// What the difference is divided by.
  static let deviation = Double("\(Normalization.test.deviation)") ?? 1
}
