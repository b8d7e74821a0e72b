import Datasets
import Foundation
import TestSupport
import Testing

/// Four files in MNIST's form, with images of any size and any labels.
enum ImageFiles {
  /// Writes the files.
  ///
  /// - Parameters:
  ///   - folder: Where they go.
  ///   - size: Rows and columns.
  ///   - labels: The labels of the training images, and of the test images.
  /// - Throws: What Foundation throws.
  static func write(
    to folder: String, size: ImageSize, labels: (training: [UInt8], test: [UInt8])
  ) throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    func write(_ name: String, _ dimensions: [Int], _ elements: [UInt8]) throws {
      let header: [UInt8] =
        [0, 0, 8, UInt8(dimensions.count)]
        + dimensions.flatMap { [0, UInt8($0 >> 16 & 255), UInt8($0 >> 8 & 255), UInt8($0 & 255)] }
      try Data(header + elements).write(to: URL(filePath: "\(folder)/\(name)"))
    }
    for (part, labels) in [("train", labels.training), ("t10k", labels.test)] {
      let pixels = (0..<labels.count * size.pixelCount).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      try write(
        "\(part)-images-idx3-ubyte", [labels.count, size.height, size.width], pixels)
      try write("\(part)-labels-idx1-ubyte", [labels.count], labels)
    }
  }
}

@Suite("Images of other sizes and classes, in MNIST's four files")
struct OtherImagesTests {
  private func load(
    _ size: ImageSize, _ training: [UInt8], _ test: [UInt8]
  ) throws -> DigitDataset {
    let folder = try TemporaryFolder()
    try ImageFiles.write(to: folder.path, size: size, labels: (training, test))
    return try MnistFolder(folder.path).load()
  }

  @Test("Sizes and classes follow from the files")
  func sizes() throws {
    let data = try load(ImageSize(height: 5, width: 64), [0, 46, 3], [7])
    #expect(data.training.size == ImageSize(height: 5, width: 64))
    #expect(data.training.classCount == 47 && data.test.classCount == 47)
    #expect(data.training.labels == [0, 46, 3] && data.firstLabel == 0)
    #expect(data.training.image(1)[0] == UInt8(truncatingIfNeeded: 320 * 37))
  }

  @Test("Labels from 1 to 26, as EMNIST's letters have them, are classes from 0 to 25")
  func letters() throws {
    let labels = (0..<520).map { UInt8($0 % 26 + 1) }
    let data = try load(.usual, labels, [26, 1])
    #expect(data.firstLabel == 1)
    #expect(data.training.classCount == 26)
    #expect(data.training.labels.prefix(3) == [0, 1, 2] && data.test.labels == [25, 0])
    // What is written again is what was read.
    #expect(data.content(of: .testLabels).elements == [26, 1])
    // One label 0 in either set, or too few images to tell, and there is a class 0.
    #expect(try load(.usual, labels, [0]).firstLabel == 0)
    #expect(try load(.usual, [1, 2, 26], [1]).firstLabel == 0)
  }

  @Test("Sizes that differ and too many classes are refused")
  func refused() throws {
    let small = ImageSize(height: 4, width: 4)
    #expect(throws: DatasetError.self) { try load(small, [0, 64], [1]) }
    #expect(throws: DatasetError.self) { try load(ImageSize(height: 4, width: 65), [0, 1], [1]) }
    let folder = try TemporaryFolder()
    try ImageFiles.write(to: folder.path, size: small, labels: ([0, 1], [1]))
    try ImageFiles.write(
      to: folder.file("other"), size: ImageSize(height: 4, width: 5), labels: ([0], [1]))
    try FileManager.default.removeItem(atPath: folder.file("t10k-images-idx3-ubyte"))
    try FileManager.default.moveItem(
      atPath: folder.file("other/t10k-images-idx3-ubyte"),
      toPath: folder.file("t10k-images-idx3-ubyte"))
    let error = #expect(throws: DatasetError.self) { try MnistFolder(folder.path).load() }
    #expect(error.map { "\($0)".contains("4 × 4") && "\($0)".contains("4 × 5") } == true)
  }

  @Test(
    "Images are called what their folder is called, and never MNIST",
    arguments: [
      ("FashionMNIST/raw", "fashionmnist"), ("KMNIST", "kmnist"), ("MNIST/raw", "images"),
      ("emnist letters!", "emnist-letters"), ("data", "images"),
    ])
  func names(folder: String, name: String) throws {
    let place = try TemporaryFolder()
    let path = place.file("data/MNIST/\(folder)")
    try ImageFiles.write(
      to: path, size: ImageSize(height: 2, width: 2), labels: ([0, 1], [1]))
    #expect(try MnistFolder(path).name == name)
  }

  @Test("A quarter turn of a wide image keeps its middle square, turned")
  func rotation() {
    // 2 rows, 4 columns; about the middle, only the 2×2 square lands inside.
    let image: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
    let turned = Augmentation(ImageSize(height: 2, width: 4)).apply(
      .init(isCropped: false, degrees: 90), to: image)
    #expect(turned == [0, 3, 7, 0, 0, 2, 6, 0])
  }

  @Test(
    "The middle of 64 × 64 pixels is enlarged to the whole, constant images staying as they are")
  func crop() {
    let size = ImageSize(height: 64, width: 64)
    let flat = [UInt8](repeating: 77, count: size.pixelCount)
    let augmentation = Augmentation(size)
    #expect(augmentation.apply(.init(isCropped: true, degrees: 0), to: flat) == flat)
    // 50 of 64 are kept, from the seventh on: what lies outside is gone.
    var framed = flat
    for y in 0..<64 {
      for x in 0..<64 where y < 7 || y > 56 || x < 7 || x > 56 { framed[y * 64 + x] = 0 }
    }
    #expect(augmentation.apply(.init(isCropped: true, degrees: 0), to: framed) == flat)
  }
}
