public import Datasets

extension Architecture {
  /// How many stages a network may have.
  package static let stageCounts = 1...64
  /// How many channels a stage may have.
  package static let channelCounts = 1...256
  /// Height and width that a kernel may have.
  package static let kernelSizes = 1...15
  /// How many classes a network may tell apart.
  package static let classCounts = 2...64
  /// Rows and columns that an image may have.
  package static let imageSides = 1...64
  /// The most parameters of a network: five hundred times the article's.
  package static let parameterLimit = 10_000_000
  /// The most numbers that all stages together may put out for an image.
  package static let outputLimit = 1 << 22

  /// Rows and columns of an image.
  public var imageSize: ImageSize { ImageSize(height: height, width: width) }

  /// The article's stages for images of another size and another number of classes.
  ///
  /// - Parameters:
  ///   - size: Rows and columns of an image.
  ///   - classCount: The number of classes.
  /// - Returns: The article's network with as many channels in its last stage as there are classes;
  ///   its ``problem`` says whether the images are large enough.
  package static func article(for size: ImageSize, classCount: Int) -> Architecture {
    var network = article
    (network.height, network.width) = (size.height, size.width)
    network.stages[network.stages.count - 1].outputChannels = classCount
    return network
  }

  /// Whether a text can name a layer: letters, digits, underscores and points, as PyTorch's names
  /// have them.
  ///
  /// - Parameter name: The text.
  /// - Returns: Whether it can.
  package static func isName(_ name: String) -> Bool {
    guard (1...64).contains(name.utf8.count), name.utf8.first != UInt8(ascii: "."),
      name.utf8.last != UInt8(ascii: "."), !name.contains("..")
    else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
        true
      default: false
      }
    }
  }

  /// Why the program does not build this network; nil for one that it builds.
  package var problem: String? {
    guard Self.stageCounts.contains(stages.count) else {
      return "it has \(stages.count) stages; there may be \(Self.words(Self.stageCounts))"
    }
    guard Self.imageSides.contains(height), Self.imageSides.contains(width) else {
      return "its images have \(height)×\(width) pixels; rows and columns may be "
        + Self.words(Self.imageSides)
    }
    var names: Set<String> = []
    for stage in stages {
      guard Self.channelCounts.contains(stage.outputChannels) else {
        return "\(stage.name) has \(stage.outputChannels) channels; there may be "
          + Self.words(Self.channelCounts)
      }
      guard Self.kernelSizes.contains(stage.kernel) else {
        return "\(stage.name) has a kernel of \(stage.kernel); it may be "
          + Self.words(Self.kernelSizes)
      }
      for name in [stage.name, stage.normName] {
        guard Self.isName(name) else {
          return "a layer's name is not made of letters, digits, underscores and points"
        }
        guard names.insert(name).inserted else { return "two layers are named \(name)" }
      }
    }
    guard Self.classCounts.contains(classCount) else {
      return "its last stage leaves \(classCount) channels, one for each class; there may be "
        + Self.words(Self.classCounts)
    }
    do {
      let outputs = zip(stages, try extents()).reduce(0) { sum, stage in
        sum + stage.0.outputChannels * stage.1.mapHeight * stage.1.mapWidth
      }
      guard outputs <= Self.outputLimit else {
        return
          "its stages put out \(outputs) numbers for an image; \(Self.outputLimit) are the most"
      }
    } catch {
      guard case .invalidArchitecture(let reason) = error else { return "\(error)" }
      return reason
    }
    let parameters = ParameterLayout(self).parameterCount
    guard parameters <= Self.parameterLimit else {
      return "it has \(parameters) parameters; \(Self.parameterLimit) are the most"
    }
    return nil
  }

  private static func words(_ range: ClosedRange<Int>) -> String {
    "\(range.lowerBound) to \(range.upperBound)"
  }
}
