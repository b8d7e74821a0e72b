extension LabeledImages {
  /// The most images of a set: more than sixteen times those of MNIST.
  package static let largestCount = 1_000_000

  /// Rows and columns that an image may have.
  package static let sides = 1...64

  /// Refuses dimensions that are not those of images.
  ///
  /// - Parameters:
  ///   - dimensions: The dimensions.
  ///   - file: The name that errors give the file.
  /// - Throws: `DatasetError.damaged`.
  package static func checkImages(_ dimensions: [Int], file: String) throws(DatasetError) {
    guard dimensions.count == 3, dimensions[1...].allSatisfy({ sides.contains($0) }) else {
      throw .damaged(
        file: file,
        detail: "has the dimensions \(dimensions), and images of up to"
          + " \(sides.upperBound) × \(sides.upperBound) are needed")
    }
    try checkCount(dimensions[0], of: "images", file: file)
  }

  /// Refuses dimensions that are not those of labels.
  ///
  /// - Parameters:
  ///   - dimensions: The dimensions.
  ///   - file: The name that errors give the file.
  /// - Throws: `DatasetError.damaged`.
  package static func checkLabels(_ dimensions: [Int], file: String) throws(DatasetError) {
    guard dimensions.count == 1 else {
      throw .damaged(
        file: file,
        detail: "has the dimensions \(dimensions), and a plain list of labels is needed")
    }
    try checkCount(dimensions[0], of: "labels", file: file)
  }

  /// Refuses two files of unequal length.
  ///
  /// - Parameters:
  ///   - images: How many images there are.
  ///   - imageFile: The name that errors give the images' file.
  ///   - labels: How many labels there are.
  ///   - labelFile: The name that errors give the labels' file.
  /// - Throws: `DatasetError.mismatch`.
  static func checkPair(
    images: Int, of imageFile: String, labels: Int, of labelFile: String
  ) throws(DatasetError) {
    guard images == labels else {
      throw .mismatch(
        detail: "\(imageFile) has \(images) images, and \(labelFile) has \(labels) labels. They"
          + " do not belong together.")
    }
  }

  private static func checkCount(
    _ count: Int, of what: String, file: String
  ) throws(DatasetError) {
    guard count <= largestCount else {
      throw .damaged(
        file: file, detail: "has \(count) \(what), and \(largestCount) are the most that is read")
    }
  }
}
