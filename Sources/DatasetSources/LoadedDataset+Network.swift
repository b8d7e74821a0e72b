package import ArchitectureFiles
package import ConvNet
import Datasets
package import Publishing

extension LoadedDataset {
  /// The network for these images.
  ///
  /// - Parameter file: Its architecture; the article's, with as many classes as the images have, if
  ///   absent.
  /// - Returns: The network.
  /// - Throws: `ReportError` of category `badData` for a network that does not fit the images.
  package func network(_ file: ArchitectureFile?) throws(ReportError) -> Architecture {
    let images = data.training
    guard let file else {
      let network = Architecture.article(for: images.size, classCount: images.classCount)
      if let problem = network.problem {
        throw ReportError(
          .badData,
          "The article's network cannot be used for these images: \(problem). Name another with"
            + " --architecture.")
      }
      return network
    }
    let network = try file.architecture(for: images.size)
    guard network.classCount == images.classCount else {
      throw ReportError(
        .badData,
        "\(file.file): the last stage has \(network.classCount) channels, and the images are of"
          + " \(images.classCount) classes. Give it \(images.classCount).")
    }
    return network
  }
}
