/// Grey pictures of digits, each with the digit that it shows.
public struct LabelledImages: Sendable, Equatable {
  /// Pixels along each side of a picture.
  public static let side = 28
  /// Pixels of a picture.
  public static let pixelCount = side * side
  /// How many kinds of picture there are: the digits 0 to 9.
  public static let classCount = 10

  /// The pixels, 0 black to 255 white: [count, 28, 28], row-major.
  public let pixels: [UInt8]
  /// The digit that each picture shows, 0 to 9.
  public let labels: [UInt8]

  /// The number of pictures.
  public var count: Int { labels.count }

  /// Makes a set of pictures.
  ///
  /// - Parameters:
  ///   - pixels: [labels.count, 28, 28], row-major.
  ///   - labels: digits, 0 to 9.
  public init(pixels: [UInt8], labels: [UInt8]) {
    precondition(
      pixels.count == labels.count * Self.pixelCount,
      "\(pixels.count) pixels are not \(labels.count) pictures")
    self.pixels = pixels
    self.labels = labels
  }

  /// Puts together what two files hold.
  ///
  /// - Parameters:
  ///   - images: [count, 28, 28].
  ///   - labels: [count], each 0 to 9.
  /// - Throws: `DatasetError.damaged` if a file does not hold pictures or labels, `.mismatch` if
  ///   their numbers differ.
  public init(images: IdxFile, labels: IdxFile) throws(DatasetError) {
    guard images.dimensions.count == 3, images.dimensions[1...].allSatisfy({ $0 == Self.side })
    else {
      throw .damaged(
        file: images.file,
        detail: "has the dimensions \(images.dimensions), and pictures of 28 × 28 are needed")
    }
    guard labels.dimensions.count == 1 else {
      throw .damaged(
        file: labels.file,
        detail: "has the dimensions \(labels.dimensions), and a plain list of labels is needed")
    }
    if let index = labels.elements.firstIndex(where: { $0 >= Self.classCount }) {
      throw .damaged(
        file: labels.file,
        detail: "says at label \(index) (counting from 0) that the digit is"
          + " \(labels.elements[index]), and digits go from 0 to 9")
    }
    guard images.dimensions[0] == labels.dimensions[0] else {
      throw .mismatch(
        detail: "\(images.file) has \(images.dimensions[0]) pictures, and \(labels.file) has"
          + " \(labels.dimensions[0]) labels. They do not belong together.")
    }
    guard images.dimensions[0] > 0 else {
      throw .damaged(file: images.file, detail: "has no pictures")
    }
    self.init(pixels: images.elements, labels: labels.elements)
  }

  /// One picture.
  ///
  /// - Parameter index: which, counted from 0.
  /// - Returns: [28, 28], row-major.
  public func picture(_ index: Int) -> [UInt8] {
    Array(pixels[index * Self.pixelCount..<(index + 1) * Self.pixelCount])
  }

  /// The first pictures of the set.
  ///
  /// - Parameter count: how many; all if there are fewer.
  /// - Returns: a smaller set.
  public func prefix(_ count: Int) -> LabelledImages {
    let count = min(count, self.count)
    return LabelledImages(
      pixels: Array(pixels[..<(count * Self.pixelCount)]), labels: Array(labels[..<count]))
  }

  /// The pictures as the content of an IDX file.
  public var imageFile: IdxFile {
    IdxFile(dimensions: [count, Self.side, Self.side], elements: pixels)
  }

  /// The labels as the content of an IDX file.
  public var labelFile: IdxFile { IdxFile(dimensions: [count], elements: labels) }
}

/// A data set: pictures to learn from, and pictures to be tested on.
public struct DigitDataset: Sendable, Equatable {
  /// Where the pictures come from.
  public enum Kind: String, Sendable, CaseIterable {
    /// Handwriting that the user has as four IDX files.
    case mnist
    /// Digits that the program draws.
    case digits
  }

  /// Where the pictures come from.
  public let kind: Kind
  /// Pictures to learn from.
  public let training: LabelledImages
  /// Pictures to be tested on.
  public let test: LabelledImages

  /// Makes a data set.
  ///
  /// - Parameters:
  ///   - kind: where the pictures come from.
  ///   - training: pictures to learn from.
  ///   - test: pictures to be tested on.
  public init(kind: Kind, training: LabelledImages, test: LabelledImages) {
    self.kind = kind
    self.training = training
    self.test = test
  }

  /// The content of one of the four files, as if it lay on the disk, unpacked.
  ///
  /// - Parameter part: which file.
  /// - Returns: what the file holds.
  public func content(of part: MnistPart) -> IdxFile {
    switch part {
    case .trainingImages: training.imageFile
    case .trainingLabels: training.labelFile
    case .testImages: test.imageFile
    case .testLabels: test.labelFile
    }
  }
}
