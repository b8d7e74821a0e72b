/// One of the four files that MNIST consists of.
public enum MnistPart: String, Sendable, CaseIterable {
  /// 60,000 images to learn from.
  case trainingImages = "train-images-idx3-ubyte"
  /// The digits on them.
  case trainingLabels = "train-labels-idx1-ubyte"
  /// 10,000 images to be tested on.
  case testImages = "t10k-images-idx3-ubyte"
  /// The digits on them.
  case testLabels = "t10k-labels-idx1-ubyte"

  /// The SHA-256 of the original file, unpacked, in hexadecimal digits.
  package var originalSHA256: String {
    switch self {
    case .trainingImages: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    case .trainingLabels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
    case .testImages: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    case .testLabels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
    }
  }

  /// The dimensions of the original file.
  package var originalDimensions: [Int] {
    switch self {
    case .trainingImages: [60_000, LabeledImages.side, LabeledImages.side]
    case .trainingLabels: [60_000]
    case .testImages: [10_000, LabeledImages.side, LabeledImages.side]
    case .testLabels: [10_000]
    }
  }

  /// Refuses a file that claims to be larger than the original.
  ///
  /// - Parameters:
  ///   - dimensions: The file's dimensions.
  ///   - file: The name that errors give the file.
  /// - Throws: `DatasetError.damaged`.
  package func checkSize(_ dimensions: [Int], file: String) throws(DatasetError) {
    let original = originalDimensions
    guard dimensions.count == original.count,
      zip(dimensions, original).allSatisfy({ $0 <= $1 })
    else {
      throw .damaged(
        file: file,
        detail: "has the dimensions \(dimensions), and those of \(rawValue) are \(original)")
    }
  }

  /// The names under which the file may lie in a folder, the usual one first.
  package var fileNames: [String] {
    let dotted = rawValue.replacing("-idx", with: ".idx")
    return [rawValue, "\(rawValue).gz", dotted, "\(dotted).gz"]
  }
}

extension DigitDataset {
  /// The content of one of the four files, as if it lay on the disk, unpacked.
  ///
  /// - Parameter part: Which file.
  /// - Returns: What the file holds.
  package func content(of part: MnistPart) -> IdxFile {
    switch part {
    case .trainingImages: training.imageFile
    case .trainingLabels: training.labelFile(first: firstLabel)
    case .testImages: test.imageFile
    case .testLabels: test.labelFile(first: firstLabel)
    }
  }
}
