/// Gray images of digits, each with the digit that it shows.
public struct LabeledImages: Sendable, Equatable {
  /// Pixels along each side of an image.
  public static let side = 28
  /// Pixels of an image.
  public static let pixelCount = side * side
  /// How many kinds of image there are: the digits 0 to 9.
  public static let classCount = 10

  /// The pixels, 0 black to 255 white: [count, 28, 28], row-major.
  public let pixels: [UInt8]
  /// The digit that each image shows, 0 to 9.
  public let labels: [UInt8]

  /// The number of images.
  public var count: Int { labels.count }

  /// Makes a set of images.
  ///
  /// - Parameters:
  ///   - pixels: [labels.count, 28, 28], row-major.
  ///   - labels: Digits, 0 to 9.
  public init(pixels: [UInt8], labels: [UInt8]) {
    precondition(
      pixels.count == labels.count * Self.pixelCount,
      "\(pixels.count) pixels are not \(labels.count) images")
    self.pixels = pixels
    self.labels = labels
  }

  /// Puts together what two files hold.
  ///
  /// - Parameters:
  ///   - images: [count, 28, 28].
  ///   - labels: [count], each 0 to 9.
  /// - Throws: `DatasetError.damaged` if a file does not hold images or labels, `.mismatch` if
  ///   their numbers differ.
  public init(images: IdxFile, labels: IdxFile) throws(DatasetError) {
    try Self.checkImages(images.dimensions, file: images.file)
    try Self.checkLabels(labels.dimensions, file: labels.file)
    if let index = labels.elements.firstIndex(where: { $0 >= Self.classCount }) {
      throw .damaged(
        file: labels.file,
        detail: "says at label \(index) (counting from 0) that the digit is"
          + " \(labels.elements[index]), and digits go from 0 to 9")
    }
    try Self.checkPair(
      images: images.dimensions[0], of: images.file, labels: labels.dimensions[0],
      of: labels.file)
    guard images.dimensions[0] > 0 else {
      throw .damaged(file: images.file, detail: "has no images")
    }
    self.init(pixels: images.elements, labels: labels.elements)
  }

  /// One image.
  ///
  /// - Parameter index: Which, counted from 0.
  /// - Returns: [28, 28], row-major.
  public func image(_ index: Int) -> [UInt8] {
    Array(pixels[index * Self.pixelCount..<(index + 1) * Self.pixelCount])
  }

  /// The first images of the set.
  ///
  /// - Parameter count: How many; all if there are fewer.
  /// - Returns: A smaller set.
  public func prefix(_ count: Int) -> LabeledImages {
    let count = min(count, self.count)
    return LabeledImages(
      pixels: Array(pixels[..<(count * Self.pixelCount)]), labels: Array(labels[..<count]))
  }

  /// The images as the content of an IDX file.
  package var imageFile: IdxFile {
    IdxFile(dimensions: [count, Self.side, Self.side], elements: pixels)
  }

  /// The labels as the content of an IDX file.
  package var labelFile: IdxFile { IdxFile(dimensions: [count], elements: labels) }
}
