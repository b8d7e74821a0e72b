import Foundation
import TestSupport
import Testing

@testable import Datasets

@Suite("Finding and reading MNIST")
struct MnistFolderTests {
  @Test("The fixture is read, by both naming variants, plain and packed")
  func variants() throws {
    let plain = try MnistFolder(Fixture.mnistFolder).load()
    #expect(plain.training.count == 16 && plain.test.count == 16 && plain.kind == .files)
    try withTemporaryFolder { folder in
      for part in MnistPart.allCases {
        let name = part == .testLabels ? part.fileNames[3] : part.fileNames[2]
        let bytes = try Fixture.mnistFile("\(part.rawValue)")
        try Data(name.hasSuffix(".gz") ? gzipped(bytes) : bytes)
          .write(to: folder.appending(path: name))
      }
      #expect(try MnistFolder(folder.path).load() == plain)
    }
    #expect(MnistPart.trainingImages.fileNames[2] == "train-images.idx3-ubyte")
    #expect(
      plain.content(of: .trainingImages).bytes == (try Fixture.mnistFile("train-images-idx3-ubyte"))
    )
  }

  @Test("A named folder that is absent, empty or incomplete is an error that says what is missing")
  func incomplete() throws {
    try withTemporaryFolder { folder in
      let message = { (path: String) -> String in
        do {
          _ = try MnistFolder.find(chosen: path, environment: [:])
          return ""
        } catch {
          return "\(error)"
        }
      }
      #expect(message("\(folder.path)/none") == "There is no folder \(folder.path)/none.")
      #expect(
        message(folder.path).contains("holds no data set; missing: train-images-idx3-ubyte.gz"))
      try Data().write(to: folder.appending(path: "train-images-idx3-ubyte"))
      #expect(
        message(folder.path).contains(
          "only a part of the data set; missing: train-labels-idx1-ubyte.gz, t10k-images"))
    }
  }

  @Test("In every folder the files may lie in MNIST/raw, where torchvision puts them")
  func raw() throws {
    try withTemporaryFolder { folder in
      let raw = folder.appending(path: "MNIST/raw")
      try FileManager.default.createDirectory(at: raw, withIntermediateDirectories: true)
      for part in MnistPart.allCases {
        try Data(Fixture.mnistFile(part.rawValue)).write(to: raw.appending(path: part.rawValue))
      }
      let named = try MnistFolder.find(chosen: folder.path, environment: [:])
      #expect(named?.folder == raw.path)
      let environment = [MnistFolder.variable: folder.path]
      #expect(try MnistFolder.find(chosen: nil, environment: environment)?.folder == raw.path)
      // Files in the folder itself come first, even if some are missing.
      try Data().write(to: folder.appending(path: "train-images-idx3-ubyte"))
      #expect(throws: DatasetError.self) { try MnistFolder(folder.path) }
    }
  }

  @Test("The environment's folder comes before the cache, and no folder at all is no error")
  func order() throws {
    try withTemporaryFolder { folder in
      let cache = folder.appending(path: "gradbook/mnist")
      let environment = ["XDG_CACHE_HOME": folder.path, "HOME": "/nowhere"]
      #expect(MnistFolder.cacheFolder(environment: environment) == cache.path)
      #expect(MnistFolder.cacheFolder(environment: ["HOME": "/h"]) == "/h/.cache/gradbook/mnist")
      #expect(MnistFolder.cacheFolder(environment: [:]) == nil)
      #expect(try MnistFolder.find(chosen: nil, environment: environment) == nil)
      try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
      for part in MnistPart.allCases {
        try Data(Fixture.mnistFile("\(part.rawValue)"))
          .write(to: cache.appending(path: part.rawValue))
      }
      #expect(try MnistFolder.find(chosen: nil, environment: environment)?.folder == cache.path)
      let named = environment.merging([MnistFolder.variable: Fixture.mnistFolder]) { $1 }
      #expect(try MnistFolder.find(chosen: nil, environment: named)?.folder == Fixture.mnistFolder)
    }
  }

  @Test("A header that claims too much is refused before anything is unpacked")
  func claims() throws {
    func header(_ dimensions: [Int]) -> [UInt8] {
      [0, 0, 8, UInt8(dimensions.count)]
        + dimensions.flatMap { extent in [24, 16, 8, 0].map { UInt8(extent >> $0 & 255) } }
    }
    // A million zeros pack into a thousand bytes: the claims are ones that an archive could hold.
    let zeros = [UInt8](repeating: 0, count: 1_000_000)
    let labels = try gzipped(header([16]) + [UInt8](repeating: 1, count: 16))
    try withTemporaryFolder { folder in
      func message(_ files: [MnistPart: [UInt8]]) throws -> String {
        for part in MnistPart.allCases {
          try Data(files[part] ?? labels).write(to: folder.appending(path: part.rawValue))
        }
        do {
          _ = try MnistFolder(folder.path).load()
          return ""
        } catch {
          return "\(error)"
        }
      }
      let images = try gzipped(header([17, 28, 28]) + zeros)
      #expect(
        try message([.trainingImages: images]).hasSuffix(
          "has 16 labels. They do not belong together."))
      let huge = try gzipped(header([1_000_001]) + zeros)
      #expect(
        try message([.trainingLabels: huge]).hasSuffix(
          "has 1000001 labels, and 1000000 are the most that is read."))
    }
    #expect(throws: DatasetError.self) {
      try MnistPart.trainingLabels.checkSize([60_001], file: "answer")
    }
    #expect(throws: DatasetError.self) {
      try MnistPart.testImages.checkSize([10_000, 28, 29], file: "answer")
    }
    for part in MnistPart.allCases {
      try part.checkSize(part.originalDimensions, file: "answer")
    }
    // The check comes before the elements: these are not even there.
    #expect(throws: DatasetError.mismatch(detail: "other dimensions")) {
      try IdxFile(bytes: gzipped(header([5])), file: "x") { (_) throws(DatasetError) in
        throw .mismatch(detail: "other dimensions")
      }
    }
  }

  @Test("Images and labels that do not fit together are refused")
  func mismatch() throws {
    let images = IdxFile(
      dimensions: [2, 28, 28], elements: [UInt8](repeating: 0, count: 1568), file: "images")
    let message = { (images: IdxFile, labels: IdxFile) -> String in
      do {
        _ = try LabeledImages(images: images, labels: labels)
        return ""
      } catch {
        return "\(error)"
      }
    }
    let labels = { (values: [UInt8]) in
      IdxFile(dimensions: [values.count], elements: values, file: "labels")
    }
    #expect(message(images, labels([1, 2])) == "")
    #expect(
      message(images, labels([1]))
        == "images has 2 images, and labels has 1 labels. They do not belong together.")
    #expect(
      message(images, labels([1, 10]))
        == "labels says at label 1 (counting from 0) that the class is 10, and classes go from 0 to"
        + " 9.")
    #expect(
      message(labels([1, 2]), labels([1, 2])).contains("images of up to 64 × 64 are needed"))
    #expect(message(images, images).contains("a plain list of labels is needed"))
    let none = IdxFile(dimensions: [0, 28, 28], elements: [], file: "images")
    #expect(message(none, labels([])) == "images has no images.")
  }
}
