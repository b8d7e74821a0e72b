/// Gray images, each with the class of what it shows, such as a digit.
public struct LabeledImages: Sendable, Equatable {
  /// Pixels along each side of one of MNIST's images.
  public static let side = 28
  /// Pixels of one of MNIST's images.
  public static let pixelCount = side * side
  /// How many kinds of image MNIST has: the digits 0 to 9.
  public static let classCount = 10
  /// How many classes a set may have.
  package static let classCounts = 2...64
  /// The classes that an image may have.
  package static let classes = 0..<classCounts.upperBound

  /// Rows and columns of an image.
  public let size: ImageSize
  /// How many classes there are.
  public let classCount: Int
  /// The pixels, 0 black to 255 white: [count, height, width], row-major.
  public let pixels: [UInt8]
  /// The class of each image, from 0 up to the number of classes.
  public let labels: [UInt8]

  /// The number of images.
  public var count: Int { labels.count }

  /// Makes a set of images.
  ///
  /// - Parameters:
  ///   - pixels: [labels.count, height, width], row-major.
  ///   - labels: Classes, from 0 up to the number of classes.
  ///   - size: Rows and columns of an image.
  ///   - classCount: How many classes there are.
  public init(
    pixels: [UInt8], labels: [UInt8], size: ImageSize = .usual,
    classCount: Int = LabeledImages.classCount
  ) {
    precondition(
      pixels.count == labels.count * size.pixelCount,
      "\(pixels.count) pixels are not \(labels.count) images")
    self.pixels = pixels
    self.labels = labels
    self.size = size
    self.classCount = classCount
  }

  /// Puts together what two files hold.
  ///
  /// - Parameters:
  ///   - images: [count, height, width].
  ///   - labels: [count], each within `range`.
  ///   - range: The labels that stand for classes, the first of them for class 0.
  /// - Throws: `DatasetError.damaged` if a file does not hold images or labels, `.mismatch` if
  ///   their numbers differ.
  public init(
    images: IdxFile, labels: IdxFile, range: Range<Int> = 0..<LabeledImages.classCount
  ) throws(DatasetError) {
    try Self.checkImages(images.dimensions, file: images.file)
    try Self.checkLabels(labels.dimensions, file: labels.file)
    if let index = labels.elements.firstIndex(where: { !range.contains(Int($0)) }) {
      throw .damaged(
        file: labels.file,
        detail: "says at label \(index) (counting from 0) that the class is"
          + " \(labels.elements[index]), and classes go from \(range.lowerBound) to"
          + " \(range.upperBound - 1)")
    }
    try Self.checkPair(
      images: images.dimensions[0], of: images.file, labels: labels.dimensions[0],
      of: labels.file)
    guard images.dimensions[0] > 0 else {
      throw .damaged(file: images.file, detail: "has no images")
    }
    let first = UInt8(range.lowerBound)
    self.init(
      pixels: images.elements,
      labels: first == 0 ? labels.elements : labels.elements.map { $0 - first },
      size: ImageSize(height: images.dimensions[1], width: images.dimensions[2]),
      classCount: range.count)
  }

  /// One image.
  ///
  /// - Parameter index: Which, counted from 0.
  /// - Returns: [height, width], row-major.
  public func image(_ index: Int) -> [UInt8] {
    Array(pixels[index * size.pixelCount..<(index + 1) * size.pixelCount])
  }

  /// The first images of the set.
  ///
  /// - Parameter count: How many; all if there are fewer.
  /// - Returns: A smaller set.
  public func prefix(_ count: Int) -> LabeledImages {
    let count = min(count, self.count)
    return LabeledImages(
      pixels: Array(pixels[..<(count * size.pixelCount)]), labels: Array(labels[..<count]),
      size: size, classCount: classCount)
  }

  /// Some images of the set.
  ///
  /// - Parameter indices: Their places, counted from 0.
  /// - Returns: The images in this order.
  package func selected(_ indices: [Int]) -> LabeledImages {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(indices.count * size.pixelCount)
    for index in indices {
      pixels += self.pixels[index * size.pixelCount..<(index + 1) * size.pixelCount]
    }
    return LabeledImages(
      pixels: pixels, labels: indices.map { labels[$0] }, size: size, classCount: classCount)
  }

  /// The images as the content of an IDX file.
  package var imageFile: IdxFile {
    IdxFile(dimensions: [count, size.height, size.width], elements: pixels)
  }

  /// The labels as the content of an IDX file.
  ///
  /// - Parameter first: The label of class 0.
  /// - Returns: The file.
  package func labelFile(first: Int = 0) -> IdxFile {
    IdxFile(dimensions: [count], elements: labels.map { $0 + UInt8(first) })
  }
}
