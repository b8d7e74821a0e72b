package import ArchitectureFiles
import ConvNet
import Datasets
import Figures
import Glibc
import Numerals
import Publishing
import RunRecords
import SafeTensors
package import TextFormats

/// `report predict`: what a network reads on images of one's own.
package struct Prediction: Sendable {
  /// What was read on one image.
  private struct Reading: Sendable {
    let file: String
    /// The image as the network saw it.
    let pixels: [UInt8]
    /// The probability of each class.
    let probabilities: [Double]

    /// The classes, the most probable first.
    var order: [Int] {
      probabilities.indices.sorted {
        (-probabilities[$0], $0) < (-probabilities[$1], $1)
      }
    }
  }

  private let readings: [Reading]
  /// The label of the first class.
  private let firstLabel: Int
  private let size: ImageSize

  /// Reads PNG files, scales and centers what is drawn as MNIST's digits are, and classifies it.
  ///
  /// The softmax goes over the classes: one image has no batch.
  ///
  /// - Parameters:
  ///   - files: The images.
  ///   - weights: A safetensors file with PyTorch's names.
  ///   - architecture: The network; that of the run whose parameters they are, or the article's, if
  ///     absent.
  /// - Throws: `ReportError`, `SafeTensorsError` or `ConvNetError`.
  package init(_ files: [String], weights: String, architecture: ArchitectureFile?) throws {
    let bytes = try FileSystem.read(weights, limit: TensorFile.sizeLimit)
    let tensors = try TensorFile(bytes: bytes, file: weights)
    let origin = WeightsOrigin(weights, bytes: bytes, tensors: tensors)
    let network =
      try architecture.map { file throws(ReportError) in try file.architecture() }
      ?? origin.architecture
    firstLabel = origin.label(0)
    let evaluator = try NetworkEvaluator(
      try NetworkState(network, from: tensors), batchSize: 16, softmax: .classes, threads: 1)
    var pixels: [UInt8] = []
    for file in files {
      let drawing: GrayImage
      do {
        drawing = try GrayImage(png: FileSystem.read(file, limit: 1 << 28))
      } catch let error as GrayImage.Unreadable {
        throw ReportError(
          .badData, "\(file) cannot be read as a PNG image: \(error.reason). Save it as PNG.")
      }
      guard
        let image = CenteredImage.image(
          drawing.pixels, width: drawing.width, height: drawing.height, size: network.imageSize)
      else { throw ReportError(.badData, "\(file) shows nothing: all its pixels are alike.") }
      // What was learned dark on light is shown so.
      pixels += origin.dataset?.isDarkOnLight == true ? image.map { 255 - $0 } : image
    }
    let images = LabeledImages(
      pixels: pixels, labels: [UInt8](repeating: 0, count: files.count), size: network.imageSize,
      classCount: network.classCount)
    let batches = Batches.test(images, batchSize: 16, seed: 0, epoch: 0, isShuffled: false)
    let evaluation = try evaluator.evaluate(batches)
    let classes = network.classCount
    size = network.imageSize
    readings = files.indices.map { index in
      let logits = evaluation.logits[index * classes..<(index + 1) * classes].map(Double.init)
      let most = logits.max() ?? 0
      let powers = logits.map { exp($0 - most) }
      let sum = powers.reduce(0, +)
      return Reading(
        file: files[index], pixels: images.image(index), probabilities: powers.map { $0 / sum })
    }
  }

  /// For a terminal: the image as the network sees it, and the three likeliest classes.
  ///
  /// - Parameter showsImages: Whether the images are drawn with characters.
  /// - Returns: The text, ended by a line feed.
  package func text(showsImages: Bool) -> String {
    let shades = Array(" .:-=+*#%@")
    var lines: [String] = []
    for reading in readings {
      let order = reading.order.prefix(3).map { label in
        "\(label + firstLabel) "
          + "(\(FixedText.percent(100 * reading.probabilities[label], decimals: 1)))"
      }
      lines.append("\(reading.file.plainLine): \(order.joined(separator: ", "))")
      guard showsImages else { continue }
      // A character is about twice as high as wide.
      for row in stride(from: 0, to: size.height, by: 2) {
        let line = (0..<size.width).map { column in
          let above = Int(reading.pixels[row * size.width + column])
          let below =
            row + 1 < size.height ? Int(reading.pixels[(row + 1) * size.width + column]) : above
          return shades[(above + below) * (shades.count - 1) / 510]
        }
        lines.append("  " + String(line))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// For a program.
  package var json: JSON {
    .object([
      .init("schemaVersion", 1),
      // The label of the first probability.
      .init("firstLabel", .integer(firstLabel)),
      .init(
        "images",
        .array(
          readings.map { reading in
            .object([
              .init("file", .string(reading.file)),
              .init("prediction", .integer(reading.order[0] + firstLabel)),
              .init("probabilities", .array(reading.probabilities.map { .number($0) })),
            ])
          })),
    ])
  }
}
